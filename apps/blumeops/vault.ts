import { vault } from '@homelab/estate'
import { onePassword } from '@homelab/secrets'

/** Every 1Password item and field that the estate reads. Names and ids only. facts O2, A3, K6, K20; scopes A5, K21, T7, T9 */
export const { vault: onepassword, secrets } = vault('blumeops', {
  store: onePassword({ id: 'vg6xf6vvfmoh5hqjjhlhbeoaie' }),
  items: {
    '1Password Connect': {
      fields: ['credentials-base64', 'token', 'credentials-file'],
      note: 'Made together with a Connect server named `blumeops` that has access to the vault `blumeops`. `credentials-base64` is `credentials-file` in base64.',
    },
    'argocd-forge-ssh-key': {
      fields: ['private-key-openssh'],
      note: 'A new key pair; its public half goes into the account on the forge first.',
    },
    'Grafana (blumeops)': {
      id: 'oxkcr3xtxnewy7noep2izvyr6y',
      fields: ['password'],
      note: 'Grafana keeps the password of its first start in its database: set the new one in the container too, with `grafana cli admin reset-admin-password`.',
    },
    postgres: { id: 'guxu3j7ajhjyey6xxl2ovsl2ui', fields: ['password'] },
    borgmatic: { id: 'mw2bv5we7woicjza7hc6s44yvy', fields: ['db-password'] },
    TeslaMate: { fields: ['db_password'] },
    'Tailscale K8s Operator OAuth': {
      fields: ['client-id', 'client-secret'],
      note: 'A new OAuth client in the admin console: devices core, read and write, with tag `tag:k8s-operator`; auth keys, write; services, write.',
    },
    'Forgejo Secrets': {
      id: 'w3663ffnvkewbftncqxtcpeavy',
      fields: ['lfs-jwt-secret', 'internal-token', 'oauth2-jwt-secret', 'api-token', 'argocd_token'],
      note: '`forgejo generate secret` makes `LFS_JWT_SECRET`, `INTERNAL_TOKEN` and `JWT_SECRET`. `api-token` is made in the account, with scope `write:repository`; `argocd_token` by `argocd account generate-token --account workflow-bot`.',
    },
    // The facts give only the ids of the following; their titles are ours.
    'Fly.io deploy token': {
      id: 'on5slfaygtdjrxmdwezyhfmqsq',
      untitled: true,
      fields: ['deploy-token'],
      note: '`fly tokens create deploy` makes one for the app.',
    },
    'Gandi token': {
      id: 'mco6ka3dc3rmw7zkg2dhia5d2m',
      untitled: true,
      fields: ['pat'],
      note: 'A personal access token that may manage the technical configuration of the domain. It ends after 30 days, 90 at most.',
    },
    'Jellyfin API key': {
      id: 'ceywxkcd3z7najsy2nmmbs2vke',
      untitled: true,
      fields: ['credential'],
      note: 'Made on the dashboard of Jellyfin, under API keys.',
    },
    'Tailscale OAuth': {
      id: 'wi6bkf7bcccwfy4eu776ab4p4u',
      untitled: true,
      fields: ['client_id', 'client_secret'],
      note: 'A new OAuth client in the admin console, with the scopes acl, dns, devices and services.',
    },
    'Argo CD admin': { id: 'srogeebssulhtb6tnqd7ls6qey', untitled: true, fields: ['password'] },
    // New with this project: where alerts go.
    Alerts: {
      fields: ['ntfy-topic', 'heartbeat-url'],
      note: '`ntfy-topic` is a name that nobody guesses (`openssl rand -hex 16`): subscribe to it in the app of ntfy. `heartbeat-url` is the ping URL of a new check at healthchecks.io (period 10 minutes, grace 10 minutes), which tells you when no ping comes.',
    },
    // New with this project: who may write to the registry, and read its metrics.
    Zot: {
      fields: ['push-password', 'push-line', 'metrics-password', 'metrics-line'],
      note: '`htpasswd -nB push` asks for the new `push-password` and prints `push-line`; `htpasswd -nB metrics` does the same for the other two. Change both of a pair together.',
    },
    // New with this project: the logins of people, so that no address stands in the repository (facts T, preamble).
    'Tailnet people': { fields: ['admin-login', 'member-login'] },
  },
})
