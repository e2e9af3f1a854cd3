import { made } from '@homelab/estate/model'
import type { LoginPatchUse } from '../../workloads/uses.ts'

const secret = 'argocd-login'

/**
 * People log in to Argo CD's pages, and get the rights that its policy gives to their groups: none by default. Its own
 * address is that of the first way back. https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#existing-oidc-provider
 *
 * @example oidcLogin(dex, { back: ['ops'], secret: secrets.login, as: asArgoCdLogin() })
 */
export function asArgoCdLogin(): LoginPatchUse {
  return made({
    kind: 'login-patch',
    uses: 'login',
    path: '/auth/callback',
    configMap: 'argocd-cm',
    data: {
      url: 'own',
      'oidc.config': {
        yaml: {
          name: 'title',
          issuer: 'issuer',
          clientID: 'client',
          clientSecret: { text: `$${secret}:client-secret` },
          requestedScopes: ['openid', 'profile', 'email', 'groups'],
        },
      },
    },
    // Without the label it reads no Secret but its own: https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#sensitive-data-and-sso-client-secrets
    secret: { secret, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
  })
}
