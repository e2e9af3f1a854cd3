/** `impact` as a person asks it. */
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { root } from '../support/sources.ts'

async function impact(...words: readonly string[]) {
  const start = join(root, 'packages/synth/src/start.js')
  const { exitCode, stdout, stderr } = await execa('node', [start, 'impact', ...words], { cwd: root, reject: false })
  return { code: exitCode, out: stdout, err: stderr }
}

test('prints what follows, and exits with 0', async () => {
  const { code, out, err } = await impact('blumeops-pg')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^miniflux +keeps its data in miniflux, on blumeops-pg$/m)
  expect(out).toMatch(/^DatabaseDown +critical +ntfy +blumeops-pg \(5m\)$/m)
  expect(out).toMatch(
    /^miniflux +database miniflux +from sifaka-borg-backups on sifaka:backups, at most 29 hours old$/m,
  )
})

test('says the same as JSON', async () => {
  const { code, out } = await impact('sifaka:backups', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    asked: 'sifaka:backups',
    fell: [{ kind: 'share', name: 'backups' }],
    stops: [],
    degrades: [{ service: 'borgmatic', what: ['keeps its backups on sifaka:backups'] }],
    data: { restorable: [], lost: [{ service: 'sifaka', holds: 'the Borg repository', why: 'is the backup' }] },
  })
})

test.each([
  ['grafanna', /^error: nothing is called "grafanna" \(did you mean grafana/],
  ['op:Grafanna', /did you mean .*blumeops\/Grafana \(blumeops\)/],
  ['sifaka:backup', /did you mean sifaka:backups/],
  ['xyzzy', /^error: nothing is called "xyzzy"; /],
])('%s is nothing: the nearest names, and 2', async (name, said) => {
  const { code, out, err } = await impact(name)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(said)
  // A line feed of a name is spelt out, and so is any other.
  expect(err.trimEnd()).not.toMatch(/\n|\\n/)
})

test('needs a name, and explains itself', async () => {
  expect(await impact()).toMatchObject({ code: 2, err: expect.stringContaining('say what is away') })
  const { code, out } = await impact('--help')
  expect(code).toBe(0)
  expect(out).toContain('Exit codes: 0; 2 where nothing is called so')
})
