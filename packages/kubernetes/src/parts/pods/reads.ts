import type { Mine, SecretRead } from '@homelab/estate/model'
import { type PodSpec, podReads } from '../../runs/reads.ts'
import { entries, plainPod } from '../../runs/secret-reads.ts'
import { clientVariables, databaseVariables, loginVariables } from '../container/env.ts'
import { mainName } from './main.ts'
import type { PodWorkload } from './workload.ts'

/** What the main pods read, with what the service's needs give their containers. */
export function mainReads(
  { service: { name }, databases, logins, loginsAt }: Mine,
  workload: PodWorkload,
): readonly SecretRead[] {
  const { container, sidecars = [], initContainers = [], volumes = [], namespace, pod = {}, clients } = workload
  const env = Object.fromEntries([
    ...databases.flatMap(database => databaseVariables(database)),
    ...logins.flatMap(login => loginVariables(login)),
    ...clientVariables(clients, loginsAt),
  ])
  const main = { ...container, name: mainName(name, workload), env: { ...env, ...container.env } }
  const own = plainPod([main, ...sidecars], initContainers, volumes)
  const id = `${name}/pods/${workload.objectName ?? name}`
  return entries(name, id, workload.kind, [...podReads(own, namespace), ...podReads(pod as PodSpec, namespace)])
}
