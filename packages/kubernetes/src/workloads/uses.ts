import { type DatabaseUse, type EndpointUse, made, type NeedUse, usesOf } from '@homelab/estate'

/** Gives a container of the consumer variables made of an endpoint's address. */
export interface EnvUse extends EndpointUse {
  readonly kind: 'env'
  /** `urlPath` is the URL with this behind it. */
  readonly variables: Readonly<Record<string, 'url' | 'host' | 'port' | { readonly urlPath: string }>>
  /** The sidecar that gets them; the main container by default. */
  readonly container?: string
}

export const isEnv = usesOf<EnvUse>('env')

export function asEnv(variables: EnvUse['variables'], container?: string): EnvUse {
  return made({ kind: 'env', uses: 'endpoint', variables, ...(container === undefined ? {} : { container }) })
}

/** The endpoint is a 1Password Connect server: the cluster's secret store asks it. */
export interface ConnectStoreUse extends EndpointUse {
  readonly kind: 'connect-store'
  /** The vault, by name. */
  readonly vault: string
  /** The Secret beside the Connect server that holds the access token, and its key. */
  readonly token: { readonly secret: string; readonly key: string }
}

export const isConnectStore = usesOf<ConnectStoreUse>('connect-store')

export function asConnectStore(props: Omit<ConnectStoreUse, keyof EndpointUse>): ConnectStoreUse {
  return made({ kind: 'connect-store', uses: 'endpoint', ...props })
}

/** The endpoint is an OpenBao server: the cluster's secret store asks it, and logs in with the token of its own operator. */
export interface OpenBaoStoreUse extends EndpointUse {
  readonly kind: 'openbao-store'
  /** The vault, by name. */
  readonly vault: string
  /** Where the server's method `kubernetes` is mounted, and the role there. */
  readonly login: { readonly mount: string; readonly role: string }
}

const isOpenBaoStore = usesOf<OpenBaoStoreUse>('openbao-store')

export function asOpenBaoStore(props: Omit<OpenBaoStoreUse, keyof EndpointUse>): OpenBaoStoreUse {
  return made({ kind: 'openbao-store', uses: 'endpoint', ...props })
}

/** Whether the consumer is the cluster's secret store, over the endpoint. */
export function isStoreUse(use: NeedUse | undefined): use is ConnectStoreUse | OpenBaoStoreUse {
  return isConnectStore(use) || isOpenBaoStore(use)
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

export function asDatabaseUrl(props: Omit<DatabaseUrlUse, keyof DatabaseUse>): DatabaseUrlUse {
  return made({ kind: 'database-url', uses: 'database', ...props })
}
