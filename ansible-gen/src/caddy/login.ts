import { type EndpointUse, made, usesOf } from '@homelab/estate/model'

/** The private proxy asks there about each request: https://caddyserver.com/docs/caddyfile/directives/forward_auth */
export interface LoginInFrontUse extends EndpointUse {
  readonly kind: 'login-in-front'
  readonly path: string
  readonly copies: readonly string[]
}

export const isLoginInFront = usesOf<LoginInFrontUse>('login-in-front')

export interface LoginInFrontProps {
  /** What answers with 2xx whoever is logged in, and leads everybody else to the login. */
  readonly path: string
  /**
   * Headers of that answer by which services learn who asks. What a visitor says in them reaches nobody.
   */
  readonly copies: readonly string[]
}

/**
 * The endpoint says who is logged in, to the private proxy: for the routes that say `loginInFront`.
 *
 * @example endpoint(authelia, 'http', 'asks who is logged in', asLoginInFront({ path: '/api/authz/forward-auth', copies: ['Remote-User'] }))
 */
export function asLoginInFront({ path, copies }: LoginInFrontProps): LoginInFrontUse {
  return made({ kind: 'login-in-front', uses: 'endpoint', path, copies })
}
