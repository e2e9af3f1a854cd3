/** Every ExternalSecret of facts K6, K4, K15 and K23, transcribed by hand. Imports nothing of ours. */

export interface ExternalSecret {
  readonly name: string
  readonly namespace: string
  readonly type?: string
  readonly labels?: Readonly<Record<string, string>>
  /** The template's data; absent: no template. */
  readonly template?: Readonly<Record<string, string>>
  /** Local key -> `ITEM / PROPERTY`. */
  readonly data: Readonly<Record<string, string>>
}

const basic = 'kubernetes.io/basic-auth'
const password = '{{ .password }}'

function login(name: string, user: string, item: string): ExternalSecret {
  return {
    name,
    namespace: 'databases',
    type: basic,
    // Not of the facts: a difference, so that the operator follows a new password.
    labels: { 'cnpg.io/reload': 'true' },
    template: { username: user, password },
    data: { password: item },
  }
}

export const externalSecrets: readonly ExternalSecret[] = [
  {
    name: 'repo-creds-forge',
    namespace: 'argocd',
    labels: { 'argocd.argoproj.io/secret-type': 'repo-creds' },
    template: {
      type: 'git',
      url: 'ssh://forgejo@forge.ops.eblu.me:2222/eblume/',
      insecure: 'true',
      sshPrivateKey: '{{ .privateKey }}',
    },
    data: { privateKey: 'argocd-forge-ssh-key / private-key-openssh' },
  },
  {
    name: 'grafana-admin',
    namespace: 'monitoring',
    template: { 'admin-user': 'admin', 'admin-password': password },
    data: { password: 'Grafana (blumeops) / password' },
  },
  {
    name: 'grafana-teslamate-datasource',
    namespace: 'monitoring',
    template: { TESLAMATE_DB_PASSWORD: password },
    data: { password: 'TeslaMate / db_password' },
  },
  login('blumeops-pg-eblume', 'eblume', 'postgres / password'),
  login('blumeops-pg-borgmatic', 'borgmatic', 'borgmatic / db-password'),
  login('blumeops-pg-teslamate', 'teslamate', 'TeslaMate / db_password'),
  {
    name: 'operator-oauth',
    namespace: 'tailscale',
    data: {
      client_id: 'Tailscale K8s Operator OAuth / client-id',
      client_secret: 'Tailscale K8s Operator OAuth / client-secret',
    },
  },
]
