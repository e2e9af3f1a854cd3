import { image, service, text, yaml } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

function keeper(name: string, args: readonly string[], settings: object = {}) {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    // here
    workload: pod({
      namespace: name,
      container: { image: image('example.org/keeper', '1.0.0'), args: [...args], mounts: { config: '/etc/keeper' } },
      // here
      volumes: [configMap('config', name, { 'config.yaml': yaml(settings), note: text('retention_period: 0h\n') })],
    }),
  })
}

const time = '--storage.tsdb.retention.time='

/** What keeps nothing, or does not start: no time, none that is over, none that its program can read. */
const wrong = [
  keeper('nothing', [`${time}0d`]),
  keeper('before', [`${time}-3d`]),
  keeper('half', [`${time}1.5d`]),
  keeper('days', ['--data.retention=5d']),
  keeper('logs', [], { limits_config: { retention_period: '0h' } }),
  keeper('hours', [], {
    limits_config: { retention_stream: [{ selector: '{a="b"}', period: '12h' }], retention_period: '12h' },
  }),
]

const right = [
  keeper('metrics', [`${time}1y2w`, '--storage.tsdb.retention.size=10GB']),
  keeper('alerts', ['--data.retention=120h']),
  keeper('month', [], { limits_config: { retention_period: '744h' } }),
  keeper('other', [], { retention: '0h' }),
  keeper('another', [], { bucket: { retention_period: '12h' } }),
]

export default fixture(import.meta, { services: [...wrong, ...right] })
export const expected: Expected = [
  'invalid-quantity before workload',
  'invalid-quantity days workload',
  'invalid-quantity half workload',
  'invalid-quantity hours workload',
  'invalid-quantity logs workload',
  'invalid-quantity nothing workload',
]
