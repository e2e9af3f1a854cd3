import { type DeliveryGroup, type Options, renderer, step } from '@homelab/estate/model'
import type { KubernetesDelivery } from '../contract.ts'
import { ofGroup } from '../group.ts'
import { access } from './access-names.ts'
import type { Application } from './application.ts'
import { argocd, diff, refresh, settled, sync } from './commands.ts'
import { ends } from './ends.ts'
import { holds, pauses } from './holds.ts'
import { question } from './question.ts'
import { rules } from './rules.ts'
import { type ArgoCdDelivery, argoCdOf } from './settings.ts'
import { appliesByServer } from './sync-options.ts'
import { byItselfOf, rootSyncing } from './syncing.ts'
import { windowsOf, windowText } from './windows.ts'

const options: Options<ArgoCdDelivery> = {
  ...{ kind: true, from: true, api: true, handwritten: true, namespace: true, project: true, root: true },
  ...{ sync: true, prune: true, selfHeal: true },
  windows: {
    ...{ kind: true, schedule: true, duration: true, timeZone: true, applications: true, manualSync: true },
    description: true,
  },
}
const groupOptions: Options<Application> = {
  ...ofGroup,
  ...{ repository: true, path: true, sources: true, moreSources: true, directory: true },
  ...{ targetRevision: true, syncOptions: true, ignoreDifferences: true, sync: true, prune: true, selfHeal: true },
}

/** Argo CD: an Application for each group, and one that holds them all. */
export const argoCdPart: KubernetesDelivery = {
  contract: 'delivery',
  options,
  groupOptions,
  kinds: ['argocd'],
  group: 'Argo CD Application',
  word: 'application',
  handwritten: cluster => [`${argoCdOf(cluster).handwritten}/manifests`],
  groupKind: 'Application',
  programs: ['argocd'],
  pulls: true,
  // https://argo-cd.readthedocs.io/en/stable/operator-manual/secret-management/
  secrets: {
    problem: 'Argo CD decrypts nothing, and makes no Secret itself',
    fix: 'keep it in a vault that External Secrets reads, or have the cluster applied by the script (`applyFolder`)',
  },
  root: cluster => argoCdOf(cluster).root,
  rootFolder: 'apps',
  access,
  byItself: (cluster, group: Application) => {
    const delivery = argoCdOf(cluster)
    return byItselfOf(delivery, group.name === delivery.root ? rootSyncing(delivery) : group)
  },
  holds: (cluster, groups) => holds(cluster, groups),
  pauses,
  onlyWhen: (cluster, group) => windowsOf(argoCdOf(cluster).windows ?? [], group).map(windowText),
  own: cluster => (argoCdOf(cluster).from === undefined ? argoCdOf(cluster).namespace : undefined),
  leavesAlone: group =>
    (group as DeliveryGroup & Application).ignoreDifferences?.flatMap(each => each.name ?? []) ?? [],
  steps: (cluster, group, to, byItself) => {
    const status = step(to, 'status', 'reads', argocd(cluster, 'app', 'get', group))
    // When it could be looked at it has begun: what a commit changes is seen before.
    if (byItself !== undefined)
      return [status, { ...step(to, 'apply', 'changes', refresh(cluster, group)), until: `${to}?` }]
    return [
      status,
      step(to, 'preview', 'reads', diff(cluster, group)),
      { ...step(to, 'apply', 'changes', sync(cluster, group)), after: [`${to}#preview`], until: `${to}?` },
    ]
  },
  ends,
  rootEnds: cluster => argocd(cluster, 'app', 'delete', argoCdOf(cluster).root, '--cascade'),
  settled: (cluster, groups) => settled(cluster, ...groups),
  question,
  // https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply
  appliedByServer: { 'argocd.argoproj.io/sync-options': appliesByServer },
  comparesWhole: ({ syncOptions = [] }: Application) => syncOptions.includes(appliesByServer),
  // https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
  appliedFirst: { 'argocd.argoproj.io/sync-wave': '-1' },
  stages: { job: { 'argocd.argoproj.io/sync-wave': '1' }, pods: { 'argocd.argoproj.io/sync-wave': '2' } },
  eachSync: {
    // Not `PreSync`, which has nothing of this sync: docs/decisions/0059-what-runs-at-each-sync.md
    'before-pods': { ...hook('Sync'), 'argocd.argoproj.io/sync-wave': '1' },
    'after-all': hook('PostSync'),
    'after-failure': hook('SyncFail'),
  },
  rules,
  // https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
  marks: ['metadata.annotations["argocd.argoproj.io/tracking-id"]'],
  renderer: renderer(() => import('./render.ts')),
  changes: async () => ({ rules: (await import('./dangers.ts')).argoCdDangers }),
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/#how-do-i-configure-phases */
function hook(phase: 'Sync' | 'PostSync' | 'SyncFail'): Readonly<Record<string, string>> {
  return { 'argocd.argoproj.io/hook': phase, 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' }
}
