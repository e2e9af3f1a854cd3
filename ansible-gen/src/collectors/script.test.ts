import { describe, expect, test } from 'vitest'
import { type Collector, renderCollector } from './script.ts'

const script = {
  name: 'x.sh',
  text: "#!/bin/sh\n# Does nothing.\n\nreadonly OUTPUT=''\nreadonly METRICS=''\nreadonly NAME=''\n\ncollect() {\n  gauge x_up 1\n}\n",
}
const collector: Collector = {
  marker: ['M'],
  output: '/x.prom',
  constants: { NAME: 'a' },
  metrics: [{ name: 'x_up', help: "It's up." }],
}

test('what a metric means is one of its values', () => {
  expect(renderCollector(script, collector)).toContain(String.raw`readonly METRICS='x_up It'\''s up.'`)
})

test('values may hold variables of a template', () => {
  const output = '{{ homebrew_prefix }}/x.prom'
  expect(renderCollector(script, { ...collector, output })).toContain(`readonly OUTPUT='${output}'\n`)
})

describe('refuses', () => {
  test.each(['{{', '{%', '{#'])('a script in which a template would see %s', sequence => {
    const foreign = { ...script, text: `${script.text}\necho '${sequence}'` }
    expect(() => renderCollector(foreign, collector)).toThrow(`x.sh holds ${sequence}, which Jinja would read`)
  })

  test.each([
    ['a control character', { constants: { NAME: 'a\rb' } }, 'control character'],
    ['a help text of two lines', { metrics: [{ name: 'x_up', help: 'a\nb' }] }, 'metric x_up: unfit name or help'],
    ['a metric with a dash', { metrics: [{ name: 'x-up', help: 'Up.' }] }, 'metric x-up: unfit name or help'],
  ] satisfies [string, Partial<Collector>, string][])('%s', (_, wrong, message) => {
    expect(() => renderCollector(script, { ...collector, ...wrong })).toThrow(message)
  })
})
