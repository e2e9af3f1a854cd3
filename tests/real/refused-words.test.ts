/** What findings say that systemd leaves out, and what they take for parameters of PostgreSQL, asked of the programs themselves. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import { knownTargets } from '../../ansible-gen/src/host/systemd/known-units.ts'
import { knownParameters } from '../../packages/kubernetes/src/parts/postgres/parameters.ts'
import { neededProgram } from './tools.ts'

const [analyze, postgres] = [neededProgram('systemd-analyze'), neededProgram('postgres')]
const folder = mkdtempSync(join(tmpdir(), 'words-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What systemd says of a unit with these lines. */
async function saidOf(unit: readonly string[], run: readonly string[]): Promise<string> {
  const path = join(folder, 'board.service')
  writeFileSync(path, ['[Unit]', ...unit, '[Service]', 'ExecStart=/bin/true', ...run, ''].join('\n'))
  const { all } = await execa(analyze ?? '', ['verify', path], { reject: false, all: true })
  return all ?? ''
}

test.skipIf(analyze === undefined)(
  'systemd leaves out each word that is a finding, and none of those that are right',
  async () => {
    for (const unit of ['network-online', 'db.servise'])
      expect(await saidOf([`After=${unit}`], [])).toContain(`Failed to add dependency on ${unit}, ignoring`)
    for (const name of ['A-B', '1ST']) expect(await saidOf([], [`Environment="${name}=x"`])).toContain(`${name}=x`)
    for (const network of ['192.0.2.0/33', 'box'])
      expect(await saidOf([], [`IPAddressAllow=${network}`])).toContain(`ignoring assignment: ${network}`)
    expect(await saidOf([], ['UMask=0o27'])).toContain('ignoring: 0o27')
    const right = ['Environment="_A1=x"', 'IPAddressAllow=any 192.0.2.0/24 2001:db8::1', 'UMask=0027']
    expect(
      await saidOf(['After=network-online.target docker.service wg-quick@wg0.service srv-media.mount'], right),
    ).toBe('')
  },
)

test.skipIf(analyze === undefined)('it knows the targets that are known here', async () => {
  const { stdout } = await execa(analyze ?? '', ['unit-paths'])
  const all = await execa('find', [...stdout.split('\n'), '-name', '*.target'], { reject: false })
  const own = all.stdout.split('\n').flatMap(path => /\/([a-z-]+)\.target$/.exec(path)?.[1] ?? [])
  expect(own.length).toBeGreaterThan(40)
  expect(knownTargets.filter(target => own.includes(target)).length).toBeGreaterThan(40)
})

test.skipIf(postgres === undefined)('PostgreSQL has no parameter that is unknown here', async () => {
  const { stdout } = await execa(postgres ?? '', ['--describe-config'])
  const names = stdout.split('\n').map(line => (line.split('\t')[0] ?? '').toLowerCase())
  expect(names.length).toBeGreaterThan(250)
  expect(names.filter(name => !knownParameters.has(name))).toEqual([])
})
