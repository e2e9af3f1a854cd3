import type { DeliveredSecret, Identity, Mine } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { literal } from '@homelab/formats/regexp'
import { readerOf } from '../../constructs/reader.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import type { BootstrapStep } from '../by-hand/index.ts'
import type { ExternalSecret } from './index.ts'
import { databaseSecrets, fetchedSecret } from './of-databases.ts'
import { clientSecrets, loginSecrets } from './of-logins.ts'

/** Secrets that External Secrets makes, and those that are made by hand. */
export function deliveredSecrets(service: string, workload: ClusterWorkload): readonly DeliveredSecret[] {
  const { namespace, secrets = [], bootstrap = [] } = workload
  return [
    ...secrets.map(secret => ({
      ...external(service, namespace, secret),
      ...(secret.kind === 'applied-secret' && { part: secret.kind, by: 'delivery' as const }),
    })),
    ...bootstrap.flatMap(each => byHand(service, namespace, each)),
  ]
}

/** A Secret that External Secrets keeps in step. */
export function external(
  service: string,
  namespace: string,
  { name, data, template, templateLabels }: Omit<ExternalSecret, 'kind'>,
  login?: string,
): Extract<DeliveredSecret, { readonly to: 'secret' }> {
  const fetchedKeys = Object.keys(data)
  const holds = (text: string): readonly string[] => fetchedKeys.filter(key => isIn(text, key))
  const [label] = Object.keys(templateLabels ?? {})
  return {
    id: `${service}/secret/${name}`,
    part: 'external-secret',
    to: 'secret',
    namespace,
    name,
    from: data,
    keys:
      template === undefined
        ? Object.fromEntries(fetchedKeys.map(key => [key, [key]]))
        : Object.fromEntries(Object.entries(template).map(([key, text]) => [key, holds(text)])),
    by: 'external-secret',
    ...present({ label, login }),
  }
}

/** A template names what was fetched, by itself or on its way through functions. */
function isIn(text: string, key: string): boolean {
  return text
    .split('{{')
    .slice(1)
    .some(each => new RegExp(`(?<![\\w.)])\\.${literal(key)}(?![\\w-])`).test(each.split('}}', 1)[0] ?? ''))
}

function byHand(service: string, namespace: string, step: BootstrapStep): readonly DeliveredSecret[] {
  return (step.secrets ?? []).map(({ name, data }) => ({
    id: `${service}/secret/${name}`,
    part: 'bootstrap-step',
    to: 'secret',
    namespace,
    name,
    from: Object.fromEntries(
      Object.entries(data).flatMap(([key, value]) => (typeof value === 'string' ? [] : [[key, value] as const])),
    ),
    keys: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? [] : [key]])),
    by: { step: step.name },
  }))
}

/** Secrets with the URL or the password of a database: copies of those that the servers' operator makes, and of the vault. */
export function ofDatabases(
  { service, databases, roles, flowsFrom }: Mine,
  namespace: string,
): readonly DeliveredSecret[] {
  return databaseSecrets(databases, roles).flatMap((each): readonly DeliveredSecret[] => {
    const { part, secret, key } = each
    const { server, bootstrap } = each.database
    const fetched = fetchedSecret(each, flowsFrom)
    if (fetched !== undefined) return [external(service.name, namespace, fetched)]
    if (bootstrap === undefined) return []
    return [
      {
        id: `${service.name}/secret/${secret}`,
        part,
        to: 'made-secret',
        namespace,
        name: secret,
        keys: [key],
        copyOf: { name: `${server}-app`, beside: server },
      },
    ]
  })
}

/** Secrets with what programs are known by where people log in for them. Whoever reads one does so when it starts. */
export function ofLogins(
  { service, logins, loginsAt }: Mine,
  namespace: string,
  clients?: { readonly secret: string },
): readonly DeliveredSecret[] {
  return [...loginSecrets(logins), ...clientSecrets(clients, loginsAt)].map(secret =>
    external(service.name, namespace, secret),
  )
}

/** The accounts by which copies are read beside the servers, each of one Secret alone. */
export function copyReaders({ service, databases, roles }: Mine, namespace: string): readonly Identity[] {
  return databaseSecrets(databases, roles).flatMap((each): readonly Identity[] => {
    const { part, secret, database, password } = each
    const { server, bootstrap } = database
    if (password !== undefined || bootstrap === undefined) return []
    const name = readerOf(secret)
    const right = { verbs: ['get'], on: ['secrets'], names: [`${server}-app`], within: 'unknown', beside: server }
    return [{ id: `${service.name}/account/${name}`, part, kind: 'service-account', name, namespace, rights: [right] }]
  })
}
