import {
  type Content,
  estate,
  external,
  host,
  ini,
  json,
  type ResolvedService,
  resolvedOf,
  service,
  slot,
  text,
  yaml,
} from '@homelab/estate'
import { describe, expect, test } from 'vitest'
import { contentPrinter, slotsIn } from './index.ts'

const box = host('box', { platform: 'linux', role: 'the machine of these tests' })
const web = service(import.meta, 'web', { title: 'Web', summary: 'web', ports: {}, workload: external(box) })
const resolved = resolvedOf(
  estate(import.meta, 'test', {
    title: 'Test',
    hosts: [box],
    clusters: [],
    domains: {},
    vaults: [],
    people: [],
    shares: [],
    services: [web],
  }),
)
const [record] = resolved.services as [ResolvedService]
const print = contentPrinter(resolved, {
  names: (estateOf, { name }, settings) => `${name} of ${estateOf.title} ${JSON.stringify(settings)}`,
  refuses: (_, { name }) => ({ code: 'unfilled-slot', where: { subject: name }, problem: 'cannot', mend: 'wait' }),
})

describe('contents', () => {
  test.each<readonly [string, Content, string]>([
    ['text as it is', text('as it is\n'), 'as it is\n'],
    ['YAML', yaml({ on: 'yes', size: 1 }), '"on": "yes"\nsize: 1\n'],
    ['JSON', json({ a: [1] }), '{\n  "a": [\n    1\n  ]\n}\n'],
    [
      'INI, keys without a section first',
      ini({ server: { PORT: 1 } }, { NAME: 'x' }),
      'NAME = x\n\n[server]\nPORT = 1\n',
    ],
    ['a slot, by its filler', slot('names', { a: 1 }), 'web of Test {"a":1}'],
  ])('%s', (_, content, expected) => {
    expect(print(record, content)).toEqual({ text: expected, findings: [] })
  })

  test('a slot that nobody fills is a finding that names those that are known', () => {
    const { text: printed, findings } = print(record, slot('nobody'))
    expect(printed).toBe('')
    expect(findings).toMatchObject([
      { code: 'unfilled-slot', where: { subject: 'web' }, got: 'nobody', expected: 'names, refuses' },
    ])
  })

  test('a filler may say why there is no text', () => {
    expect(print(record, slot('refuses')).findings).toMatchObject([{ problem: 'cannot' }])
  })
})

test('slots are found wherever they stand in a workload', () => {
  const workload = { ...external(box), files: [{ content: slot('one') }, { nested: { content: slot('two') } }] }
  expect(slotsIn(workload).map(({ slot: name }) => name)).toEqual(['one', 'two'])
})
