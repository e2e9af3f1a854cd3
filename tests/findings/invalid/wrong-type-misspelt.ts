import { service } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { type Expected, fixture, kind, server } from '../parts.ts'

/** The compiler would refuse these members; it does not run with the estate. */
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: {},
  // here
  workload: chart({
    at: kind,
    namespace: 'apps',
    repository: 'https://git.example.org/charts.git',
    revision: 'v1.0.0',
    path: 'charts/app',
    releaseName: 'app',
    values: {},
    // @ts-expect-error It is `secrets`.
    secret: [],
  }),
})
// here
// @ts-expect-error It is `preloadLibraries`.
const pg = server({ preloadLibrary: ['vectors'] })

export default fixture(import.meta, { services: [app, pg] })
export const expected: Expected = ['wrong-type app workload.secret', 'wrong-type pg workload.preloadLibrary']
