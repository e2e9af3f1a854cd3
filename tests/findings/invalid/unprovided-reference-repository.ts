import { service } from '@homelab/estate'
import { application, externalSecret, fetched } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const own = 'ssh://git@forge.example/home/'

/** Its credential covers the repositories of one owner; the name of a source is misspelt, and a folder is nobody's. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({
    at: byArgoCd,
    // here
    application: application('one', {
      sources: [
        {
          repoURL: 'ssh://git@forge.example/others/chart.git',
          targetRevision: 'v1',
          path: 'chart',
          helm: { valueFiles: ['$value/one.yaml'] },
        },
        { repoURL: `${own}values.git`, targetRevision: 'main', ref: 'values' },
        { repoURL: byArgoCd.source.repository, targetRevision: 'main', path: 'manuel/one' },
      ],
    }),
    secrets: [
      externalSecret('forge', {
        data: { key: secrets.app.password },
        template: { type: 'git', url: own, sshPrivateKey: fetched('key') },
        templateLabels: { 'argocd.argoproj.io/secret-type': 'repo-creds' },
      }),
    ],
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [store, one] })
export const expected: Expected = [
  'unprovided-reference one application one',
  'unprovided-reference one application one',
  'unprovided-reference one application one',
  'unprovided-reference one application one',
]
