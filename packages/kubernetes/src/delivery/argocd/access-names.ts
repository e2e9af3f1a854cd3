import type { Cluster, DeliveryAccess } from '@homelab/estate/model'
import { kubectl } from '../../runs/commands.ts'
import { argoCdOf } from './settings.ts'

/** The account by which the Argo CD of another cluster works, as its own command line calls it. */
export const manager = 'argocd-manager'

/** Where the objects of that account lie, below the cluster's folder: they are applied by hand, and again when they change. */
export const accessFolder = 'access'

/** None where Argo CD runs in the cluster. */
export function access(cluster: Cluster): DeliveryAccess | undefined {
  const { delivery, source } = cluster
  if (delivery.from === undefined) return undefined
  const { namespace } = argoCdOf(cluster)
  const wide = [`clusterrolebinding/${manager}`, `clusterrole/${manager}`]
  return {
    folder: accessFolder,
    apply: kubectl(cluster, undefined, 'apply', '--server-side', accessFiles(source)),
    end: kubectl(cluster, undefined, 'delete', ...wide, `namespace/${namespace}`),
  }
}

/** The option that names them. */
export function accessFiles({ rendered, folder }: Pick<Cluster['source'], 'rendered' | 'folder'>): string {
  return `--filename=${rendered}/${folder}/${accessFolder}`
}
