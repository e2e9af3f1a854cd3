import { delimiter, join } from 'node:path'
import { type Ran, run } from '@homelab/programs'
import { kubeconfigPath } from '../kubeconfig.ts'
import type { AskingOptions } from './asking.ts'

/** The items of one listing, or why nobody could ask. */
export type Listing<T> = { readonly items: readonly T[] } | { readonly problem: string }

type ClusterOptions = Pick<AskingOptions, 'timeoutMs' | 'home' | 'kubeconfig'>

/** Asks clusters through kubectl; the same listing is asked for once. */
export class Clusters {
  readonly #options: ClusterOptions
  readonly #listings = new Map<string, Promise<Listing<unknown>>>()

  constructor(options: ClusterOptions) {
    this.#options = options
  }

  /** All objects of a kind, in one namespace or in all. The caller says what they look like. */
  list<T>(context: string, kind: string, namespace: string | undefined): Promise<Listing<T>> {
    const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]
    const words = ['get', kind, ...where, '--output', 'json']
    const key = [context, ...words].join(' ')
    const known = this.#listings.get(key) ?? this.kubectl(context, ...words).then(itemsOf)
    this.#listings.set(key, known)
    return known as Promise<Listing<T>>
  }

  /** The configuration of its own comes first, so that it need not be named in KUBECONFIG. */
  kubectl(context: string, ...words: readonly string[]): Promise<Ran> {
    return this.kubectlWith('', context, ...words)
  }

  /** The same with a text on its standard input. */
  async kubectlWith(input: string, context: string, ...words: readonly string[]): Promise<Ran> {
    const { timeoutMs, home, kubeconfig = join(home, '.kube', 'config') } = this.#options
    const configurations = [join(home, kubeconfigPath(context)), kubeconfig].join(delimiter)
    const limit = ['--context', context, `--request-timeout=${Math.max(1, Math.round(timeoutMs / 1000))}s`]
    const ran = await run('kubectl', [...limit, ...words], { input, timeoutMs, env: { KUBECONFIG: configurations } })
    if (!/context .*(does not exist|was not found)/.test(ran.stderr)) return ran
    const { exitCode: _, ...asked } = ran
    return { ...asked, problem: `no kube configuration has the context ${context}: see ensure-kubectl-config` }
  }
}

function itemsOf({ problem, stdout }: Ran): Listing<unknown> {
  if (problem !== undefined) return { problem }
  const list: unknown = JSON.parse(stdout)
  if (typeof list === 'object' && list !== null && 'items' in list && Array.isArray(list.items))
    return { items: list.items }
  return { problem: 'kubectl printed no list' }
}
