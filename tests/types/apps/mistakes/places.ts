import { cluster, host, http, image, notBackedUp, type Service, service, tagged, tcp, vault } from '@homelab/estate'
import { argoCd, deployment, postgresCluster } from '@homelab/kubernetes'
import { standIn } from '../../../support/stand-in-store.ts'

export const box = host('box', { platform: 'macos', role: 'carries everything', tailnet: tagged('tag:box') })
export const kube = cluster('kube', {
  on: box,
  context: 'kube',
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  dnsDomain: 'cluster.local',
  storageClass: 'standard',
  source: {
    repository: 'https://git.example.com/estate.git',
    revision: 'main',
    rendered: 'dist',
    folder: 'argocd',
  },
  delivery: argoCd({
    handwritten: 'manual',
    namespace: 'argocd',
    project: 'default',
    root: 'root',
  }),
  secretStore: 'store',
  networkPolicies: false,
  unhardened: 'these pods never run',
})
export const { vault: safe, secrets } = vault('safe', {
  store: standIn(),
  items: { app: { fields: ['password'] } },
})
export const workload = deployment({
  at: kube,
  namespace: 'apps',
  container: { image: image('docker.io/example/app', '1.2.3') },
})
export const web: Service<'http'> = service(import.meta, 'web', {
  title: 'Web',
  summary: 'serves pages',
  ports: { http: http(8080) },
  workload,
})
export const pg = service(import.meta, 'pg', {
  title: 'Databases',
  summary: 'holds databases',
  ports: { sql: tcp(5432) },
  workload: postgresCluster({
    at: kube,
    namespace: 'databases',
    instances: 1,
    image: image('ghcr.io/cloudnative-pg/postgresql', '18.1'),
    storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('a fixture') },
    resources: {},
    parameters: {},
    accessRules: [],
  }),
})
