import {
  type Cluster,
  type DeliveredSecret,
  known,
  type ResolvedService,
  referenceId,
  type Secret,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { inCluster } from './cluster.ts'
import type { Facts } from './facts.ts'
import { onHost } from './host.ts'

/** Where a secret's value ends up. */
export type Delivery = KubernetesDelivery | HostDelivery | StackDelivery | OtherDelivery

interface ByService {
  readonly secret: Secret
  /** The service in whose file this is said. */
  readonly service: string
}

/** Keys of a Secret. */
export interface KubernetesDelivery extends ByService {
  readonly to: 'kubernetes'
  readonly cluster: Cluster
  readonly namespace: string
  /** The Secret's name, which is the ExternalSecret's too. */
  readonly name: string
  readonly keys: readonly string[]
  /** The label by which it is found, where nothing names it. */
  readonly label?: string
  /** What makes it: External Secrets, or a step by hand. */
  readonly by: Extract<DeliveredSecret, { readonly to: 'secret' }>['by']
  /** A login of a database server, which the operator follows by itself. */
  readonly login?: { readonly server: string; readonly role: string }
}

/** A file on a host, or a variable of its Ansible role. */
interface HostDelivery extends ByService {
  readonly to: 'host'
  readonly host: string
  readonly role: string
  readonly paths: readonly string[]
  /** Names in the workflows of a forge. */
  readonly actions: readonly string[]
}

/** A variable of a stack that is applied to somebody's API. */
interface StackDelivery {
  readonly to: 'stack'
  readonly secret: Secret
  /** No service: a task of the repository reads it. */
  readonly service: ''
  readonly project: string
  readonly variable: string
}

/** A service that asks for it and says no more, or a person's login. */
interface OtherDelivery extends ByService {
  readonly to: 'other'
  readonly what: string
}

/** Everywhere that the secrets of an estate go, in the order of the services. */
export interface Deliveries {
  readonly all: readonly Delivery[]
  /** Those that are said in a service's file. */
  readonly by: (service: string) => readonly Delivery[]
  /** Those of one secret. */
  readonly of: (secret: Secret) => readonly Delivery[]
}

export function deliveriesOf(facts: Facts): Deliveries {
  const vaults = new Set(facts.resolved.vaults.map(({ name }) => name))
  // A finding tells of a secret from a vault that the estate does not list.
  const all = everyDelivery(facts).filter(({ secret }) => vaults.has(secret.vault))
  const services = Map.groupBy(all, ({ service }) => service)
  const secrets = Map.groupBy(all, ({ secret }) => referenceId(secret))
  return {
    all,
    by: service => services.get(service) ?? [],
    of: secret => secrets.get(referenceId(secret)) ?? [],
  }
}

function everyDelivery(context: Facts): readonly Delivery[] {
  const { resolved } = context
  const all = resolved.services.flatMap(service => [...inKubernetes(context, service), ...onHosts(context, service)])
  const known = new Set(all.map(({ secret, service }) => `${service} ${referenceId(secret)}`))
  const others = resolved.services.flatMap(({ name, title, secrets }) =>
    secrets
      .filter(secret => !known.has(`${name} ${referenceId(secret)}`))
      .map((secret): Delivery => ({ to: 'other', secret, service: name, what: title })),
  )
  const people = resolved.people.map(
    ({ name, login }): Delivery => ({ to: 'other', secret: login, service: '', what: `login of ${name}` }),
  )
  return [...all, ...others, ...inStacks(context), ...people]
}

function inStacks({ resolved: { tailnetStack, dns } }: Facts): readonly Delivery[] {
  return [tailnetStack, dns].flatMap(stack =>
    Object.entries(stack?.credentials ?? {}).map(
      ([variable, secret]): Delivery => ({ to: 'stack', secret, service: '', project: stack?.project ?? '', variable }),
    ),
  )
}

/** What tells one Secret of the clusters from another. */
export function secretId({
  cluster,
  namespace,
  name,
}: Pick<KubernetesDelivery, 'cluster' | 'namespace' | 'name'>): string {
  return `${cluster.name} ${namespace}/${name}`
}

/** Secrets of a service's namespace: what stands in its own file first, then the logins that others have on it. */
function inKubernetes(context: Facts, service: ResolvedService): readonly Delivery[] {
  const inside = inCluster(context, service)
  if (inside === undefined) return []
  const base = { to: 'kubernetes', service: service.name, cluster: inside.cluster } as const
  return known(service.runs.delivered).flatMap(secret => {
    if (secret.to !== 'secret') return []
    const { namespace, name, from, keys, by, label, login } = secret
    return Object.entries(from).map(
      ([key, reference]): Delivery => ({
        ...base,
        ...{ secret: reference, namespace, name, by },
        keys: Object.entries(keys).flatMap(([id, holds]) => (holds.includes(key) ? [id] : [])),
        ...present({ label }),
        ...(login !== undefined && { login: { server: service.name, role: login } }),
      }),
    )
  })
}

function onHosts(context: Facts, service: ResolvedService): readonly Delivery[] {
  const role = onHost(context, service)?.role
  if (role === undefined) return []
  return known(service.runs.delivered).flatMap(({ id: _, part: __, ...delivered }): Delivery[] =>
    delivered.to === 'host' ? [{ ...delivered, service: service.name, role }] : [],
  )
}
