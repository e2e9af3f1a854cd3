import { http, image, service, text } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
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

/** Ports that a program of the pod is told to open, by a word or by a file, are no ports of its Service. */
const told = service(import.meta, 'told', {
  title: 'Told',
  summary: 'its pod opens more than it declares',
  ports: {},
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      args: ['--listen=0.0.0.0:9090', '--ask=http://localhost:9090', '--also=http://localhost:7070'],
      mounts: { settings: '/etc/app' },
    },
    volumes: [configMap('settings', 'told', { 'app.conf': text('listen 7070\n') })],
  }),
})

export default fixture(import.meta, { services: [web, told] })
export const expected: Expected = [
  'unknown-port web Deployment web.reloader.args[1]',
  'unknown-port web Deployment web.reloader.env.REQ_URL',
]
