import { image, ini, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'a setting that who reads INI would put together again',
  ports: {},
  workload: pod({
    container: { image: image('example.org/web', '1.0'), mounts: { config: '/etc/web' } },
    // here
    volumes: [configMap('config', 'web', { 'web.ini': ini({ server: { URL: 'https://%(domain)s/' } }) })],
  }),
})

/** What is wrong elsewhere is still seen. */
const other = service(import.meta, 'other', {
  title: 'Other',
  summary: 'has a version that moves',
  ports: {},
  // here
  workload: pod({ container: { image: image('example.org/other', 'latest') } }),
})

export default fixture(import.meta, { services: [web, other] })
export const expected: Expected = [
  'refused-text web workload.volumes[0].files.web.ini.sections.server.URL',
  'unpinned-image other example.org/other',
]
