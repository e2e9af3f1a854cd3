/** The level of a log line, by the rendered template in the language that reads it: Go's `text/template`. */
import { join } from 'node:path'
import blumeops from '@homelab/app-blumeops'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { configMapsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { findProgram, skipped } from '../tools.ts'

const go = findProgram('go')
const text = configMapsIn(render(blumeops).files).flatMap(({ data }) => data['config.alloy'] ?? [])[0] ?? ''

/** The template of the stage for a value, unquoted. */
function templateFor(source: string): string {
  const [, quoted = '""'] = new RegExp(`source += "${source}"\\n\\s*template = (".*")`).exec(text) ?? []
  return JSON.parse(quoted) as string
}

test('numbers of pino and of syslog become words; words and nothing stay', async context => {
  if (go === undefined) return context.skip(skipped('go'))
  const given: Readonly<Record<string, readonly (string | null)[]>> = {
    critical: ['60', '0', '1', '2', 'critical'],
    error: ['50', '3', 'error'],
    warning: ['40', '4'],
    info: ['30', '5', '6', 'info'],
    debug: ['20', '7', 'debug'],
    trace: ['10'],
    WARN: ['WARN'],
    '35': ['35'],
    '': [null, ''],
  }
  const all = Object.entries(given).flatMap(([word, values]) => values.map(value => ({ word, value })))
  const { stdout } = await execa(go, ['run', join(import.meta.dirname, 'go-template/main.go')], {
    input: JSON.stringify({ template: templateFor('level'), values: all.map(({ value }) => value) }),
  })
  expect(JSON.parse(stdout)).toEqual(all.map(({ word }) => word))
})

test('the level is put into words before it is made a label', () => {
  expect(text.indexOf('stage.template')).toBeGreaterThan(text.indexOf('stage.json'))
  expect(text.indexOf('stage.template')).toBeLessThan(text.indexOf('stage.labels'))
})
