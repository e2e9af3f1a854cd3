import type { Mine, SecretRead } from '@homelab/estate/model'
import { type PodSpec, podReads } from '../../runs/reads.ts'
import { entries, plainPod } from '../../runs/secret-reads.ts'
import { clientVariables, databaseVariables, loginVariables } from '../container/env.ts'
import { mainName } from './main.ts'
import { hasNeeds, type OwnPods } from './own.ts'

/** What pods of a service read, with what its needs give their containers. */
export function ownReads(
  { service: { name }, databases, logins, loginsAt }: Mine,
  own: OwnPods,
): readonly SecretRead[] {
  const { workload } = own
  const { container, sidecars = [], initContainers = [], volumes = [], namespace, pod = {}, clients } = workload
  const env = Object.fromEntries([
    ...(hasNeeds(own) ? databases.flatMap(database => databaseVariables(database)) : []),
    ...(hasNeeds(own) ? logins.flatMap(login => loginVariables(login)) : []),
    ...clientVariables(clients, loginsAt),
  ])
  const main = { ...container, name: mainName(name, workload), env: { ...env, ...container.env } }
  const said = plainPod([main, ...sidecars], initContainers, volumes)
  const id = `${name}/pods/${own.name}`
  return entries(name, id, workload.kind, [...podReads(said, namespace), ...podReads(pod as PodSpec, namespace)])
}
