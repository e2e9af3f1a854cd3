import { cluster, host, tagged, vault } from '@homelab/estate'
import { argoCd } from '@homelab/kubernetes'
import { standIn } from '../../../support/stand-in-store.ts'

export const box = host('box', { platform: 'linux', role: 'carries everything', tailnet: tagged('tag:box') })
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
export const { vault: safe } = vault('safe', {
  store: standIn(),
  items: { app: { fields: ['password'] } },
})
