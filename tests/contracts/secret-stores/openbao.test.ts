import { asOpenBaoStore, openBao, openBaoStore } from '@homelab/secrets'
import { secretStoreContract } from '../secret-store.ts'
import { client } from './openbao.ts'

secretStoreContract('OpenBao', {
  part: openBaoStore,
  client,
  settings: [openBao(), openBao({ mount: 'team/kv' })],
  use: of => asOpenBaoStore({ vault: { ...of, store: openBao() }, login: { mount: 'kubernetes', role: 'store' } }),
})
