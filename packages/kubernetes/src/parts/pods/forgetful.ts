import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { PodWorkload } from './workload.ts'

/**
 * Who collects logs keeps how far it has read in a file. Where that ends with the pod, each new pod sends again what the
 * others still have: a pod is new with each change of its configuration.
 */
export function checkForgetful(service: ResolvedService, { container, volumes = [] }: PodWorkload): Finding[] {
  const lasting = new Set([
    'claim',
    'claim-template',
    'existing-claim',
    'share-claim',
    'host-path',
    'node-folder',
    'nfs',
  ])
  const writes = volumes.some(({ name, source }) => {
    const mounts = [container.mounts?.[name] ?? []].flat()
    return lasting.has(source) && mounts.some(mount => typeof mount === 'string' || mount.readOnly !== true)
  })
  if (!service.collects.includes('logs') || writes) return []
  return [
    {
      code: 'forgetful-collector',
      where: { subject: service.name, path: 'workload.volumes', file: service.file },
      problem: 'no volume that it may write outlives its pods: each new pod sends the logs of all pods again',
      expected: 'a claim, or a folder of the node for a DaemonSet',
      fix: 'keep there how far it has read, or accept it and say why sending twice is right',
    },
  ]
}
