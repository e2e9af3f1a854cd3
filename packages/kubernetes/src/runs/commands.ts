import type { Cluster, Command, Word } from '@homelab/estate/model'

/** kubectl in a namespace of a cluster; `undefined` for objects of the whole cluster. */
export function kubectl({ context }: Cluster, namespace: string | undefined, ...words: readonly Word[]): Command {
  const where = namespace === undefined ? [] : [`--namespace=${namespace}`]
  return { kind: 'command', words: ['kubectl', `--context=${context}`, ...where, ...words], on: 'operator' }
}
