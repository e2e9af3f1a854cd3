import { known, type Mine, type Pods, proxyInWorkload, type Runs } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { manifestsFolder } from '../../delivery/group.ts'
import { ownApplication } from '../../runs/deliveries.ts'
import { ofCluster, outside } from '../../runs/of-cluster.ts'
import { copyReaders, external, ofDatabases, ofLogins } from '../secret/runs.ts'
import { tileSecrets } from '../tiles/secrets.ts'
import { heldVolumes } from '../volume/runs.ts'
import { podsOf } from './main.ts'
import { ownPods } from './own.ts'
import { ownReads } from './reads.ts'
import type { PodWorkload } from './workload.ts'

/** Pods of a Deployment, a StatefulSet or a DaemonSet. */
export function podsRuns(workload: PodWorkload, mine: Mine): Runs {
  const { service } = mine
  const { namespace } = workload
  const all = ownPods(service, workload).map((own, _, { length }) => ({
    ...own,
    pods: podsOf(service, own, length > 1),
  }))
  const runs = ofCluster(workload, mine, {
    whole: true,
    pods: all.map(({ pods }) => pods),
    reads: all.flatMap(own => ownReads(mine, own)),
    volumes: all.flatMap(({ name: object, workload: { volumes, replicas } }) =>
      heldVolumes(mine, { namespace, object, volumes, ...present({ replicas }) }),
    ),
    accounts: all.flatMap(own => own.workload.serviceAccount?.name ?? []),
    needs: {
      classes: all
        .flatMap(own => own.workload.volumes ?? [])
        .flatMap(volume =>
          volume.source === 'claim' || volume.source === 'claim-template' ? (volume.storageClass ?? []) : [],
        ),
    },
  })
  const unit = all[0]?.pods.id ?? ''
  return {
    ...runs,
    ...proxyInWorkload(workload.publicProxy, {
      ...{ mine, unit, operations: runs.operations, rendered: folderOf(mine, workload) },
      delivery: runs.deliveries.find(each => each.by === 'delivery' && each.holds !== 'definitions')?.id ?? '',
    }),
    delivered: [
      ...known(runs.delivered),
      ...ofDatabases(mine, namespace),
      ...ofLogins(mine, namespace, workload.clients),
      ...tileSecrets(workload.tiles, mine.tilesAt).map(secret => external(service.name, namespace, secret)),
    ],
    identities: [...known(runs.identities), ...copyReaders(mine, namespace)],
    logs: all.map(({ pods, beside }) => ({
      id: `${service.name}/logs/${beside?.name ?? 'pods'}`,
      part: pods.part,
      from: 'pods',
      namespace,
      ...present({ app: labelOf(pods) }),
    })),
    reaches: [
      ...known(runs.reaches),
      ...all.flatMap(({ pods, beside }) => outside(service.name, pods.part, beside?.reaches ?? [], pods.id)),
    ],
  }
}

/** The collector takes the second label where pods carry it. */
function labelOf({ selector }: Pods): string | undefined {
  return selector === 'unknown' ? undefined : (selector['app.kubernetes.io/name'] ?? selector['app'])
}

/** Where what is rendered of the workload lies. */
function folderOf({ service: { name }, cluster }: Mine, workload: PodWorkload): string {
  return `${cluster?.source.folder ?? ''}/${manifestsFolder(ownApplication(name, workload).name)}`
}
