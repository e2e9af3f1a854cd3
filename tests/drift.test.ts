import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { formatDrift } from '../packages/synth/src/commands/drift-report.ts'
import { Stopped } from '../packages/synth/src/disk/errors.ts'
import {
  type Asked,
  type Drift,
  driftDocument,
  gather,
  isClean,
  type Source,
} from '../packages/synth/src/drift/index.ts'
import { root } from './support/sources.ts'

const none: Asked = { compared: 3, differences: [], unasked: [] }
const source = (name: string, ask: Source['ask']): Source => ({ name, title: `the host ${name}`, programs: [], ask })
const schema = join(root, 'packages/synth/schema/drift.schema.json')
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object)
let clock = 0
const watch = { now: () => (clock += 500), progress: () => {} }

async function report(...sources: readonly Source[]): Promise<{ readonly found: Drift; readonly text: string }> {
  const found = await gather(sources, watch)
  return { found, text: formatDrift(found, (_, text) => text) }
}

test('nothing differs', async () => {
  const { found, text } = await report(source('mac', async () => none))
  expect(isClean(found)).toBe(true)
  expect(text).toMatch(/^the host mac: all 3 as rendered, \d\.\d s\n\nnothing differs, after \d\.\d s\n$/)
})

test('what differs and what could not be asked stand below their source, and neither is fine', async () => {
  const { found, text } = await report(
    source('mac', async () => ({
      compared: 3,
      differences: [
        { what: 'role web', how: 'changed', details: ['Write the configuration: /etc/web'] },
        { what: 'claim old', how: 'extra', details: [] },
      ],
      unasked: [{ what: 'role db', why: 'its task failed' }],
    })),
    source('box', async () => {
      throw new Stopped('the vault is locked', 'unlock it')
    }),
    source('pi', async () => none),
  )
  expect(isClean(found)).toBe(false)
  validate(driftDocument(found))
  expect(validate.errors).toBe(null)
  expect(text.replaceAll(/\d+\.\d s/g, 'T')).toBe(
    [
      'the host mac: 2 of 3 differ, 1 could not be asked, T',
      '  changed    role web',
      '             Write the configuration: /etc/web',
      '  extra      claim old',
      '  not asked  role db: its task failed',
      '',
      'the host box: 1 could not be asked, T',
      '  not asked  the host box: the vault is locked; unlock it',
      '',
      'the host pi: all 3 as rendered, T',
      '',
      '2 differ, 2 could not be asked, after T',
      '',
    ].join('\n'),
  )
})

test('what could not be asked alone is not clean', async () => {
  const { found } = await report(source('mac', async () => ({ ...none, unasked: [{ what: 'x', why: 'y' }] })))
  expect(isClean(found)).toBe(false)
})
