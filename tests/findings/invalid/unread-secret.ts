import { image, service, vault } from '@homelab/estate'
import { externalSecret, fetched, secretKey } from '@homelab/kubernetes'
import { standIn } from '../../support/stand-in-store.ts'
import { type Expected, fixture, pod, store } from '../parts.ts'

// here
const { vault: safe, secrets } = vault('safe', {
  store: standIn(),
  items: { app: { fields: ['password', 'token', 'forgotten'] } },
})

/** Its password is its user's name. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'reads one key twice, and another never',
  ports: {},
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      env: { USER: secretKey('web', 'password'), PASSWORD: secretKey('web', 'password') },
    },
    secrets: [
      // here
      externalSecret('web', {
        data: { password: secrets.app.password, token: secrets.app.token },
        template: { user: 'web', password: fetched('password') },
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [store, web], vaults: [safe] })
export const expected: Expected = [
  'unread-secret safe items.app.forgotten',
  'unread-secret web secrets.web',
  'unread-secret web secrets.web',
]
