import type { ActionsSecrets, HostFile } from '@homelab/ansible-gen'
import type { Cluster, ResolvedService, Secret } from '@homelab/estate'
import { type BootstrapStep, type ExternalSecret, fetched } from '@homelab/kubernetes'
import { inCluster } from './cluster.ts'
import type { Facts } from './facts.ts'
import { filesOf, onHost } from './host.ts'
import { distinct, entitiesIn } from './scan.ts'

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
  readonly by: 'external-secret' | BootstrapStep
  /** A login of a database server, which the operator follows by itself. */
  readonly login?: { readonly server: string; readonly role: string }
}

/** A file on a host, or a variable of its Ansible role. */
export interface HostDelivery extends ByService {
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
  const secrets = Map.groupBy(all, ({ secret }) => keyOf(secret))
  return {
    all,
    by: service => services.get(service) ?? [],
    of: secret => secrets.get(keyOf(secret)) ?? [],
  }
}

function everyDelivery(context: Facts): readonly Delivery[] {
  const { resolved } = context
  const all = resolved.services.flatMap(service => [
    ...inKubernetes(context, service),
    ...onHosts(context, service),
    ...logins(context, service),
  ])
  const known = new Set(all.map(({ secret, service }) => `${service} ${keyOf(secret)}`))
  const others = resolved.services.flatMap(({ name, title, secrets }) =>
    secrets
      .filter(secret => !known.has(`${name} ${keyOf(secret)}`))
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

/** What tells one secret from another. */
export function keyOf({ vault, item, field }: Secret): string {
  return JSON.stringify([vault, item, field])
}

function inKubernetes(context: Facts, service: ResolvedService): readonly Delivery[] {
  const runs = inCluster(context, service)
  if (runs?.workload === undefined) return []
  const { cluster, namespace, workload } = runs
  const base = { to: 'kubernetes', service: service.name, cluster, namespace } as const
  const delivered = entitiesIn<ExternalSecret>(workload, 'external-secret').flatMap(external =>
    Object.entries(external.data).map(([key, secret]): Delivery => {
      const [label] = Object.keys(external.templateLabels ?? {})
      return {
        ...base,
        secret,
        name: external.name,
        keys: keysWith(key, external),
        by: 'external-secret',
        ...(label === undefined ? {} : { label }),
      }
    }),
  )
  const byHand = entitiesIn<BootstrapStep>(workload, 'bootstrap-step').flatMap(step =>
    (step.secrets ?? []).flatMap(({ name, data }) =>
      Object.entries(data).flatMap(([key, secret]): Delivery[] =>
        typeof secret === 'string' ? [] : [{ ...base, secret, name, keys: [key], by: step }],
      ),
    ),
  )
  return [...delivered, ...byHand]
}

/** The keys of the Secret that what was fetched under a key ends up in. */
function keysWith(key: string, { template }: ExternalSecret): readonly string[] {
  if (template === undefined) return [key]
  return Object.entries(template).flatMap(([name, text]) => (text.includes(fetched(key)) ? [name] : []))
}

/** The passwords of a server's logins: each is a Secret beside the server, `SERVER-ROLE`. */
function logins(context: Facts, service: ResolvedService): readonly Delivery[] {
  const runs = inCluster(context, service)
  if (runs === undefined) return []
  const { cluster, namespace } = runs
  return context.find.rolesOn(service.name).map(
    ({ name: role, password }): Delivery => ({
      to: 'kubernetes',
      secret: password,
      service: service.name,
      cluster,
      namespace,
      name: `${service.name}-${role}`,
      keys: ['password'],
      by: 'external-secret',
      login: { server: service.name, role },
    }),
  )
}

function onHosts(context: Facts, service: ResolvedService): readonly Delivery[] {
  const runs = onHost(context, service)
  if (runs === undefined) return []
  const passwords = context.resolved.roles.filter(role => role.service === service.name).map(({ password }) => password)
  const files = filesOf(runs)
  return distinct([...service.secrets, ...passwords], keyOf).map(
    (secret): Delivery => ({
      to: 'host',
      secret,
      service: service.name,
      host: runs.host.name,
      role: runs.role,
      paths: files
        .filter(file => holds(file, secret) || isPasswordFile(file, passwords, secret))
        .map(({ path }) => path),
      actions: actionsOf(runs.workload.actionsSecrets, secret),
    }),
  )
}

function holds({ content }: HostFile, secret: Secret): boolean {
  return entitiesIn<Secret>(content, 'secret').some(other => keyOf(other) === keyOf(secret))
}

/** libpq's file has a row for each login that the service declares: what is in it stands in no content. */
function isPasswordFile({ content }: HostFile, passwords: readonly Secret[], secret: Secret): boolean {
  const ours = passwords.some(other => keyOf(other) === keyOf(secret))
  return ours && content.kind === 'slot' && content.slot === 'pgpass'
}

function actionsOf(actions: ActionsSecrets | undefined, secret: Secret): readonly string[] {
  return Object.entries(actions?.secrets ?? {}).flatMap(([name, other]) =>
    keyOf(other) === keyOf(secret) ? [name] : [],
  )
}
