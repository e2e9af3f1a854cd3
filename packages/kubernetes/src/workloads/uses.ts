import { type DatabaseUse, type EndpointUse, type LoginUse, type LoginValue, made, usesOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** Gives a container of the consumer variables made of an endpoint's address. */
export interface EnvUse extends EndpointUse {
  readonly kind: 'env'
  /** `urlPath` is the URL with this behind it; `scheme` begins an address of a protocol that is no HTTP: `redis`. */
  readonly variables: Readonly<
    Record<
      string,
      'url' | 'host' | 'port' | { readonly urlPath: string } | { readonly scheme: string; readonly path?: `/${string}` }
    >
  >
  /** The sidecar that gets them; the main container by default. */
  readonly container?: string
}

export const isEnv = usesOf<EnvUse>('env')

/**
 * Gives the consumer's container environment variables of an endpoint: its URL, host or port.
 *
 * @param container the sidecar that gets them; the main container by default
 * @example endpoint(loki, 'http', 'searches logs', asEnv({ LOKI_URL: 'url' }))
 * @example asEnv({ CACHE_URL: { scheme: 'redis', path: '/0' } })
 */
export function asEnv(variables: EnvUse['variables'], container?: string): EnvUse {
  return made({ kind: 'env', uses: 'endpoint', variables, ...present({ container }) })
}

/**
 * Gives the consumer's container the URL of its database, in a Secret that External Secrets keeps: as the server's operator made it, or
 * with the password that the vault has of the role, whose signs are escaped.
 */
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
 * Gives the consumer's container its database's URL, in a Secret: that of the server's bootstrap, or one with the vault's password of
 * the role.
 *
 * @example asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'feeds', key: 'url' })
 */
export function asDatabaseUrl(props: Omit<DatabaseUrlUse, keyof DatabaseUse>): DatabaseUrlUse {
  return made({ kind: 'database-url', uses: 'database', ...props })
}

/** Gives the consumer's container its database in variables of its own for each part; what is left out it does not get. */
export interface DatabaseEnvUse extends DatabaseUse {
  readonly kind: 'database-env'
  /** The variable with the name or address of the server. */
  readonly host?: string
  readonly port?: string
  /** The variable with the database's name. */
  readonly name?: string
  /** The variable with the name of the role that owns it. */
  readonly user?: string
  readonly password?: {
    readonly variable: string
    /** The Secret in the consumer's namespace that External Secrets makes. */
    readonly secret: string
    /** Its key; `password` by default. */
    readonly key?: string
  }
}

export const isDatabaseEnv = usesOf<DatabaseEnvUse>('database-env')

/**
 * Gives the consumer's container its database in separate variables; the password in a Secret, as the server's bootstrap made
 * it or as the vault has that of the role.
 *
 * @example asDatabaseEnv({ host: 'DB_HOST', port: 'DB_PORT', name: 'DB_NAME', user: 'DB_USER', password: { variable: 'DB_PASS', secret: 'feeds-db' } })
 */
export function asDatabaseEnv(props: Omit<DatabaseEnvUse, keyof DatabaseUse>): DatabaseEnvUse {
  return made({ kind: 'database-env', uses: 'database', ...props })
}

/**
 * Gives a chart of the consumer's an endpoint's address among its values. Each stands where its name says: names with dots between, as
 * Helm's `--set` has them.
 */
export interface ValuesUse extends EndpointUse {
  readonly kind: 'values'
  readonly values: EnvUse['variables']
}

export const isValues = usesOf<ValuesUse>('values')

/**
 * Says an endpoint's address in the values of the consumer's chart: its URL, host or port.
 *
 * @param values where it stands, names with dots between -> what stands there
 * @example asValues({ 'redis.host': 'host', 'redis.port': 'port' })
 */
export function asValues(values: ValuesUse['values']): ValuesUse {
  return made({ kind: 'values', uses: 'endpoint', values })
}

