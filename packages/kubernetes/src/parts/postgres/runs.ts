import {
  type Cluster,
  imageReference,
  known,
  type Mine,
  type Pods,
  type Runs,
  type Step,
  step,
} from '@homelab/estate/model'
import { kubectl } from '../../runs/commands.ts'
import { ofCluster, outside } from '../../runs/of-cluster.ts'
import { askedFor, fixedOf } from '../../runs/pods.ts'
import { reachesApi } from '../network-policy/index.ts'
import { operatorSecret } from '../objects/named-secrets.ts'
import { external } from '../secret/runs.ts'
import { loginName, loginSecret, postgresLabels } from './logins.ts'
import type { PostgresWorkload } from './workload.ts'

/** A PostgreSQL cluster of CloudNativePG. */
export function postgresRuns(workload: PostgresWorkload, mine: Mine): Runs {
  const { service, cluster, rolesOn } = mine
  const { name } = service
  const { namespace, instances, image, storage, resources } = workload
  const id = `${name}/pods/${name}`
  const logins = rolesOn.map(({ name: role, password }) =>
    external(name, namespace, loginSecret(name, role, password), role),
  )
  const main: Pods = {
    id,
    part: 'postgres',
    namespace,
    resource: 'cluster.postgresql.cnpg.io',
    kind: 'Cluster',
    name,
    selector: postgresLabels(name),
    replicas: instances,
    rollout: 'ordered',
    containers: [{ name: 'postgres', image: imageReference(image), restricted: true, ...askedFor(resources) }],
    rolledBy: [],
    token: name,
    fixed: fixedOf('Cluster'),
  }
  const runs = ofCluster(workload, mine, {
    whole: true,
    pods: [main],
    reads: rolesOn.map(({ name: role }) => ({
      id: `${name}/read/role ${role}/${loginName(name, role)}/password`,
      part: 'postgres',
      namespace,
      name: loginName(name, role),
      key: 'password',
      optional: false,
      by: `role ${role}`,
    })),
    steps: cluster === undefined ? [] : [restartStep(cluster, main)],
    needs: { definitions: ['postgresql.cnpg.io'] },
  })
  const { storageClass, size } = storage
  return {
    ...runs,
    delivered: [...known(runs.delivered), ...logins, operatorSecret(name, namespace, name)],
    volumes: [
      {
        id: `${name}/volume/${storage.name}`,
        part: 'postgres',
        on: 'operator',
        volume: storage,
        namespace,
        storageClass,
      },
    ],
    databaseServer: {
      id: `${name}/database-server`,
      part: 'postgres',
      product: 'postgresql',
      version: image.version,
      instances,
      size,
    },
    reaches: [
      ...known(runs.reaches),
      ...outside(name, 'postgres', [reachesApi('its instance manager follows the Cluster object')]),
    ],
  }
}

/** What `kubectl cnpg restart` sets: https://cloudnative-pg.io/documentation/current/labels_annotations/ */
const restartMark = { shell: `kubectl.kubernetes.io/restartedAt="$(date -u +%Y-%m-%dT%H:%M:%SZ)"` }

function restartStep(cluster: Cluster, { id, namespace, name, replicas }: Pods): Step {
  const alone = replicas === 1
  return {
    ...step(
      id,
      'restart',
      'restarts',
      kubectl(cluster, namespace, 'annotate', 'cluster.postgresql.cnpg.io', name, '--overwrite', restartMark),
    ),
    interrupts: alone ? [id] : [],
    until: `${id}?`,
    note: alone ? 'the only instance: the databases are away until it is back' : 'one instance after the other',
  }
}
