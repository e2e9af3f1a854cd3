import { known, workloadPart } from '@homelab/estate'
import type { PodWorkload } from '../workloads/pods.ts'
import { ofCluster } from './of-cluster.ts'
import { mainPods } from './pods.ts'
import { mainReads } from './secret-reads.ts'
import { copiedUrls } from './secrets.ts'
import { heldVolumes } from './volumes.ts'

/** Pods of a Deployment, a StatefulSet or a DaemonSet. */
export const podsPart = workloadPart<PodWorkload>(['deployment', 'stateful-set', 'daemon-set'], (workload, mine) => {
  const { service } = mine
  const { namespace, objectName = service.name, volumes } = workload
  const main = mainPods(service.name, workload)
  const runs = ofCluster(workload, mine, {
    whole: true,
    pods: [main],
    reads: mainReads(mine, workload),
    volumes: heldVolumes(mine, { namespace, object: objectName, volumes }),
  })
  const labels = main.selector === 'unknown' ? {} : main.selector
  // The collector takes the second label where pods carry it.
  const app = labels['app.kubernetes.io/name'] ?? labels['app']
  return {
    ...runs,
    delivered: [...known(runs.delivered), ...copiedUrls(mine, namespace)],
    logs: [
      {
        id: `${service.name}/logs/pods`,
        part: workload.kind,
        from: 'pods',
        namespace,
        ...(app === undefined ? {} : { app }),
      },
    ],
  }
})
