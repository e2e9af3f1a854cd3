/** The units of Linux hosts of the second estate and of a fixture, read by systemd itself. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import {
  aptPackage,
  aptRepository,
  diskMount,
  hardenedUnit,
  hostService,
  mounts,
  packagedUnit,
} from '@homelab/ansible-gen'
import { ansible } from '@homelab/ansible-gen/render'
import minilab from '@homelab/app-minilab'
import { host, resolvedOf, service } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { box, fixture } from '../../findings/parts.ts'
import orchard from '../../fixtures/orchard/estate.ts'
import workshop from '../../fixtures/workshop/estate.ts'
import { slots } from '../../support/ansible.ts'
import { findProgram, skipped } from '../tools.ts'

const analyze = findProgram('systemd-analyze')
if (analyze === undefined) skipped('systemd-analyze')

const folder = mkdtempSync(join(tmpdir(), 'units-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As on the host: home in its place, the system's root empty. */
const onHost = (text: string): string =>
  text
    .replaceAll('{{ ansible_managed }}', 'Managed.')
    .replaceAll(/\{\{ \w+_home \}\}/g, '/home/lab')
    .replaceAll(/\{\{ \w+_root \}\}/g, '')
const rendered = [minilab, orchard, workshop].flatMap(estate => ansible(slots).render(resolvedOf(estate)).files)
const units = rendered
  .filter(({ path }) => /\.(?:service|timer|mount)\.j2$/.test(path))
  .map(({ path, content }) => ({ name: basename(path, '.j2'), text: onHost(content) }))

/** Drop-ins, each beside a stand-in for the unit that its package brings. */
const dropInsOf = (files: readonly (typeof rendered)[number][]) =>
  files
    .filter(({ path }) => path.endsWith('.service.conf.j2'))
    .map(({ path, content }) => ({ name: basename(path, '.conf.j2'), text: onHost(content) }))

const repository = aptRepository('acme', {
  url: 'https://apt.example.org/debian',
  suite: 'stable',
  components: ['main'],
  key: { url: 'https://apt.example.org/key', fingerprints: ['0123456789ABCDEF0123456789ABCDEF01234567'] },
})
const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'a package with a unit that is hardened',
  ports: {},
  workload: hostService({
    at: host(box.name, { ...box, ownedPaths: ['/etc'] }),
    packages: [aptPackage('board', { repository, version: '1.0', users: ['board'] })],
    programs: [packagedUnit('board', { security: hardenedUnit({ writes: ['/srv/board'] }) })],
  }),
})
const hardened = dropInsOf(ansible(slots).render(resolvedOf(fixture(import.meta, { services: [board] }))).files)
const dropIns = [...dropInsOf(rendered), ...hardened]

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
      expect.arrayContaining([
        'k3s.service',
        'srv-media.mount',
        'lab-caddy.service',
        'lab-housekeeping.service',
        'lab-housekeeping.timer',
      ]),
    )
  })

  test('accepts them without a word', async () => {
    // Timers refer to their services, so those are written first.
    for (const { name, text } of units) expect(await complaints(name, text), text).toEqual([])
  })

  test.each(['/', '/srv/media', '/mnt/my-films', '/mnt/Grüße und_mehr.d', '/.hidden'])(
    'names a mount at %s',
    async where => {
      const { stdout } = await execa('systemd-escape', ['--path', where])
      const { label } = mounts.owns(
        diskMount('/dev/disk/by-label/x', where),
        host('x', { platform: 'linux', role: 'x' }),
      )
      expect(label).toBe(stdout)
    },
  )

  async function complaintsOfDropIn(name: string, text: string): Promise<readonly string[]> {
    const own = `packaged-${name}`
    mkdirSync(join(folder, `${own}.d`), { recursive: true })
    writeFileSync(join(folder, `${own}.d/own.conf`), text)
    return complaints(own, '[Service]\nExecStart=/usr/bin/true\n')
  }

  test('accepts drop-ins', async () => {
    expect(hardened).toHaveLength(1)
    expect(dropIns.length).toBeGreaterThan(1)
    for (const { name, text } of dropIns) expect(await complaintsOfDropIn(name, text), text).toEqual([])
  })

  test('would complain of one', async () => {
    const [{ name, text } = { name: '', text: '' }] = hardened
    const broken = text.replace('ProtectSystem=strict', 'ProtectSystem=mostly')
    expect((await complaintsOfDropIn(name, broken)).join('\n')).toContain('Failed to parse protect system value')
  })

  test('finds a hardened unit safe, and one that is not exposed', async () => {
    const exposure = async (unit: string, text: string): Promise<number> => {
      const file = join(folder, unit)
      writeFileSync(file, text)
      const { stdout } = await execa(analyze ?? '', ['security', '--offline=true', '--no-pager', file])
      return Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1])
    }
    const [{ text } = { text: '' }] = hardened
    const settings = text.replace('[Service]', '[Service]\nExecStart=/usr/bin/true\nUser=nobody')
    expect(await exposure('hardened.service', settings)).toBeLessThan(3)
    const caddy = units.find(({ name }) => name === 'lab-caddy.service')
    expect(await exposure('caddy.service', caddy?.text ?? '')).toBeLessThan(3)
    const [alloy = ''] = dropIns.flatMap(({ name, text: own }) => (name === 'alloy.service' ? [own] : []))
    const collecting = alloy.replace('[Service]', '[Service]\nExecStart=/usr/bin/true\nUser=alloy')
    expect(await exposure('alloy.service', collecting)).toBeLessThan(3)
    // From the first process it has how file systems are mounted: in its own view all can only be read.
    expect(alloy).toContain('ProtectProc=default')
    expect(alloy).toContain('ReadWritePaths=/var/lib/alloy\n')
    expect(await exposure('bare.service', '[Service]\nExecStart=/usr/bin/true\n')).toBeGreaterThan(9)
  })

  test('would complain', async () => {
    const service = units.find(({ name }) => name.endsWith('.service'))
    const broken = service?.text.replace('[Service]', '[Service]\nRestart=sometimes') ?? ''
    expect((await complaints('broken.service', broken)).join('\n')).toMatch(/Failed to parse service restart specifier/)
  })
})
