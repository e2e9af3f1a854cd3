import { image, service } from '@homelab/estate'
import { externalSecret, secretKey, secretVolume } from '@homelab/kubernetes'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'reads three Secrets of which one is delivered, without one of its keys',
  ports: {},
  // here
  workload: pod({
    container: {
      mounts: { certificate: '/etc/tls' },
      image: image('example.org/app', '1.0.0'),
      env: { PASSWORD: secretKey('web', 'password'), TOKEN: secretKey('web', 'token') },
      envFrom: [{ secret: 'settings' }, { secret: 'more-settings', optional: true }],
    },
    volumes: [secretVolume('certificate', 'web-tls')],
    // here
    secrets: [externalSecret('web', { data: { password: secrets.app.password } })],
  }),
})

export default fixture(import.meta, { services: [store, web] })
export const expected: Expected = [
  'unreadable-secret web secrets.settings',
  'unreadable-secret web secrets.web',
  'unreadable-secret web secrets.web-tls',
]
