import { service, text } from '@homelab/estate'
import { configMap, object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const about = { title: 'Web', summary: 'says a thing twice, and differently', ports: {} }
const secure = service(import.meta, 'secure', {
  ...about,
  // here
  workload: pod({
    podSecurity: { runAsUser: 1000, runAsNonRoot: true },
    // The group adds to it; the user contradicts it.
    pod: { securityContext: { runAsUser: 0, runAsNonRoot: true, fsGroup: 1000 } },
  }),
})
const account = service(import.meta, 'account', {
  ...about,
  // here
  workload: pod({
    serviceAccount: { name: 'web', token: false },
    objects: [object('ServiceAccount', { metadata: { name: 'web' } })],
    pod: { automountServiceAccountToken: true },
  }),
})
const annotated = service(import.meta, 'annotated', {
  ...about,
  // here
  workload: pod({
    podAnnotations: { 'checksum/config': 'by hand' },
    volumes: [configMap('config', 'annotated', { 'a.txt': text('a\n') })],
  }),
})

export default fixture(import.meta, { services: [secure, account, annotated] })
export const expected: Expected = [
  'duplicate-setting account workload.pod.automountServiceAccountToken',
  'duplicate-setting annotated workload.podAnnotations.checksum/config',
  'duplicate-setting secure workload.pod.securityContext.runAsUser',
]
