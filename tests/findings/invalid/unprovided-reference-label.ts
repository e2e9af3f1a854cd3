import { service } from '@homelab/estate'
import { application, externalSecret, fetched } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const url = 'ssh://git@forge.example/home/'

function credential(name: string, label: string, type: string) {
  // here
  return externalSecret(name, {
    data: { key: secrets.app.password },
    template: { type, url, sshPrivateKey: fetched('key') },
    templateLabels: { 'argocd.argoproj.io/secret-type': label },
  })
}

/** Argo CD finds neither the one, which is misspelt, nor what the other is for. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({
    at: byArgoCd,
    namespace: 'argocd',
    application: application('one', {
      sync: 'by-hand',
      moreSources: [{ repoURL: `${url}one.git`, targetRevision: 'v1' }],
    }),
    secrets: [
      credential('right', 'repository', 'git'),
      credential('misspelt', 'repo-creads', 'git'),
      credential('other', 'repo-creds', 'gti'),
    ],
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [store, one] })
export const expected: Expected = ['unknown-word one secrets.other', 'unprovided-reference one secrets.misspelt']
