import type { Mine, SecretRead } from '@homelab/estate/model'
import { type PodSpec, podReads } from '../../runs/reads.ts'
import { entries, neededReads, plainPod } from '../../runs/secret-reads.ts'
import { clientVariables } from '../container/env.ts'
import { tileVariables } from '../tiles/secrets.ts'
import { mainName } from './main.ts'
import { hasNeeds, type OwnPods } from './own.ts'

/** What pods of a service read, with what its needs give their containers. */
export function ownReads(mine: Mine, own: OwnPods): readonly SecretRead[] {
  const { workload } = own
  const { name } = mine.service
  const { container, sidecars = [], initContainers = [], volumes = [], namespace, pod = {}, clients, tiles } = workload
  const env = {
    ...(hasNeeds(own) && neededReads(mine)),
    ...Object.fromEntries(clientVariables(clients, mine.loginsAt)),
    ...Object.fromEntries(tileVariables(tiles, mine.tilesAt)),
  }
  const main = { ...container, name: mainName(name, workload), env: { ...env, ...container.env } }
  const said = plainPod([main, ...sidecars], initContainers, volumes)
  const id = `${name}/pods/${own.name}`
  return entries(name, id, workload.kind, [...podReads(said, namespace), ...podReads(pod as PodSpec, namespace)])
}
