import {
  type Address,
  clientVariable,
  type Flow,
  imageReference,
  type Lookup,
  loginValue,
  type ResolvedDatabase,
  type ResolvedLogin,
  type ResolvedService,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import type { k8s } from '../../k8s.ts'
import { type EnvUse, isDatabaseEnv, isDatabaseUrl, isEnv, isLoginEnv } from '../../workloads/uses.ts'
import type { PodWorkload } from '../pods/workload.ts'
import { databaseAddress } from '../secret/of-databases.ts'
import { keyOf } from '../secret/of-logins.ts'
import { tileVariables } from '../tiles/secrets.ts'
import type { Container, EnvValue } from './index.ts'

/** The variables that a service's needs give one of its containers, before those it sets itself. */
export function neededEnv(
  { context: { find }, service }: Rendering,
  sidecar?: string,
  { clients, tiles, allowedHosts }: Pick<PodWorkload, 'clients' | 'tiles' | 'allowedHosts'> = {},
): Record<string, EnvValue> {
  const fromFlows = envUses(find.flowsFrom(service.name))
    .filter(({ use }) => use.container === sidecar)
    .flatMap(({ flow, use }) => fromAddress(flow, use))
  if (sidecar !== undefined) return Object.fromEntries(fromFlows)
  const flows = find.flowsFrom(service.name)
  const fromDatabases = find.databasesFor(service.name).flatMap(database => {
    return databaseVariables(database, databaseAddress(database, flows))
  })
  const fromLogins = find.loginsFor(service.name).flatMap(login => {
    return loginVariables(login, find.service(login.provider)?.title)
  })
  return Object.fromEntries([
    ...fromDatabases,
    ...fromLogins,
    ...clientVariables(clients, find.loginsAt(service.name)),
    ...tileVariables(tiles, find.tilesAt(service.name)),
    ...hostVariables(allowedHosts, service, find),
    ...fromFlows,
  ])
}

/** The flows of a service that give one of its containers variables. */
export function envUses(flows: readonly Flow[]): { readonly flow: Flow; readonly use: EnvUse }[] {
  return flows.flatMap(flow => (isEnv(flow.use) ? [{ flow, use: flow.use }] : []))
}

/**
 * The variables in which a service reads its database.
 *
 * @param address of the server, where a way leads there
 */
export function databaseVariables(
  { use, name, owner }: ResolvedDatabase,
  address?: Address,
): readonly (readonly [string, EnvValue])[] {
  if (isDatabaseUrl(use)) return [[use.variable, { from: 'secret', secret: use.secret, key: use.key }]]
  if (!isDatabaseEnv(use)) return []
  const { password } = use
  const plain = [
    [use.host, address?.host ?? ''],
    [use.port, String(address?.port ?? '')],
    [use.name, name],
    [use.user, owner],
  ] as const
  return [
    ...plain.flatMap(([variable, value]) => (variable === undefined ? [] : [[variable, value] as const])),
    ...(password === undefined
      ? []
      : [[password.variable, { from: 'secret', secret: password.secret, key: password.key ?? 'password' }] as const]),
  ]
}

/**
 * The variables by which a program knows where people log in for it.
 *
 * @param title of the provider
 */
export function loginVariables(login: ResolvedLogin, title = login.provider): readonly (readonly [string, EnvValue])[] {
  const { use } = login
  if (!isLoginEnv(use)) return []
  return [
    ...Object.entries(use.variables).map(([variable, value]) => [variable, loginValue(login, value, title)] as const),
    ...(use.secret === undefined || login.secret === undefined
      ? []
      : [[use.secret.variable, { from: 'secret', secret: use.secret.secret, key: keyOf(use.secret) }] as const]),
  ]
}

/** The variables by which a service knows the programs to which people log in with it. */
export function clientVariables(
  clients: { readonly secret: string } | undefined,
  loginsAt: readonly ResolvedLogin[],
): readonly (readonly [string, EnvValue])[] {
  if (clients === undefined) return []
  return loginsAt.flatMap(({ client, secret }) =>
    secret === undefined
      ? []
      : [[clientVariable(client), { from: 'secret', secret: clients.secret, key: client }] as const],
  )
}

/** By which hosts a service is asked: those that browsers and the estate name, and that of the kubelet. */
function hostVariables(
  variable: string | undefined,
  { name, ports }: ResolvedService,
  find: Lookup,
): readonly (readonly [string, EnvValue])[] {
  if (variable === undefined) return []
  const web = Object.values(ports).filter(({ protocol }) => protocol === 'http' || protocol === 'https')
  const own = web.map(({ port, target = port }) => `$(POD_IP):${target}`)
  const ways = find.routesOf(name).flatMap(({ protocol, hostname, listen }) => {
    return protocol === 'https' ? [hostIn('https', hostname, listen)] : []
  })
  const asked = find.flowsTo(name).map(({ address: { scheme, host, port } }) => hostIn(scheme, host, port))
  return [
    ['POD_IP', { from: 'field', path: 'status.podIP' }],
    [variable, [...new Set([...own, ...ways, ...asked])].join(',')],
  ]
}

/** As the `Host` of a request says it: https://www.rfc-editor.org/rfc/rfc9110#section-7.2 */
function hostIn(scheme: Address['scheme'], host: string, port: number): string {
  const usual = { http: 80, https: 443 }[String(scheme)]
  return port === usual ? host : `${host}:${port}`
}

export function envVars(env: Readonly<Record<string, EnvValue>>): k8s.EnvVar[] {
  return Object.entries(env).map(([name, value]) => {
    if (typeof value === 'string') return { name, value }
    if ('kind' in value) {
      if (value.kind === 'image') return { name, value: imageReference(value) }
      // Own URLs and addresses became text when the estate was resolved.
      throw new TypeError(`${name} is an unresolved address`)
    }
    if (value.from === 'nothing') return { name }
    if (value.from === 'field') return { name, valueFrom: { fieldRef: { fieldPath: value.path } } }
    return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } }
  })
}

export function envFrom(sources: Container['envFrom']): Pick<k8s.Container, 'envFrom'> {
  if (sources === undefined) return {}
  return {
    envFrom: sources.map(({ secret, optional }) => ({
      secretRef: { name: secret, ...present({ optional }) },
    })),
  }
}

function fromAddress({ address }: Flow, { variables }: EnvUse): (readonly [string, EnvValue])[] {
  return Object.entries(variables).map(([name, part]) => [name, String(addressPart(address, part))])
}

/** What is said of an address. */
export function addressPart(address: Address, part: EnvUse['variables'][string]): string | number {
  if (typeof part === 'string') return address[part]
  if ('urlPath' in part) return address.url + part.urlPath
  return `${part.scheme}://${address.host}:${address.port}${part.path ?? ''}`
}
