import { onePassword, onePasswordStore } from '@homelab/secrets'
import { storePrograms } from './store-programs.ts'

storePrograms(onePasswordStore, onePassword({ id: 'vault1id' }), { id: 'vault1id', name: 'lab', untitled: 'Its title' })
