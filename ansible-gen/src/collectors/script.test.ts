import { describe, expect, test } from 'vitest'
import { borgmaticCollector } from '../backup/borgmatic/collector.ts'
import { type Collector, renderCollector } from './script.ts'

const collector: Collector = {
  marker: ['M'],
  about: 'Does nothing.',
  output: '/x.prom',
  constants: { NAME: "it's" },
  metrics: [{ name: 'x_up', help: 'Up.' }],
  helpers: [],
  body: 'collect() {\n  gauge x_up 1\n}\n\ndown() {\n  gauge x_up 0\n}',
}

test('values are quoted assignments at the top, and nowhere else', () => {
  const text = renderCollector(collector)
  expect(text).toContain(String.raw`readonly NAME='it'\''s'`)
  expect(text.match(/it'/g)).toHaveLength(1)
})

test('values may hold variables of a template', () => {
  const output = '{{ homebrew_prefix }}/x.prom'
  expect(renderCollector({ ...collector, output })).toContain(`readonly OUTPUT='${output}'\n`)
})

test('a helper is there when it is asked for', () => {
  expect(renderCollector(collector)).not.toContain('limited')
  expect(renderCollector({ ...collector, helpers: ['limited'] })).toContain('\nlimited() {\n')
})

describe('refuses', () => {
  test.each(['{{', '{%', '{#'])('a body in which a template would see %s', sequence => {
    const body = `${collector.body}\necho '${sequence}'`
    expect(() => renderCollector({ ...collector, body })).toThrow(`holds ${sequence}, which Jinja would read`)
  })

  test.each([
    ['a constant in lower case', { constants: { name: '' } }, 'not a name for a shell constant: name'],
    ['a control character', { constants: { NAME: 'a\rb' } }, 'control character'],
    ['a help text of two lines', { metrics: [{ name: 'x_up', help: 'a\nb' }] }, 'metric x_up: unfit name or help'],
    ['a help text with a quote', { metrics: [{ name: 'x_up', help: "it's" }] }, 'metric x_up: unfit name or help'],
    ['a metric with a dash', { metrics: [{ name: 'x-up', help: 'Up.' }] }, 'metric x-up: unfit name or help'],
  ] satisfies [string, Partial<Collector>, string][])('%s', (_, wrong, message) => {
    expect(() => renderCollector({ ...collector, ...wrong })).toThrow(message)
  })

  test.each([
    ['without a label', { label: '', pathPrefix: '/a' }],
    ['for everything', { label: 'all', pathPrefix: '/' }],
    ['with a tab', { label: 'a\tb', pathPrefix: '/a' }],
    ['with a line feed', { label: 'a', pathPrefix: '/a\nb' }],
  ])('a source group %s', (_, group) => {
    const props = {
      ...{ marker: [], output: '/x', borg: '/borg', jq: '/jq', repository: '/r', label: 'r', passCommand: 'p' },
      ...{ records: '/records', actions: [], timeoutSeconds: 1, lockWaitSeconds: 1, groups: [group] },
    }
    expect(() => borgmaticCollector(props)).toThrow('unfit source group')
  })
})
