import { made } from '@homelab/estate/model'
import type { LoginPatchUse } from '../../workloads/uses.ts'

const secret = 'argocd-login'
/** Upstream's manifests bring it, and so does the chart: https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd */
const map = { configMap: 'argocd-cm', inChart: 'configs.cm' } as const
const path = '/auth/callback'

/**
 * People log in to Argo CD's pages, whether upstream's manifests bring it (`argoCdInstallation`) or its chart (`chart`), and get the rights that its policy gives to their groups: none by default. Its own
 * address is that of the first way back. https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#existing-oidc-provider
 *
 * @param props with `pkce` it has no secret, and its command line is the same client: for a need that is `public`
 * @example oidcLogin(dex, { back: ['ops'], secret: secrets.login, as: asArgoCdLogin() })
 * @example oidcLogin(dex, { back: ['ops', { localPort: 8085 }], public: true, as: asArgoCdLogin({ pkce: true }) })
 */
export function asArgoCdLogin({ pkce = false }: { readonly pkce?: boolean } = {}): LoginPatchUse {
  return made({
    ...{ kind: 'login-patch', uses: 'login', path, ...map, ...(pkce && { public: true }) },
    data: {
      url: 'own',
      'oidc.config': {
        yaml: {
          ...{ name: 'title', issuer: 'issuer', clientID: 'client' },
          ...(pkce ? { enablePKCEAuthentication: true } : { clientSecret: { text: `$${secret}:client-secret` } }),
          requestedScopes: ['openid', 'profile', 'email', 'groups'],
        },
      },
    },
    // Without the label it reads no Secret but its own: https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#sensitive-data-and-sso-client-secrets
    ...(!pkce && { secret: { secret, labels: { 'app.kubernetes.io/part-of': 'argocd' } } }),
  })
}

/**
 * People log in by Argo CD's command line (`argocd login --sso`), as a client of its own that has no secret, beside that of its pages
 * (`asArgoCdLogin`). It listens on port 8085 where `--sso-port` says no other.
 *
 * @example oidcLogin(dex, { client: 'argocd-cli', back: [{ localPort: 8085 }], public: true, as: asArgoCdCliLogin() })
 */
export function asArgoCdCliLogin(): LoginPatchUse {
  return made({
    ...{ kind: 'login-patch', uses: 'login', path, ...map, public: true },
    data: { 'oidc.config': { yaml: { cliClientID: 'client' } } },
  })
}