/** Says a database in the values of the consumer's chart, each part where its name says; what is left out it is not told. */
export interface DatabaseValuesUse extends DatabaseUse {
  readonly kind: 'database-values'
  /** Where the name or address of the server stands: `externalDatabase.host`. */
  readonly host?: string
  readonly port?: string
  /** Where the database's name stands. */
  readonly name?: string
  /** Where the name of the role stands that owns it. */
  readonly user?: string
  readonly password?: {
    /** The Secret in the consumer's namespace that External Secrets makes. */
    readonly secret: string
    /** Its key; `password` by default. */
    readonly key?: string
    /** Where the Secret's name stands, and that of its key. */
    readonly secretIn: string
    readonly keyIn?: string
  }
}

export const isDatabaseValues = usesOf<DatabaseValuesUse>('database-values')

/**
 * Says the consumer's database in the values of its chart; the password in a Secret, as the server's bootstrap made it or as the vault
 * has that of the role.
 *
 * @example asDatabaseValues({ host: 'db.host', name: 'db.name', user: 'db.user', password: { secret: 'mail-db', secretIn: 'db.existingSecret' } })
 */
export function asDatabaseValues(props: Omit<DatabaseValuesUse, keyof DatabaseUse>): DatabaseValuesUse {
  return made({ kind: 'database-values', uses: 'database', ...props })
}

/** The Secret in the consumer's namespace that External Secrets makes, with what the program is known by. */
export interface LoginSecret {
  readonly secret: string
  /** Its key; `client-secret` by default. */
  readonly key?: string
}

/** Gives the consumer's container variables of where people log in for it; the client's secret in a Secret. */
export interface LoginEnvUse extends LoginUse {
  readonly kind: 'login-env'
  readonly variables: Readonly<Record<string, LoginValue>>
  /** Absent for a client that is public. */
  readonly secret?: LoginSecret & { readonly variable: string }
}

export const isLoginEnv = usesOf<LoginEnvUse>('login-env')

/**
 * Gives the consumer's container where people log in for it, in variables, and the client's secret in a Secret. Of several
 * ways back `redirect` is the first.
 *
 * @example asLoginEnv({ path: '/callback', variables: { OIDC_ISSUER: 'issuer', OIDC_CLIENT: 'client' }, secret: { variable: 'OIDC_SECRET', secret: 'wiki-login' } })
 */
export function asLoginEnv(props: Omit<LoginEnvUse, 'kind' | 'uses' | 'public'>): LoginEnvUse {
  return made({ kind: 'login-env', uses: 'login', ...props, ...(props.secret === undefined && { public: true }) })
}

/** Says where people log in for the consumer in the values of its chart, each where its name says. */
export interface LoginValuesUse extends LoginUse {
  readonly kind: 'login-values'
  /** Where it stands, names with dots between -> what stands there. */
  readonly values: Readonly<Record<string, LoginValue>>
  /** Absent for a client that is public. */
  readonly secret?: LoginSecret & {
    /** Where the Secret's name stands, and that of its key. */
    readonly secretIn: string
    readonly keyIn?: string
  }
}

export const isLoginValues = usesOf<LoginValuesUse>('login-values')

/**
 * Says where people log in for the consumer in the values of its chart; the client's secret in a Secret, which they name. Of several
 * ways back `redirect` is the first.
 *
 * @example asLoginValues({ path: '/callback', values: { 'oidc.issuer': 'issuer', 'oidc.clientId': 'client' }, secret: { secret: 'mail-login', secretIn: 'oidc.existingSecret' } })
 */
export function asLoginValues(props: Omit<LoginValuesUse, 'kind' | 'uses' | 'public'>): LoginValuesUse {
  return made({ kind: 'login-values', uses: 'login', ...props, ...(props.secret === undefined && { public: true }) })
}

/** Says where people log in for the consumer in a ConfigMap that upstream's manifests bring, and that the program reads. */
export interface LoginPatchUse extends LoginUse {
  readonly kind: 'login-patch'
  readonly configMap: string
  /** Where a chart that brings the map has its keys among its values: names with dots between. */
  readonly inChart?: string
  /** Key -> what stands there; of several values YAML. */
  readonly data: Readonly<
    Record<string, LoginValue | { readonly yaml: Readonly<Record<string, LoginValue | readonly string[] | true>> }>
  >
  /** The labels by which the program finds its Secret. */
  readonly secret?: LoginSecret & { readonly labels: Readonly<Record<string, string>> }
}

export const isLoginPatch = usesOf<LoginPatchUse>('login-patch')
