import type { NeedUse } from '@homelab/estate'

/** Gives the consumer's container variables made of an endpoint's address. */
export interface EnvUse extends NeedUse {
  readonly kind: 'env'
  readonly variables: Readonly<Record<string, 'url' | 'host' | 'port'>>
}

export function asEnv(variables: EnvUse['variables']): EnvUse {
  return { kind: 'env', variables }
}

/** Gives the consumer's container the URL of its database, in a Secret that External Secrets keeps. */
export interface DatabaseUrlUse extends NeedUse {
  readonly kind: 'database-url'
  /** The variable. */
  readonly variable: string
  /** The Secret in the consumer's namespace, and its key. */
  readonly secret: string
  readonly key: string
}

export function asDatabaseUrl(props: Omit<DatabaseUrlUse, 'kind'>): DatabaseUrlUse {
  return { kind: 'database-url', ...props }
}
