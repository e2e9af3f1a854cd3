import { made, type Secret } from '@homelab/estate/model'

/** Whom Dex asks who somebody is: https://dexidp.io/docs/connectors/ */
export interface DexConnector {
  readonly kind: 'dex-connector'
  readonly type: 'github' | 'oidc' | 'ldap'
  /** What Dex calls it: users are known by it, so it stays. Small letters, digits and hyphens. */
  readonly id: string
  /** As people read it. */
  readonly name: string
  /** Its own keys. */
  readonly config: object
  /** Keys whose values are secrets. */
  readonly secrets: Readonly<Record<string, Secret>>
  /** It brings people back to Dex, by Dex's address. */
  readonly comesBack?: true
}

export interface GitHubConnectorProps {
  readonly clientID: string
  readonly clientSecret: Secret
  /** Whose members get in, and which of their teams; everybody whom GitHub knows where none is said. */
  readonly orgs?: readonly { readonly name: string; readonly teams?: readonly string[] }[]
}

/**
 * People log in to Dex at GitHub, with an OAuth app whose callback is Dex's address and `/callback`:
 * https://dexidp.io/docs/connectors/github/
 *
 * @example gitHubConnector('github', 'GitHub', { clientID: 'Iv1.0123', clientSecret: secrets.login, orgs: [{ name: 'example' }] })
 */
export function gitHubConnector(
  id: string,
  name: string,
  { clientSecret, ...config }: GitHubConnectorProps,
): DexConnector {
  return made({ kind: 'dex-connector', type: 'github', id, name, config, secrets: { clientSecret }, comesBack: true })
}

export interface OidcConnectorProps {
  /** The other provider's address, letter by letter. */
  readonly issuer: string
  readonly clientID: string
  readonly clientSecret: Secret
  /** `profile` and `email` by default. */
  readonly scopes?: readonly string[]
  /** It is believed what it says of groups. */
  readonly insecureEnableGroups?: true
  /** It says nothing of whether it has seen that addresses are somebody’s own, and is believed. */
  readonly insecureSkipEmailVerified?: true
}

/**
 * People log in to Dex at another provider of OpenID Connect: https://dexidp.io/docs/connectors/oidc/
 *
 * @example oidcConnector('work', 'Work', { issuer: 'https://login.example.com', clientID: 'home', clientSecret: secrets.login })
 */
export function oidcConnector(id: string, name: string, { clientSecret, ...config }: OidcConnectorProps): DexConnector {
  return made({ kind: 'dex-connector', type: 'oidc', id, name, config, secrets: { clientSecret }, comesBack: true })
}

export interface LdapConnectorProps {
  /** `HOST:PORT`; over TLS. */
  readonly host: string
  readonly bindDN: string
  readonly bindPW: Secret
  readonly userSearch: {
    readonly baseDN: string
    readonly filter?: string
    readonly username: string
    readonly idAttr: string
    readonly emailAttr: string
    readonly nameAttr?: string
  }
  readonly groupSearch?: {
    readonly baseDN: string
    readonly filter?: string
    readonly userMatchers: readonly { readonly userAttr: string; readonly groupAttr: string }[]
    readonly nameAttr: string
  }
}

/**
 * People log in to Dex with what a directory knows of them: https://dexidp.io/docs/connectors/ldap/. A directory of the estate
 * is an `endpoint` among the needs of Dex's service.
 *
 * @example ldapConnector('lldap', 'Household', { host: 'ldap.example.org:636', bindDN: 'uid=dex,ou=people,dc=example,dc=org', bindPW: secrets.password, userSearch: { baseDN: 'ou=people,dc=example,dc=org', username: 'uid', idAttr: 'uid', emailAttr: 'mail' } })
 */
export function ldapConnector(id: string, name: string, { bindPW, ...config }: LdapConnectorProps): DexConnector {
  return made({ kind: 'dex-connector', type: 'ldap', id, name, config, secrets: { bindPW } })
}
