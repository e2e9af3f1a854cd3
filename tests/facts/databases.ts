/** The CloudNativePG clusters of facts K15 and K23, field by field, transcribed by hand. Imports nothing of ours. */

export interface DatabaseCluster {
  readonly namespace: string
  readonly name: string
  readonly image: string
  readonly instances: number
  readonly storage: { readonly size: string; readonly storageClass: string }
  /** Can't be changed on a live cluster, like name and storage class. */
  readonly bootstrap: { readonly database: string; readonly owner: string; readonly extensions: readonly string[] }
  /** In order: name, flags, memberships, Secret. */
  readonly roles: readonly string[]
  readonly parameters: Readonly<Record<string, string>>
  readonly accessRules: readonly string[]
  readonly preload: readonly string[]
  readonly requests: string
  readonly limits: string
  readonly source: string
}

const shared = {
  namespace: 'databases',
  instances: 1,
  storage: { size: '10Gi', storageClass: 'standard' },
  parameters: { max_connections: '50', shared_buffers: '128MB', password_encryption: 'scram-sha-256' },
  accessRules: ['host all all 0.0.0.0/0 scram-sha-256', 'host all all ::/0 scram-sha-256'],
  requests: '256Mi 100m',
  limits: '1Gi 500m',
}

export const databaseClusters: readonly DatabaseCluster[] = [
  {
    ...shared,
    name: 'blumeops-pg',
    image: 'ghcr.io/cloudnative-pg/postgresql:18',
    bootstrap: { database: 'miniflux', owner: 'miniflux', extensions: [] },
    roles: [
      'eblume login superuser createdb createrole <- blumeops-pg-eblume',
      'borgmatic login in pg_read_all_data <- blumeops-pg-borgmatic',
      'teslamate login superuser createdb <- blumeops-pg-teslamate',
    ],
    preload: [],
    source: 'K15, K23',
  },
  {
    ...shared,
    name: 'immich-pg',
    image: 'ghcr.io/tensorchord/cloudnative-vectorchord:17-0.5.0',
    bootstrap: {
      database: 'immich',
      owner: 'immich',
      extensions: ['vector', 'vchord CASCADE', 'cube CASCADE', 'earthdistance CASCADE'],
    },
    roles: [],
    preload: ['vchord.so'],
    source: 'K23',
  },
]
