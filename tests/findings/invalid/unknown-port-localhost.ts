import { http, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** The other container of the pod, by its right port, and by one that nothing of the pod has. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'its neighbour in the pod speaks to it',
  ports: { http: http(80, { target: 3000 }) },
  // here
  workload: pod({
    container: { image: image('example.org/app', '1.0.0') },
    sidecars: [
      {
        name: 'reloader',
        image: image('example.org/reloader', '1.0.0'),
        args: ['--target=http://127.0.0.1:3000/reload', '--metrics=http://localhost:30000'],
        env: { REQ_URL: 'http://localhost:3001/reload' },
      },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'unknown-port web Deployment web.reloader.args[1]',
  'unknown-port web Deployment web.reloader.env.REQ_URL',
]
