import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod, server } from '../parts.ts'

/** Numbers that no user has. */
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: {},
  // here
  workload: pod({
    podSecurity: { runAsUser: -1, supplementalGroups: [44, 1.5] },
    container: { image: image('example.org/app', '1.0.0'), security: { runAsGroup: 2 ** 31 } },
  }),
})

/** A server without a server. */
// here
const pg = server({ instances: 0 })

export default fixture(import.meta, { services: [app, pg] })
export const expected: Expected = [
  'invalid-quantity app app.security.runAsGroup',
  'invalid-quantity app podSecurity.runAsUser',
  'invalid-quantity app podSecurity.supplementalGroups',
  'invalid-quantity pg workload.instances',
]
