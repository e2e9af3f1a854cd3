import { present } from '@homelab/formats/present'
import { asLoginEnv, type LoginEnvUse } from '@homelab/kubernetes'

export interface GrafanaLoginProps {
  /**
   * Which role somebody gets, in JMESPath over what the provider says of them: `contains(groups[*], 'admins') && 'Admin' || 'Viewer'`.
   * By default everybody who may log in reads (`Viewer`).
   */
  readonly roles?: string
  /** What is asked of the provider; `openid profile email groups` by default. */
  readonly scopes?: readonly string[]
}

const prefix = 'GF_AUTH_GENERIC_OAUTH'

/**
 * People log in to Grafana there, and are users of it from the first time on. They come back by the way that `opens` of
 * `grafanaIn` names: say that one as `back`.
 * https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/generic-oauth/
 *
 * @example oidcLogin(dex, { back: ['ops'], secret: secrets.login, as: asGrafanaLogin() })
 */
export function asGrafanaLogin({ roles, scopes }: GrafanaLoginProps = {}): LoginEnvUse {
  const text = (value: string): { readonly text: string } => ({ text: value })
  return asLoginEnv({
    path: '/login/generic_oauth',
    variables: {
      [`${prefix}_ENABLED`]: text('true'),
      [`${prefix}_NAME`]: 'title',
      [`${prefix}_CLIENT_ID`]: 'client',
      [`${prefix}_SCOPES`]: text((scopes ?? ['openid', 'profile', 'email', 'groups']).join(' ')),
      [`${prefix}_AUTH_URL`]: 'authorization',
      [`${prefix}_TOKEN_URL`]: 'token',
      [`${prefix}_API_URL`]: 'userInfo',
      [`${prefix}_USE_PKCE`]: text('true'),
      ...present({ [`${prefix}_ROLE_ATTRIBUTE_PATH`]: roles === undefined ? undefined : text(roles) }),
    },
    secret: { variable: `${prefix}_CLIENT_SECRET`, secret: 'grafana-login' },
  })
}
