import { known, type Mine, proxyInWorkload, type Runs } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { manifestsFolder } from '../../delivery/group.ts'
import { ownApplication } from '../../runs/deliveries.ts'
import { ofCluster } from '../../runs/of-cluster.ts'
import { copyReaders, ofDatabases, ofLogins } from '../secret/runs.ts'
import { heldVolumes } from '../volume/runs.ts'
import { mainPods } from './main.ts'
import { mainReads } from './reads.ts'
import type { PodWorkload } from './workload.ts'

/** Pods of a Deployment, a StatefulSet or a DaemonSet. */
export function podsRuns(workload: PodWorkload, mine: Mine): Runs {
  const { service } = mine
  const { namespace, objectName = service.name, volumes = [], serviceAccount } = workload
  const main = mainPods(service, workload)
  const runs = ofCluster(workload, mine, {
    whole: true,
    pods: [main],
    reads: mainReads(mine, workload),
    volumes: heldVolumes(mine, { namespace, object: objectName, volumes, ...present({ replicas: workload.replicas }) }),
    accounts: serviceAccount === undefined ? [] : [serviceAccount.name],
    needs: {
      classes: volumes.flatMap(volume =>
        volume.source === 'claim' || volume.source === 'claim-template' ? (volume.storageClass ?? []) : [],
      ),
    },
  })
  const labels = main.selector === 'unknown' ? {} : main.selector
  // The collector takes the second label where pods carry it.
  const app = labels['app.kubernetes.io/name'] ?? labels['app']
  return {
    ...runs,
    ...proxyInWorkload(workload.publicProxy, {
      ...{ mine, unit: main.id, operations: runs.operations, rendered: folderOf(mine, workload) },
      delivery: runs.deliveries.find(each => each.by === 'delivery' && each.holds !== 'definitions')?.id ?? '',
    }),
    delivered: [
      ...known(runs.delivered),
      ...ofDatabases(mine, namespace),
      ...ofLogins(mine, namespace, workload.clients),
    ],
    identities: [...known(runs.identities), ...copyReaders(mine, namespace)],
    logs: [
      {
        id: `${service.name}/logs/pods`,
        part: workload.kind,
        from: 'pods',
        namespace,
        ...present({ app }),
      },
    ],
  }
}

/** Where what is rendered of the workload lies. */
function folderOf({ service: { name }, cluster }: Mine, workload: PodWorkload): string {
  return `${cluster?.source.folder ?? ''}/${manifestsFolder(ownApplication(name, workload).name)}`
}
