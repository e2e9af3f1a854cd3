import { http, image, notBackedUp, service, tcp } from '@homelab/estate'
import { claim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const container = {
  image: image('example.org/app', '1.0.0'),
  mounts: { data: { path: '/data', readOnly: true as const } },
}
const kept = { size: '1Gi', holds: 'something', backup: notBackedUp('a fixture') }

/** What tells pods of one service apart: labels, ports, volumes. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has pods beside it that are like it',
  ports: { http: http(80), redis: tcp(6379) },
  // here
  workload: pod({
    volumes: [claim('data', 'web-data', kept)],
    labels: { app: 'web' },
    beside: [
      // here
      { name: 'one', container, answers: ['redis'], volumes: [claim('data', 'one-data', kept)] },
      {
        name: 'other',
        container: { image: container.image },
        answers: ['redis'],
        labels: { app: 'web', part: 'other' },
      },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'duplicate-setting web other.answers',
  'duplicate-setting web workload.beside.one.volumes.data',
  'duplicate-setting web workload.beside.other.labels',
]
