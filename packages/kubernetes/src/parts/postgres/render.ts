import { imageReference, type ResolvedRole, type ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { PostgresCluster } from '../../constructs/postgres-cluster.ts'
import { k8s } from '../../k8s.ts'
import type { ClusterRenderer } from '../part.ts'
import { renderSecret, renderSecrets } from '../secret/render.ts'
import { renderIngresses, renderTailnetServices } from '../tailnet/render.ts'
import { checkPostgres } from './checks.ts'
import { loginName, loginSecret, postgresLabels } from './logins.ts'
import type { PostgresWorkload } from './workload.ts'

/** A CloudNativePG cluster: what the server is, and what the services that use it need of it. */
export const postgresRenderer: ClusterRenderer<PostgresWorkload> = {
  render: renderPostgres,
  checks: checkPostgres,
  // The operator asks each instance for its state: https://cloudnative-pg.io/documentation/current/networking/
  ingress: [{ peer: { to: 'cluster' }, ports: [{ port: 8000, protocol: 'TCP' }] }],
}

function renderPostgres(rendering: Rendering<PostgresWorkload>): void {
  const { context, chart, service, workload } = rendering
  // The server's own logins first: a list in another order is a difference to whoever compares.
  const roles = context.find.rolesOn(service.name).toSorted((a, b) => own(service, b) - own(service, a))
  const first = context.find.databasesOn(service.name).find(({ bootstrap }) => bootstrap !== undefined)
  const { instances, image, storage, resources, parameters, preloadLibraries, accessRules } = workload
  new PostgresCluster(chart, freshId(chart, 'cluster'), {
    name: service.name,
    namespace: workload.namespace,
    instances,
    image: imageReference(image),
    storage: { size: storage.size, storageClass: storage.storageClass },
    ...(first?.bootstrap !== undefined && {
      bootstrap: { database: first.name, owner: first.owner, postInitSql: first.bootstrap.postInitSql },
    }),
    roles: roles.map(role => ({ ...flags(role), name: role.name, passwordSecret: loginName(service.name, role.name) })),
    resources: {
      ...(resources.requests !== undefined && { requests: { ...resources.requests } }),
      ...(resources.limits !== undefined && { limits: { ...resources.limits } }),
    },
    parameters,
    ...present({ preloadLibraries }),
    accessRules,
  })
  for (const role of roles) {
    renderSecret(rendering, loginSecret(service.name, role.name, role.password))
  }
  renderSecrets(rendering)
  const selector = { ...postgresLabels(service.name), role: 'primary' }
  renderMetrics(rendering, selector)
  renderIngresses(rendering, `${service.name}-metrics`)
  renderTailnetServices(rendering, service.name, selector, { primary: 'sql', portNames: { sql: 'postgresql' } })
}

/** The operator's own Services lead to the database alone: https://cloudnative-pg.io/documentation/current/monitoring/ */
function renderMetrics(
  { chart, service, workload }: Rendering<PostgresWorkload>,
  selector: Readonly<Record<string, string>>,
): void {
  const { metrics } = service.ports
  if (metrics === undefined || workload.metricsThrough === 'tailnet') return
  const { port, target = port } = metrics
  new k8s.KubeService(chart, freshId(chart, 'metrics'), {
    metadata: { name: `${service.name}-metrics`, namespace: workload.namespace },
    spec: {
      selector,
      ports: [{ name: 'metrics', port, targetPort: k8s.IntOrString.fromNumber(target), protocol: 'TCP' }],
    },
  })
}

function own({ name }: ResolvedService, role: ResolvedRole): number {
  return Number(role.service === name)
}

function flags({
  superuser,
  createdb,
  createrole,
  memberOf,
}: ResolvedRole): Pick<ResolvedRole, 'superuser' | 'createdb' | 'createrole' | 'memberOf'> {
  return present({ superuser, createdb, createrole, memberOf })
}
