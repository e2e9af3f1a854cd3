import { service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture } from '../parts.ts'

const { repository: repoURL, revision: targetRevision } = byArgoCd.source

function charted(name: string, directory: object) {
  const path = `manual/manifests/${name}`
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: externalApplications({
      at: byArgoCd,
      namespace: name,
      applications: [
        // here
        application(name, {
          sources: [
            {
              ...{ repoURL: 'https://charts.example.com', chart: name, targetRevision: '1.0.0' },
              helm: { valueFiles: [`$values/${path}/values.yaml`] },
            },
            { repoURL, targetRevision, ref: 'values' },
            { repoURL, targetRevision, path, ...directory },
          ],
        }),
      ],
    }),
  })
}

/** Values of its chart are no object: the sync would stop. */
export default fixture(import.meta, {
  clusters: [byArgoCd],
  services: [
    charted('one', { directory: { exclude: 'values.yaml' } }),
    charted('two', { directory: { include: '{*route*,claim.yaml}' } }),
    charted('three', { directory: { exclude: '{other.yaml,*.txt}' } }),
    charted('four', {}),
  ],
})
export const expected: Expected = [
  'unprovided-reference four application four',
  'unprovided-reference three application three',
]
