import { present } from '@homelab/formats/present'
import { printed, type Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { ConfigFiles } from '../../constructs/config-map.ts'
import { k8s } from '../../k8s.ts'
import { mountedFirst, stagesOf } from '../job/stages.ts'
import type { Claim, ClaimTemplate, ConfigMapVolume, PodVolume, ShareClaim } from './index.ts'

/** What a pod gets of its volumes: the entries of its spec, claim templates, and hashes of the files it reads. */
export interface RenderedVolumes {
  readonly volumes: readonly k8s.Volume[]
  readonly claimTemplates: readonly k8s.KubePersistentVolumeClaimProps[]
  readonly configHashes: readonly string[]
}

/** Makes the claims and ConfigMaps of a workload, and says how its pod mounts them. */
export function renderVolumes(
  rendering: Rendering,
  volumes: readonly PodVolume[],
  labels: Record<string, string> | undefined,
): RenderedVolumes {
  const claimTemplates = volumes.filter(volume => volume.source === 'claim-template')
  const configHashes: string[] = []
  for (const volume of volumes) {
    if (volume.source === 'claim') renderClaim(rendering, volume, labels)
    if (volume.source === 'share-claim') renderShareClaim(rendering, volume)
    if (volume.source === 'config-map') configHashes.push(renderConfigMap(rendering, volume, labels).hash)
  }
  return { volumes: volumes.flatMap(podVolume), claimTemplates: claimTemplates.map(claimTemplateSpec), configHashes }
}

function podVolume(volume: PodVolume): k8s.Volume[] {
  const { name } = volume
  switch (volume.source) {
    case 'claim-template':
      return []
    case 'claim':
    case 'existing-claim':
    case 'share-claim':
      return [{ name, persistentVolumeClaim: { claimName: volume.claim } }]
    case 'nfs':
      return [{ name, nfs: { server: volume.share.server, path: volume.share.path } }]
    case 'config-map': {
      const { configMap, defaultMode } = volume
      return [{ name, configMap: { name: configMap, ...present({ defaultMode }) } }]
    }
    case 'secret':
      return [{ name, secret: { secretName: volume.secret } }]
    case 'host-path':
    case 'node-folder':
      return [{ name, hostPath: { path: volume.path, ...present({ type: volume.type }) } }]
    case 'empty-dir':
      return [{ name, emptyDir: {} }]
  }
}

function renderConfigMap(
  rendering: Rendering,
  { configMap, files }: ConfigMapVolume,
  labels: Record<string, string> | undefined,
): ConfigFiles {
  return new ConfigFiles(rendering.chart, freshId(rendering.chart, `config-map ${configMap}`), {
    name: configMap,
    namespace: rendering.workload.namespace,
    files: Object.fromEntries(Object.entries(files).map(([file, content]) => [file, printed(rendering, content)])),
    ...present({ labels }),
  })
}

function renderClaim(rendering: Rendering, volume: Claim, labels: Record<string, string> | undefined): void {
  const { chart, workload } = rendering
  // Where it is bound by its first pod, it is not well before that one is there.
  const { job, pods } = stagesOf(rendering)
  const annotations = mountedFirst(rendering).has(volume.claim) ? job : pods
  new k8s.KubePersistentVolumeClaim(chart, freshId(chart, `claim ${volume.claim}`), {
    metadata: { name: volume.claim, namespace: workload.namespace, ...present({ labels, annotations }) },
    spec: claimSpec(volume),
  })
}

function claimTemplateSpec(volume: ClaimTemplate): k8s.KubePersistentVolumeClaimProps {
  return { metadata: { name: volume.name }, spec: claimSpec(volume) }
}

function claimSpec({ size, storageClass }: Claim | ClaimTemplate): k8s.PersistentVolumeClaimSpec {
  return {
    accessModes: ['ReadWriteOnce'],
    ...present({ storageClassName: storageClass }),
    resources: { requests: { storage: k8s.Quantity.fromString(size) } },
  }
}

/** An empty class keeps the cluster from making a volume of its own for the claim. */
function renderShareClaim(
  { chart, workload }: Rendering,
  { claim, persistentVolume, share, size, ...how }: ShareClaim,
): void {
  const accessModes = [how.writable === true ? 'ReadWriteMany' : 'ReadOnlyMany']
  const storage = k8s.Quantity.fromString(size)
  new k8s.KubePersistentVolume(chart, freshId(chart, `volume ${persistentVolume}`), {
    metadata: { name: persistentVolume },
    spec: {
      accessModes,
      capacity: { storage },
      storageClassName: '',
      persistentVolumeReclaimPolicy: 'Retain',
      ...(how.mountOptions !== undefined && { mountOptions: [...how.mountOptions] }),
      nfs: { server: share.server, path: share.path },
    },
  })
  new k8s.KubePersistentVolumeClaim(chart, freshId(chart, `claim ${claim}`), {
    metadata: { name: claim, namespace: workload.namespace },
    spec: {
      accessModes,
      storageClassName: '',
      volumeName: persistentVolume,
      resources: { requests: { storage } },
    },
  })
}
