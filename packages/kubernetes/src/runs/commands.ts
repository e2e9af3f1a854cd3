import type { Cluster, Command, Word } from '@homelab/estate'

/** kubectl in a namespace of a cluster; `undefined` for objects of the whole cluster. */
export function kubectl({ context }: Cluster, namespace: string | undefined, ...words: readonly Word[]): Command {
  const where = namespace === undefined ? [] : [`--namespace=${namespace}`]
  return { kind: 'command', words: ['kubectl', `--context=${context}`, ...where, ...words], on: 'operator' }
}

/** Argo CD's command line. */
export function argocd(...words: readonly Word[]): Command {
  return { kind: 'command', words: ['argocd', ...words], on: 'operator' }
}
