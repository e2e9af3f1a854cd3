import { type Cluster, type Command, editOptions, type Part, type Word } from '@homelab/estate/model'

/** kubectl in a namespace of a cluster; `undefined` for objects of the whole cluster. */
export function kubectl({ context }: Cluster, namespace: string | undefined, ...words: readonly Word[]): Command {
  const where = namespace === undefined ? [] : [`--namespace=${namespace}`]
  return { kind: 'command', words: ['kubectl', `--context=${context}`, ...where, ...words], on: 'operator' }
}

/** The objects of a rendered folder that run, as the API gives them. @param folder from the repository's root */
export function running(cluster: Cluster, folder: Word): Command {
  const files = typeof folder === 'string' ? `--filename=${folder}` : { shell: `--filename=${folder.shell}` }
  return kubectl(cluster, undefined, 'get', files, '--ignore-not-found', '--output=yaml')
}

/** Starts pods again, one after the other or as their kind does. @param what one object, or a kind for all of it */
export function rolloutRestart(cluster: Cluster, parts: readonly Part[], namespace: string, what: string): Command {
  return kubectl(cluster, namespace, 'rollout', 'restart', what, ...editOptions(parts, cluster))
}
