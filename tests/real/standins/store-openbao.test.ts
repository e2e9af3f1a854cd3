import { openBao, openBaoStore } from '@homelab/secrets'
import { storePrograms } from './store-programs.ts'

storePrograms(openBaoStore, openBao({ mount: 'kv' }), { id: 'kv', name: 'kv', untitled: 'item2id' })
