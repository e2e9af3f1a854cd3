import { vault } from '@homelab/estate'

/** Every 1Password item and field that the estate reads. Names and ids only. facts O2, A3, K6, K20 */
export const { vault: onepassword, secrets } = vault('blumeops', {
  product: 'onepassword',
  id: 'vg6xf6vvfmoh5hqjjhlhbeoaie',
  items: {
    '1Password Connect': { fields: ['credentials-base64', 'token', 'credentials-file'] },
    'argocd-forge-ssh-key': { fields: ['private-key-openssh'] },
    'Grafana (blumeops)': { id: 'oxkcr3xtxnewy7noep2izvyr6y', fields: ['password'] },
    postgres: { id: 'guxu3j7ajhjyey6xxl2ovsl2ui', fields: ['password'] },
    borgmatic: { id: 'mw2bv5we7woicjza7hc6s44yvy', fields: ['db-password'] },
    TeslaMate: { fields: ['db_password'] },
    'Tailscale K8s Operator OAuth': { fields: ['client-id', 'client-secret'] },
    'Forgejo Secrets': {
      id: 'w3663ffnvkewbftncqxtcpeavy',
      fields: ['lfs-jwt-secret', 'internal-token', 'oauth2-jwt-secret', 'api-token', 'argocd_token'],
    },
    // The facts give only the ids of the following; their titles are ours.
    'Fly.io deploy token': { id: 'on5slfaygtdjrxmdwezyhfmqsq', untitled: true, fields: ['deploy-token'] },
    'Gandi token': { id: 'mco6ka3dc3rmw7zkg2dhia5d2m', untitled: true, fields: ['pat'] },
    'Jellyfin API key': { id: 'ceywxkcd3z7najsy2nmmbs2vke', untitled: true, fields: ['credential'] },
    'Tailscale OAuth': { id: 'wi6bkf7bcccwfy4eu776ab4p4u', untitled: true, fields: ['client_id', 'client_secret'] },
    'Argo CD admin': { id: 'srogeebssulhtb6tnqd7ls6qey', untitled: true, fields: ['password'] },
    // New with this project: the logins of people, so that no address stands in the repository (facts T, preamble).
    'Tailnet people': { fields: ['admin-login', 'member-login'] },
  },
})
