import type { Identity, Mine, Requirement, Thing } from '@homelab/estate'
import type { ClusterWorkload, PodWorkload } from '../workloads/pods.ts'
import { rightsOf } from './rights.ts'

/** The service accounts that its pods run as, and those among its objects. */
export function identitiesOf(service: string, workload: ClusterWorkload): readonly Identity[] {
  const { namespace, jobs = [], objects = [] } = workload
  const own = [(workload as Partial<PodWorkload>).serviceAccount, ...jobs.map(({ serviceAccount }) => serviceAccount)]
  const made = objects.flatMap(each => (each.object === 'ServiceAccount' ? [each.props.metadata.name] : []))
  const names = new Set([...own.flatMap(account => account?.name ?? []), ...made])
  return [...names].map(name => ({
    ...{ id: `${service}/account/${name}`, part: workload.kind, kind: 'service-account', name, namespace },
    rights: rightsOf(name, namespace, objects),
  }))
}

/** What others may ask of a cluster because of a service. */
export function providedBy(service: string, workload: ClusterWorkload, { cluster, flowsFrom }: Mine): readonly Thing[] {
  const { kind: part, namespace, ownsNamespace, crds, objects = [], generated = [] } = workload
  const thing = (kind: Thing['kind'], name: string): Thing => ({ id: `${service}/${kind}/${name}`, part, kind, name })
  const store = flowsFrom.some(({ use }) => use?.kind === 'connect-store' || use?.kind === 'openbao-store')
  return [
    ...(ownsNamespace === true ? [thing('namespace', namespace)] : []),
    ...(crds === undefined ? [] : [thing('definitions', crds.name)]),
    ...objects.flatMap(each => {
      if (each.object === 'Namespace') return [thing('namespace', each.props.metadata.name)]
      const isClass = each.object === 'StorageClass' || each.object === 'IngressClass'
      return isClass ? [thing('class', each.props.metadata.name)] : []
    }),
    ...generated.map(({ files }) => thing('generated', files)),
    ...(store && cluster !== undefined ? [thing('secret-store', cluster.secretStore)] : []),
  ]
}

/** What must be there before its objects are. */
export function requiredBy(service: string, workload: ClusterWorkload, { cluster }: Mine): readonly Requirement[] {
  const { kind: part, secrets = [] } = workload
  const { volumes = [] } = workload as Partial<PodWorkload>
  const classes = volumes.flatMap(volume =>
    volume.source === 'claim' || volume.source === 'claim-template' ? (volume.storageClass ?? []) : [],
  )
  const requirement = (kind: Thing['kind'], name: string): Requirement => ({
    ...{ id: `${service}/requires/${kind}/${name}`, part, kind, name },
  })
  return [
    ...(secrets.length > 0 && cluster !== undefined ? [requirement('secret-store', cluster.secretStore)] : []),
    ...[...new Set(classes)].map(name => requirement('class', name)),
  ]
}
