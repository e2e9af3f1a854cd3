import { host, http, image, service } from '@homelab/estate'
import { argoCd } from '@homelab/kubernetes'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options

// here
const mac = host('mac', { platform: 'macos', role: 'is looked at', ...more({ rack: 1 }) })
const delivered: typeof kind = {
  ...kind,
  // here
  delivery: argoCd({
    ...{ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' },
    ...more({ selfHealing: true }),
  }),
}
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'says what nobody reads',
  ...more({ colour: 'red' }),
  // here
  ports: { http: http(80, { target: 8080, ...more({ tarpet: 8080 }) }) },
  // here
  workload: pod({
    at: delivered,
    container: { image: image('example.org/web', '1.0.0'), ...more({ volumeMounts: {} }) },
    ...more({ replicaz: 2 }),
  }),
})

export default fixture(import.meta, { hosts: [box, mac], clusters: [delivered], services: [web] })
export const expected: Expected = [
  'unread-option kind delivery.selfHealing',
  'unread-option mac rack',
  'unread-option web colour',
  'unread-option web ports.http.tarpet',
  'unread-option web workload.container.volumeMounts',
  'unread-option web workload.replicaz',
]
