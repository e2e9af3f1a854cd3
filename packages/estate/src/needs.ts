import { present } from '@homelab/formats/present'
import type { Backup } from './backup.ts'
import type { Way } from './domain.ts'
import { made } from './made.ts'
import type { Service } from './service.ts'
import type { Secret } from './vault.ts'

/**
 * What the consumer does with what it gets; the consumer's renderer reads it, and one that no renderer read is a finding.
 * Plain data with a `kind`.
 */
export type NeedUse = EndpointUse | DatabaseUse | LoginUse

/** What a consumer does with an endpoint. */
export interface EndpointUse {
  readonly kind: string
  readonly uses: 'endpoint'
  /** The one path that it asks for; anything by default. */
  readonly path?: string
}

/** What a consumer does with a database of its own. */
export interface DatabaseUse {
  readonly kind: string
  readonly uses: 'database'
}

/** How a program lets people log in elsewhere. */
export interface LoginUse {
  readonly kind: string
  readonly uses: 'login'
  /** Where the program takes them back, below its own address. */
  readonly path: `/${string}`
  /** Somebody tells the program by hand: nothing is rendered of it. */
  readonly byHand?: true
  /** It tells the program of no secret: of a client that has none. */
  readonly public?: true
}

/** Knows the uses of a kind again: the kind stands for the type, and each is defined once, beside what makes it. */
export function usesOf<U extends NeedUse>(kind: U['kind']): (use: NeedUse | undefined) => use is U {
  return (use): use is U => use?.kind === kind
}

/** Traffic to a port of another service. */
export interface EndpointNeed {
  readonly need: 'endpoint'
  readonly of: Service
  readonly port: string
  /** Why, one clause in the third person: `pushes pod logs`. */
  readonly why: string
  readonly use?: EndpointUse
}

/** A database of its own on a server. */
export interface DatabaseNeed extends DatabaseProps {
  readonly need: 'database'
  readonly server: Service<'sql'>
  readonly name: string
}

export interface DatabaseProps {
  /** The role that owns it; the database's name by default. */
  readonly owner?: string
  /**
   * The database that the server's bootstrap makes, with its owner. A server has at most one; it can't be changed
   * later. Without it the owner is a managed role, given by `role`.
   */
  readonly bootstrap?: { readonly postInitSql?: readonly string[] }
  /**
   * Its owner as a role of the estate, whose password the vault has. Beside `bootstrap` where the pods run in another cluster than
   * the server: the operator's own Secret is read beside the server alone.
   */
  readonly role?: RoleProps
  readonly backup: Backup
  readonly use?: DatabaseUse
}

/** A login on a server. */
export interface RoleNeed extends RoleProps {
  readonly need: 'role'
  readonly server: Service<'sql'>
  readonly name: string
}

export interface RoleProps {
  readonly password: Secret
  readonly superuser?: true
  readonly createdb?: true
  readonly createrole?: true
  readonly memberOf?: readonly string[]
  /** Why it has more than a plain login; the documentation prints it. */
  readonly reason?: string
}

/** People log in to it with another service. */
export interface LoginNeed {
  readonly need: 'login'
  readonly back: readonly [Way | LocalBack, ...(Way | LocalBack)[]]
  readonly client?: string
  readonly secret?: Secret
  readonly public?: true
  /** The provider, which says `issuer`. */
  readonly of: Service
  readonly use: LoginUse
}

/** A program on the machine of whoever logs in, which listens there on a port of `localhost` until they are back: a command line. */
export interface LocalBack {
  readonly localPort: number
}

/** What a service says of a login that it needs. */
export type LoginProps = {
  /** What the provider calls the program; the service's name by default. */
  readonly client?: string
  /** What takes the login: `asLoginEnv`, `asLoginValues`, `asGrafanaLogin`, `asArgoCdLogin`. */
  readonly as: LoginUse
} & (
  | {
      /** The ways in by which people come back to it: each of these kinds, or domains, among its own routes. */
      readonly back: readonly [Way, ...Way[]]
      /** By which the provider knows the program: one reference, delivered to both. */
      readonly secret: Secret
      readonly public?: never
    }
  | {
      /** The same, or a program on the machine of whoever logs in. */
      readonly back: readonly [Way | LocalBack, ...(Way | LocalBack)[]]
      /**
       * A program that can keep no secret, since it runs in a browser or on the machine of whoever logs in. What it has instead is a
       * word that it makes anew for each login (PKCE): https://www.rfc-editor.org/rfc/rfc7636
       */
      readonly public: true
      readonly secret?: never
    }
)

/** Must be up first. */
export interface StartNeed {
  readonly need: 'start'
  readonly of: Service
  readonly why: string
}

export type Need = EndpointNeed | DatabaseNeed | RoleNeed | LoginNeed | StartNeed

/** Annotate the thunk with it: `needs: (): Needs => [...]`, or two services that need each other stop type-checking. */
export type Needs = readonly Need[]

/**
 * Calls a port of another service: the network, the policy and the start order follow.
 *
 * @param use what the consumer gets of it (`asEnv`, `asDataSource`); nothing by default
 * @example endpoint(loki, 'http', 'pushes what pods log', asLokiPush())
 */
export function endpoint<P extends string>(
  of: Service<P>,
  port: NoInfer<P>,
  why: string,
  use?: EndpointUse,
): EndpointNeed {
  return made({ need: 'endpoint', of, port, why, ...present({ use }) })
}

/**
 * A database on a server of the estate, with its role.
 *
 * @example database(postgres, 'feeds', { backup: dumped, use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'feeds', key: 'url' }) })
 */
export function database(server: Service<'sql'>, name: string, props: DatabaseProps): DatabaseNeed {
  return made({ need: 'database', server, name, ...props })
}

/**
 * A role of a server that owns no database: somebody who reads, or dumps.
 *
 * @example role(postgres, 'backup', { password: secrets.password, memberOf: ['pg_read_all_data'] })
 */
export function role(server: Service<'sql'>, name: string, props: RoleProps): RoleNeed {
  return made({ need: 'role', server, name, ...props })
}

/**
 * People log in with another service (OpenID Connect): it knows this one as a client, whose redirects are the ways `back` with
 * the program's own path behind them; the program gets the provider's address and the secret. Whoever may log in there gets in.
 *
 * @example oidcLogin(dex, { back: ['ops'], secret: secrets.login, as: asGrafanaLogin() })
 * @example oidcLogin(dex, { client: 'argocd-cli', back: [{ localPort: 8085 }], public: true, as: asArgoCdCliLogin() })
 */
export function oidcLogin(of: Service, { as, ...props }: LoginProps): LoginNeed {
  return made({ need: 'login', of, ...props, use: as })
}

/**
 * The program is told by hand where people log in, as those are that keep it in a database; the provider knows it nevertheless.
 *
 * @param path where it takes people back, below its own address
 * @example asLoginByHand('/user/oauth2/dex/callback')
 */
export function asLoginByHand(path: LoginUse['path']): LoginUse {
  return made({ kind: 'login-by-hand', uses: 'login', path, byHand: true })
}

/** The variable in which a provider gets the secret of a client. */
export function clientVariable(client: string): string {
  return `CLIENT_SECRET_${client.toUpperCase().replaceAll('-', '_')}`
}

/**
 * Starts after another service, whose ports it does not call.
 *
 * @example after(operator, 'gives the classes that its Ingress names')
 */
export function after(of: Service, why: string): StartNeed {
  return made({ need: 'start', of, why })
}
