import { image, service } from '@homelab/estate'
import { bootstrapStep, externalSecret, secretKey, secretVolume } from '@homelab/kubernetes'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

/** Every way in which a Secret may be delivered, and one that may be missing. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'reads what is delivered',
  ports: {},
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      env: { PASSWORD: secretKey('web', 'password'), TOKEN: secretKey('by-hand', 'token') },
      envFrom: [{ secret: 'nobody', optional: true }],
      mounts: { files: '/etc/web' },
    },
    volumes: [secretVolume('files', 'web')],
    secrets: [externalSecret('web', { data: { password: secrets.app.password } })],
    bootstrap: [
      bootstrapStep('web', { what: 'Make it.', secrets: [{ name: 'by-hand', data: { token: secrets.app.password } }] }),
    ],
  }),
})

export default fixture(import.meta, { services: [store, web] })
export const expected: Expected = []
