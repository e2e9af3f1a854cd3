import { http, service, text } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

/** A Deployment may begin with a digit; the Service in front of it may not, and no key may hold a slash. */
// here
const game = service(import.meta, '2048', {
  title: '2048',
  summary: 'a game',
  ports: { http: http(80) },
  // here
  workload: pod({ volumes: [configMap('config', 'settings', { 'conf.d/app.conf': text('') })] }),
})

export default fixture(import.meta, { services: [game] })
export const expected: Expected = ['invalid-name 2048 ConfigMap settings', 'invalid-name 2048 Service 2048']
