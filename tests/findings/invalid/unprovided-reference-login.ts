import { file, hostService, pieces } from '@homelab/ansible-gen'
import { external, http, type Metrics, service } from '@homelab/estate'
import { box, type Expected, fixture, secrets } from '../parts.ts'

const at = (passwordFile: string): Metrics<'http'> => {
  return { port: 'http', exporter: 'loki', login: { user: 'metrics', passwordFile } }
}
const text = { title: 'Gauge', summary: 'shows its numbers to one user', workload: external(box) }

const right = service(import.meta, 'right', { ...text, ports: { http: http(9100) }, metrics: at('/home/box/password') })
// here
const wrong = service(import.meta, 'wrong', { ...text, ports: { http: http(9101) }, metrics: at('/home/box/pasword') })
const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'collects',
  ports: {},
  workload: hostService({ at: box, files: [file('/home/box/password', '0600', pieces(secrets.app.password))] }),
  collects: ['metrics'],
})

export default fixture(import.meta, { services: [right, wrong, collector] })
export const expected: Expected = ['unprovided-reference wrong metrics']
