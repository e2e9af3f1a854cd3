import type { Case } from '../../case.ts'

const vault = (id: string): string => `import { vault } from '@homelab/estate'
import { onePassword } from '@homelab/secrets'

export const { vault: safe, secrets } = vault('safe', {
  store: onePassword({ id: 'vaultvaultvaultvaultvaultv' }),
  items: { people: { fields: ['boss', 'guest'] }, dns: { id: '${id}', fields: ['token'] } },
})
`
const store: Case['edits'] = {
  'estate.ts': [
    ["import { drawer } from './store.ts'", "import { secretStores } from '@homelab/secrets'"],
    ['...sightParts, drawer]', '...sightParts, ...secretStores]'],
  ],
}

/** The token lies in a new item of the same title; who reads it fetches another id, and nothing else changes. */
export default {
  before: { ...store, 'vault.ts': vault('itemitemitemitemitemitemo1') },
  edits: { ...store, 'vault.ts': vault('itemitemitemitemitemitemo2') },
  says: ['* ansible role caddy changed *itemitemitemitemitemitemo1* → *itemitemitemitemitemitemo2*'],
  silent: [
    'destroys *',
    'opens *',
    'recreates *',
    'stops *',
    '* kubernetes *',
    '- secrets * removed',
    '- secrets * added',
  ],
  causes: ['apps/cottage/vault.ts'],
} satisfies Case
