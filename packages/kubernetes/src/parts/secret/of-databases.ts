import type { ResolvedDatabase, ResolvedRole, Secret } from '@homelab/estate/model'
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
    if (isDatabaseUrl(use)) {
      const { secret, key, outlives } = use
      return [{ database, part: 'database-url', secret, key, original: 'uri', ...present({ outlives }) }]
    }
    if (!(isDatabaseEnv(use) || isDatabaseValues(use)) || use.password === undefined) return []
    const { secret, key = 'password' } = use.password
    // The operator gives it to the owner, of a bootstrap's database, too.
    const password = roles.find(each => each.server === server && each.name === owner)?.password
    return [{ database, part: use.kind, secret, key, original: 'password', ...present({ password }) }]
  })
}

/** What External Secrets fetches of the vault: the password alone, all else stands in variables. */
export function fetchedPassword({ secret, key, password }: DatabaseSecret): ExternalSecret | undefined {
  return password === undefined ? undefined : externalSecret(secret, { data: { [key]: password } })
}
