/** The units of the second estate's Linux host, read by systemd itself. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ansible } from '@homelab/ansible-gen/render'
import minilab from '@homelab/app-minilab'
import { resolvedOf } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { slots } from '../../support/ansible.ts'
import { findProgram, skipped } from '../tools.ts'

const analyze = findProgram('systemd-analyze')
if (analyze === undefined) skipped('systemd-analyze')

const folder = mkdtempSync(join(tmpdir(), 'units-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As on the host: home in its place, the system's root empty. */
const units = ansible(slots)
  .render(resolvedOf(minilab))
  .files.filter(({ path }) => /\.(?:service|timer)\.j2$/.test(path))
  .map(({ path, content }) => ({
    name: basename(path, '.j2'),
    text: content
      .replaceAll('{{ ansible_managed }}', 'Managed.')
      .replaceAll(/\{\{ \w+_home \}\}/g, '/home/lab')
      .replaceAll(/\{\{ \w+_root \}\}/g, ''),
  }))

describe.skipIf(analyze === undefined)('systemd-analyze verify', () => {
  async function complaints(name: string, text: string): Promise<readonly string[]> {
    const file = join(folder, name)
    writeFileSync(file, text)
    const { stderr } = await execa(analyze ?? '', ['verify', file], { reject: false })
    // The programs are on the host, not here.
    return stderr.split('\n').filter(line => line !== '' && !/Command \S+ is not executable/.test(line))
  }

  test('there are a service, and a service with a timer', () => {
    expect(units.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['lab-caddy.service', 'lab-housekeeping.service', 'lab-housekeeping.timer']),
    )
  })

  test('accepts them without a word', async () => {
    // Timers refer to their services, so those are written first.
    for (const { name, text } of units) expect(await complaints(name, text), text).toEqual([])
  })

  test('would complain', async () => {
    const [service] = units
    const broken = service?.text.replace('[Service]', '[Service]\nRestart=sometimes') ?? ''
    expect((await complaints('broken.service', broken)).join('\n')).toMatch(/Failed to parse service restart specifier/)
  })
})
