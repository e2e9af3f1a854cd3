import type { Address, Flow, ResolvedDatabase, ResolvedRole, Secret } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { isDatabaseEnv, isDatabaseUrl, isDatabaseValues } from '../../workloads/uses.ts'
import { type ExternalSecret, externalSecret } from './index.ts'

/** A Secret in the consumer's namespace with what it reads of its database. */
export interface DatabaseSecret {
  readonly database: ResolvedDatabase
  readonly part: 'database-url' | 'database-env' | 'database-values'
  readonly secret: string
  readonly key: string
  /** The key of the Secret that CloudNativePG makes beside the server: https://cloudnative-pg.io/documentation/current/applications/#secrets */
  readonly original: 'uri' | 'password'
  readonly outlives?: true
  /** Of a role that the estate states: the vault has its password, and no other is right. */
  readonly password?: Secret
}

/** The Secrets of the databases that a service has. */
export function databaseSecrets(
  databases: readonly ResolvedDatabase[],
  roles: readonly ResolvedRole[],
): readonly DatabaseSecret[] {
  return databases.flatMap((database): readonly DatabaseSecret[] => {
    const { use, server, owner } = database
    // The operator gives it to the owner, of a bootstrap's database, too.
    const password = roles.find(each => each.server === server && each.name === owner)?.password
    if (isDatabaseUrl(use)) {
      const { secret, key, outlives } = use
      return [{ database, part: 'database-url', secret, key, original: 'uri', ...present({ outlives, password }) }]
    }
    if (!(isDatabaseEnv(use) || isDatabaseValues(use)) || use.password === undefined) return []
    const { secret, key = 'password' } = use.password
    return [{ database, part: use.kind, secret, key, original: 'password', ...present({ password }) }]
  })
}

/** What External Secrets fetches of the vault: the password alone, or a URL with it; all else stands in the object itself. */
export function fetchedSecret(
  { database, original, secret, key, password }: DatabaseSecret,
  flows: readonly Flow[],
): ExternalSecret | undefined {
  if (password === undefined) return undefined
  if (original === 'password') return externalSecret(secret, { data: { [key]: password } })
  return externalSecret(secret, {
    data: { password },
    template: { [key]: urlText(database, databaseAddress(database, flows)) },
  })
}

/** Where the server of a database answers whoever has these flows. */
export function databaseAddress({ server }: ResolvedDatabase, flows: readonly Flow[]): Address | undefined {
  return flows.find(({ to, origin }) => to === server && origin === 'database')?.address
}

/**
 * As CloudNativePG writes it, in a template of External Secrets: https://external-secrets.io/latest/guides/templating/. `urlquery` leaves
 * no sign of a URL, and a space as `+`, which is a plus in a password; a plus itself it writes as `%2B`.
 */
function urlText({ name, owner }: ResolvedDatabase, address?: Address): string {
  const password = '{{ .password | urlquery | replace "+" "%20" }}'
  const server = `${address?.host ?? ''}:${address?.port ?? ''}`
  return `postgresql://${encodeURIComponent(owner)}:${password}@${server}/${encodeURIComponent(name)}`
}
