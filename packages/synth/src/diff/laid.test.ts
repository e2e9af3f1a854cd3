import type { Change } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import type { Found } from './found.ts'
import { laidToCauses } from './laid.ts'
import type { Revision } from './revision.ts'

const revision = (text: string): Revision => ({
  ...{ title: text, rendered: new Map() },
  sources: new Map([['apps/lab/estate.ts', text]]),
})
const between = { before: revision('before'), after: revision('after') }

const changed: Change = {
  ...{ kind: 'changed', read: 'fields', system: 'caddy', subject: 'route wiki', path: 'to', file: 'caddy/Caddyfile' },
  ...{ before: 'http://old.example', after: 'http://new.example', causes: [] },
}

const lines = (...texts: readonly string[]) => texts.map(text => ({ sign: text[0], text: text.slice(1) }))

test('of several causes of a file it is the one whose lines say its values', async () => {
  const found = {
    causes: ['one', 'two'].map(id => ({ id, where: [{ file: `${id}.ts` }] })),
    effects: [
      { file: 'caddy/Caddyfile', causes: ['one'], lines: lines('-handle old', '+handle undefined') },
      { file: 'caddy/Caddyfile', causes: ['two'], lines: lines('-to http://old.example', '+to http://new.example') },
    ],
    silent: [],
  } as unknown as Found
  const { changes } = await laidToCauses([changed], between, async () => found)
  expect(changes.map(({ causes }) => causes)).toEqual([[{ file: 'two.ts' }]])
})

test('where no cause can be found it is said why, and the changes stay', async () => {
  const why = 'the sources of before do not load'
  expect(await laidToCauses([changed], between, async () => why)).toEqual({ changes: [changed], notes: [why] })
})
