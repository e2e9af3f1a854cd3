import { describe, expect, test } from 'vitest'
import { emptyEstate } from '../../test/samples.ts'
import {
  type Content,
  defineSlot,
  entitiesIn,
  estate,
  external,
  host,
  ini,
  json,
  type ResolvedService,
  resolvedOf,
  service,
  settingsIn,
  text,
  yaml,
} from '../model.ts'
import { contentPrinter, fills } from './print.ts'

const box = host('box', { platform: 'linux', role: 'the machine of these tests' })
const web = service(import.meta, 'web', { title: 'Web', summary: 'web', ports: {}, workload: external(box) })
const resolved = resolvedOf(
  estate(import.meta, 'test', { ...emptyEstate, title: 'Test', hosts: [box], services: [web] }),
)
const [record] = resolved.services as unknown as [ResolvedService]
const names = defineSlot<{ readonly a: number }>('names')
const refuses = defineSlot<object>('refuses')
const nobody = defineSlot<object>('nobody')
const print = contentPrinter(resolved, {
  ...fills(names, (estateOf, { name }, { a }) => `${name} of ${estateOf.title} ${a}`),
  ...fills(refuses, (_, { name }) => ({
    code: 'unfilled-slot',
    where: { subject: name },
    problem: 'cannot',
    fix: 'wait',
  })),
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
    ['a slot, by its filler', names.of({ a: 1 }), 'web of Test 1'],
  ])('%s', (_, content, expected) => {
    expect(print(record, content)).toEqual({ text: expected, findings: [] })
  })

  test('a slot that nobody fills is a finding that names those that are known', () => {
    const { text: printed, findings } = print(record, nobody.of({}))
    expect(printed).toBe('')
    expect(findings).toMatchObject([
      { code: 'unfilled-slot', where: { subject: 'web' }, got: 'nobody', expected: 'names, refuses' },
    ])
  })

  test('a filler may say why there is no text', () => {
    expect(print(record, refuses.of({})).findings).toMatchObject([{ problem: 'cannot' }])
  })
})

test('slots are read by what defines them, wherever they stand, with settings of its type', () => {
  const files = [
    { content: names.of({ a: 1 }) },
    { nested: { content: nobody.of({}) } },
    { content: names.of({ a: 2 }) },
  ]
  expect(settingsIn(entitiesIn(files), names).map(({ a }) => a + 1)).toEqual([2, 3])
  expect(settingsIn(entitiesIn(files), refuses)).toEqual([])
})
