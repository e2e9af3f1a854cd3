import { type DatabaseUse, type EndpointUse, made, usesOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** Gives a container of the consumer variables made of an endpoint's address. */
export interface EnvUse extends EndpointUse {
  readonly kind: 'env'
  /** `urlPath` is the URL with this behind it. */
  readonly variables: Readonly<Record<string, 'url' | 'host' | 'port' | { readonly urlPath: string }>>
  /** The sidecar that gets them; the main container by default. */
  readonly container?: string
}

export const isEnv = usesOf<EnvUse>('env')

/**
 * Gives the consumer's container environment variables of an endpoint: its URL, host or port.
 *
 * @param container the sidecar that gets them; the main container by default
 * @example endpoint(loki, 'http', 'searches logs', asEnv({ LOKI_URL: 'url' }))
 */
export function asEnv(variables: EnvUse['variables'], container?: string): EnvUse {
  return made({ kind: 'env', uses: 'endpoint', variables, ...present({ container }) })
}

/** Gives the consumer's container the URL of its database, in a Secret that External Secrets keeps. */
export interface DatabaseUrlUse extends DatabaseUse {
  readonly kind: 'database-url'
  /** The variable. */
  readonly variable: string
  /** The Secret in the consumer's namespace, and its key. */
  readonly secret: string
  readonly key: string
  /**
   * Somebody made the Secret by hand before, and may want to go back to that: it stays when what keeps it in step is
   * pruned. By default it goes with it. https://external-secrets.io/latest/guides/ownership-deletion-policy/
   */
  readonly outlives?: true
}

export const isDatabaseUrl = usesOf<DatabaseUrlUse>('database-url')

/**
 * Gives the consumer's container its database's URL, in a Secret.
 *
 * @example asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'feeds', key: 'url' })
 */
export function asDatabaseUrl(props: Omit<DatabaseUrlUse, keyof DatabaseUse>): DatabaseUrlUse {
  return made({ kind: 'database-url', uses: 'database', ...props })
}
