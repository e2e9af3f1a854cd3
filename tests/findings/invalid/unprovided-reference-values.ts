import { service } from '@homelab/estate'
import { application } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const repoURL = 'https://git.example.com/charts.git'

function charted(name: string, values: string, repository = repoURL) {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: pod({
      at: byArgoCd,
      objectName: name,
      // here
      application: application(name, {
        sources: [
          { repoURL: repository, targetRevision: 'v1', path: name, helm: { valueFiles: [values] } },
          { repoURL, targetRevision: 'v1', ref: 'values' },
        ],
      }),
    }),
  })
}

/** One reads another's values, one reads from what is no repository, and one from one as Git writes it over SSH. */
export default fixture(import.meta, {
  clusters: [byArgoCd],
  services: [
    charted('one', '$values/one.yaml'),
    charted('two', '$values/one.yaml'),
    charted('three', '$values/three.yaml', 'charts'),
    charted('four', '$values/four.yaml', 'git@git.example.com:home/charts.git'),
  ],
})
export const expected: Expected = [
  'unprovided-reference three application three',
  'unprovided-reference two application two',
]
