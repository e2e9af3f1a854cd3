import { join } from 'node:path'
import { Clusters } from '@homelab/checkup/run'
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { run } from '@homelab/programs'
import type { Context } from '../cli/context.ts'
import type { TreeFile } from '../tree.ts'
import { clusterSources, type Kubectl } from './cluster.ts'
import { hostSources, type Play } from './host.ts'
import { publicProxySources } from './public-proxy.ts'
import type { Source } from './source.ts'
import { stackSources } from './stack.ts'

export { clusterSources, type Kubectl } from './cluster.ts'
export { driftDocument } from './document.ts'
export { type Drift, gather, isClean } from './gather.ts'
export { hostSources, type Play } from './host.ts'
export type { Asked, Difference, Source, Unasked } from './source.ts'

/** What is live is compared with. */
export interface Committed {
  readonly resolved: ResolvedWithWorkloads
  readonly files: readonly TreeFile[]
  /** Where the files lie, absolute. */
  readonly folder: string
}

/** Answers over a slow line take a while, and many objects are one answer. */
const PATIENCE_MS = 60_000

/** Everything that can be asked, in the order in which it is shown. */
export async function driftSources(
  { resolved, files, folder }: Committed,
  context: Context,
): Promise<readonly Source[]> {
  return [
    ...clusterSources({ resolved, files, kubectl: asking(context) }),
    ...hostSources(resolved, playing(folder, context)),
    ...stackSources({ resolved, files, folder, context }),
    ...(await publicProxySources(resolved, folder)),
  ]
}

/** With the kube configuration of this machine. */
function asking({ env, home }: Context): Kubectl {
  const clusters = new Clusters({ timeoutMs: PATIENCE_MS, kubeconfig: env['KUBECONFIG'], home })
  return ({ context }, words, input = '') => clusters.kubectlWith(input, context, ...words)
}

/** As the task that sets up a host does. */
function playing(folder: string, { root }: Context): Play {
  const script = join(root, 'tools/ansible/play.sh')
  return (words, env) =>
    run('sh', [script, 'ssh=https://www.openssh.com', '--', ...words], { cwd: join(folder, 'ansible'), env })
}
