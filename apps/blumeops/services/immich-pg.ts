import { adopt, after, difference, image, type Needs, notBackedUp, service, tcp } from '@homelab/estate'
import { application, postgresCluster } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'
import { cloudnativePg } from './cloudnative-pg.ts'

/** The server of the photo library, which stays hand-written; the server shares an Application. facts K23 */
export const immichPg = service(import.meta, 'immich-pg', {
  title: 'PostgreSQL for Immich',
  summary: 'PostgreSQL server with vector search for the photo library',
  ports: { sql: tcp(5432) },
  workload: postgresCluster({
    at: minikube,
    namespace: 'databases',
    application: application('blumeops-pg'),
    instances: 1,
    image: image('ghcr.io/tensorchord/cloudnative-vectorchord', '17-0.5.0'),
    storage: {
      size: '10Gi',
      storageClass: 'standard',
      holds: 'the database of the photo library',
      backup: notBackedUp('each database answers for its own backup'),
    },
    resources: { requests: { memory: '256Mi', cpu: '100m' }, limits: { memory: '1Gi', cpu: '500m' } },
    parameters: { max_connections: '50', shared_buffers: '128MB', password_encryption: 'scram-sha-256' },
    preloadLibraries: ['vchord.so'],
    accessRules: ['host all all 0.0.0.0/0 scram-sha-256', 'host all all ::/0 scram-sha-256'],
  }),
  needs: (): Needs => [after(cloudnativePg, 'its operator makes the cluster')],
  // What ran in February and cannot be changed in place (facts K23).
  adopts: [
    adopt('Cluster', 'immich-pg', {
      'spec.storage': { size: '10Gi', storageClass: 'standard' },
      'spec.bootstrap.initdb': {
        database: 'immich',
        owner: 'immich',
        postInitApplicationSQL: ['vector', 'vchord CASCADE', 'cube CASCADE', 'earthdistance CASCADE'].map(
          extension => `CREATE EXTENSION IF NOT EXISTS ${extension};`,
        ),
      },
    }),
  ],
  differences: [
    difference('in which database the extensions are made', {
      today: 'SQL after initdb; in which database is not recorded',
      now: 'in the database of the photo library (`postInitApplicationSQL`)',
      why: 'its owner may not make extensions, and needs them there',
      facts: 'K23',
      adoption: 'the operator reads it only when it makes a cluster: nothing happens to a live one',
      changes: [
        {
          kind: 'Cluster',
          fields: ['postInitSQL', 'postInitTemplateSQL', 'postInitApplicationSQL'].map(
            field => `spec.bootstrap.initdb.${field}`,
          ),
        },
      ],
    }),
  ],
})
