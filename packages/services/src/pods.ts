import { present } from '@homelab/formats/present'
import type { PodProps } from '@homelab/kubernetes'
import { added } from './added.ts'

/**
 * What an estate says otherwise of the pods of a ready-made service. Each field stands in the place of the default, those of
 * `container` one by one. What has names adds to what is there, or replaces the one of its name: `env` and `mounts` of the
 * container, `volumes`, `secrets`, `sidecars`, `initContainers`, `beside`; `objects` and `reaches` add to it.
 *
 * @example { serviceType: 'NodePort', container: { resources: { limits: { memory: '2Gi' } } } }
 */
export interface PodsOtherwise extends Partial<Omit<PodProps, 'at' | 'namespace' | 'container'>> {
  readonly container?: Partial<PodProps['container']>
}

export interface NodeReach {
  /** The port of the cluster's nodes at which others reach it; none by default. */
  readonly nodePort?: number
}

/** The kind of Service that opens a port of the nodes. */
export function onNodes({ nodePort }: NodeReach): Pick<PodsOtherwise, 'serviceType'> {
  return nodePort === undefined ? {} : { serviceType: 'NodePort' }
}

/** That port, as an option of the service's own. */
export function nodePortOf({ nodePort }: NodeReach): NodeReach {
  return present({ nodePort })
}

/** The pods of a ready-made service, as an estate has them. */
export function podsWith<T extends Omit<PodProps, 'strategy'>>(own: T, otherwise: PodsOtherwise = {}): T {
  const { container = {}, volumes, secrets, sidecars, initContainers, beside, objects, reaches, ...fields } = otherwise
  const { env, mounts } = own.container
  return {
    ...own,
    ...fields,
    container: {
      ...own.container,
      ...container,
      ...present({ env: both(env, container.env), mounts: both(mounts, container.mounts) }),
    },
    ...present({
      volumes: named(own.volumes, volumes),
      secrets: named(own.secrets, secrets),
      sidecars: named(own.sidecars, sidecars),
      initContainers: named(own.initContainers, initContainers),
      beside: named(own.beside, beside),
      objects: added(own.objects, objects),
      reaches: added(own.reaches, reaches),
    }),
  }
}

function both<T extends object>(own: T | undefined, more: T | undefined): T | undefined {
  return own === undefined || more === undefined ? (more ?? own) : { ...own, ...more }
}

/** Where a name is there already, in its place. */
function named<T extends { readonly name: string }>(
  own: readonly T[] | undefined,
  more: readonly T[] = [],
): readonly T[] | undefined {
  const otherwise = new Map(more.map(each => [each.name, each]))
  const kept = own?.map(each => otherwise.get(each.name) ?? each)
  const isKept = new Set(kept?.map(({ name }) => name))
  return added(kept, more.length === 0 ? undefined : more.filter(({ name }) => !isKept.has(name)))
}
