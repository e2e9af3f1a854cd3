import { asConnectStore, onePassword, onePasswordStore } from '@homelab/secrets'
import { secretStoreContract } from '../secret-store.ts'
import { client } from './onepassword.ts'

secretStoreContract('1Password', {
  part: onePasswordStore,
  client,
  settings: [onePassword(), onePassword({ id: 'v1' })],
  use: of => asConnectStore({ vault: { ...of, store: onePassword() }, token: { secret: 'token', key: 'token' } }),
})
