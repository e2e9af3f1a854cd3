import { defineSlot, type LoginUse, type LoginValue, made, type Slot, usesOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** A program on a host finds where people log in for it in a file of variables. */
export interface LoginFileUse extends LoginUse {
  readonly kind: 'login-file'
  readonly variables: Readonly<Record<string, LoginValue>>
  /** The variable with the client's secret; absent for a client that is public. */
  readonly secret?: string
}

export const isLoginFile = usesOf<LoginFileUse>('login-file')

/**
 * Gives a program on a host, or a Compose project, where people log in for it: what `loginFile()` is the content of. Of several
 * ways back `redirect` is the first.
 *
 * @example asLoginFile({ path: '/callback', variables: { OIDC_ISSUER: 'issuer', OIDC_CLIENT: 'client' }, secret: 'OIDC_SECRET' })
 */
export function asLoginFile(props: Omit<LoginFileUse, 'kind' | 'uses' | 'public'>): LoginFileUse {
  return made({ kind: 'login-file', uses: 'login', ...props, ...(props.secret === undefined && { public: true }) })
}

export const loginFileSlot = defineSlot<object>('login file')

/**
 * Variables for each login that the service needs `asLoginFile`, as systemd and Compose read them: a file that a program names among
 * its variables, and `reads`.
 *
 * @example file('/etc/wiki/login.env', '0600', loginFile())
 */
export function loginFile(): Slot {
  return loginFileSlot.of({})
}

/** Forgejo is told by its own command, which writes its database. */
export interface ForgejoLoginUse extends LoginUse {
  readonly kind: 'login-forgejo'
  /** What people choose on its page, and what is in the address that they come back to. */
  readonly name: string
  /** The program with the options by which it finds its configuration. */
  readonly command: readonly [string, ...string[]]
  /** Whom it runs as; the login of the host by default. */
  readonly user?: string
  readonly scopes: readonly string[]
}

export const isForgejoLogin = usesOf<ForgejoLoginUse>('login-forgejo')

export interface ForgejoLoginProps extends Pick<ForgejoLoginUse, 'name' | 'command' | 'user'> {
  /** What is asked of the provider; `openid profile email` by default. */
  readonly scopes?: readonly string[]
}

/**
 * People log in to Forgejo there: its role adds the source, changes it where anything of it changed, and restarts Forgejo then, which
 * reads them when it starts. https://forgejo.org/docs/latest/admin/command-line/#admin-auth-add-oauth
 *
 * @example asForgejoLogin({ name: 'dex', command: ['/usr/local/bin/forgejo', '--config', '/etc/forgejo/app.ini'], user: 'git' })
 */
export function asForgejoLogin({ name, command, user, scopes }: ForgejoLoginProps): ForgejoLoginUse {
  return made({
    ...{ kind: 'login-forgejo', uses: 'login', path: `/user/oauth2/${name}/callback`, name, command },
    ...present({ user }),
    scopes: scopes ?? ['openid', 'profile', 'email'],
  })
}
