import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SecretStorePart, type StoreSettings, vault } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { runnable, type Scene, scene } from './run.ts'

/** A vault as the stand-ins of the stores' programs have it: see `bin/op` and `bin/bao`. */
interface Known {
  readonly id: string
  readonly name: string
  /** What the store calls the item that the estate knows by its id alone. */
  readonly untitled: string
}

const items = {
  'Forge Secrets': { fields: ['api-token', 'two words'] },
  'by its id': { id: 'item2id', untitled: true, fields: ['client_id'] },
} as const

/** The program of a store, whose stand-in refuses what the original refuses, is asked as a person and as a role ask it. */
export function storePrograms(part: SecretStorePart, settings: StoreSettings, { untitled, ...known }: Known): void {
  const { vault: lab, secrets } = vault('lab', { store: settings, items })
  const store = part.of(lab)
  const { 'api-token': token, 'two words': words } = secrets['Forge Secrets']
  const values = [
    [token, 'alpha'],
    [words, 'beta'],
    [secrets['by its id'].client_id, 'gamma'],
  ] as const
  const open = (): Scene => {
    const at = scene()
    const forge = { id: 'item1id', title: 'Forge Secrets', fields: { 'api-token': 'alpha', 'two words': 'beta' } }
    const other = { id: 'item2id', title: untitled, fields: { client_id: 'gamma' } }
    at.give('op', { session: 'signed-in', vaults: [{ ...known, items: [forge, other] }] })
    return at
  }

  describe.skipIf(!runnable)(part.title, () => {
    test.each(['read', 'fetch'] as const)('%s prints the value', async verb => {
      const at = open()
      for (const [secret, value] of values) {
        const [program, ...rest] = store[verb](secret)
        expect(await at.run(program, rest)).toEqual({ code: 0, out: value, err: '' })
      }
    })

    const { template } = store
    if (template === undefined) return
    test('a placeholder is filled', async () => {
      const at = open()
      const file = join(at.folder, 'template.yaml')
      writeFileSync(file, values.map(([secret]) => `x: ${template.placeholder(secret)}\n`).join(''))
      const [program = '', ...rest] = template.fill(file).map(String)
      const { code, out } = await at.run(program, rest)
      expect({ code, out }).toEqual({ code: 0, out: 'x: alpha\nx: beta\nx: gamma' })
    })
  })
}
