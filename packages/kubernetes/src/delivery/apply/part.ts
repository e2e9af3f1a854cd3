import {
  type Cluster,
  type Command,
  type Options,
  renderer,
  step,
  type Verdict,
  type Word,
} from '@homelab/estate/model'
import { kubectl } from '../../runs/commands.ts'
import type { KubernetesDelivery } from '../contract.ts'
import { ofGroup } from '../group.ts'
import { resource, stage } from './group.ts'
import { type ApplyFolderDelivery, folderScript } from './settings.ts'

const options: Options<Omit<ApplyFolderDelivery, 'from'>> = { kind: true }

/** `kubectl apply` of the rendered folder, by a script: a set of objects for each group. */
export const applyPart: KubernetesDelivery = {
  contract: 'delivery',
  options,
  groupOptions: ofGroup,
  kinds: ['apply'],
  group: 'group of objects',
  word: 'group',
  programs: ['helm', 'git'],
  keepsClaims: true,
  secrets: 'put',
  stages: { job: { [stage]: 'job' }, pods: { [stage]: 'pods' } },
  eachSync: { 'before-pods': { [stage]: 'job' }, 'after-all': { [stage]: 'after' } },
  // Every group stands for itself, and the script runs on a host: nothing in the cluster delivers.
  root: () => undefined,
  own: () => undefined,
  leavesAlone: () => [],
  steps: (cluster, group, to) => [
    step(to, 'status', 'reads', kubectl(cluster, undefined, 'get', resource, group, '--output=yaml')),
    step(to, 'preview', 'reads', apply(cluster, '--preview', group)),
    { ...step(to, 'apply', 'changes', apply(cluster, group)), after: [`${to}#preview`], until: `${to}?` },
  ],
  whole: {
    preview: cluster => apply(cluster, '--preview'),
    apply: cluster => apply(cluster),
    ends: 'what is no longer rendered goes; namespaces, kinds of objects, claims and volumes stay until somebody deletes them',
  },
  question: () => ({ resource, what: { one: 'group', others: 'groups' }, judge: object => judge(object as Applied) }),
  rules: [
    {
      rule: 'applied-secret',
      says: 'a Secret that the script puts together of encrypted values stays, though no file of the folder holds it',
      recognises: (seen, { stays }) => seen.what === 'gone' && stays(seen),
    },
  ],
  marks: ['metadata.labels["applyset.kubernetes.io/part-of"]'],
  renderer: renderer(() => import('./render.ts')),
}

function apply(cluster: Cluster, ...words: readonly Word[]): Command {
  return {
    kind: 'command',
    words: ['sh', folderScript(cluster), `--context=${cluster.context}`, ...words],
    on: 'operator',
  }
}

interface Applied {
  readonly status?: { readonly result?: string; readonly revision?: string; readonly message?: string }
}

/** What the last run wrote; a run that ended before it wrote anything leaves the word with which it began. */
function judge({ status: { result, revision = 'no revision', message = '' } = {} }: Applied): Verdict {
  if (result === 'Applied') return { state: 'up', detail: `applied, ${revision}` }
  if (result === 'Failed') return { state: 'down', detail: `failed at ${revision}: ${message}` }
  if (result === 'Applying') return { state: 'warning', detail: `being applied, or interrupted, ${revision}` }
  return { state: 'unknown', detail: 'never applied' }
}
