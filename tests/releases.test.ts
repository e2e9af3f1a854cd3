/** Releases that somebody publishes as files: fetched in one version, known by their checksum. */
import { hostService, release, systemdService } from '@homelab/ansible-gen'
import { host, known, resolvedOf, service } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { box, fixture } from './findings/parts.ts'
import { openFindings, render } from './support/render.ts'

const linux = host(box.name, { ...box, ownedPaths: ['/etc/systemd/system', '/usr/local/bin'] })
const sha256 = 'ab'.repeat(32)
const url = 'https://downloads.example.org'

const tools = service(import.meta, 'tools', {
  title: 'Tools',
  summary: 'tools',
  ports: {},
  workload: hostService({
    at: linux,
    releases: [
      release('packed', {
        ...{ version: '1.2.0', url: `${url}/packed-1.2.0.tar.xz`, sha256 },
        programs: { 'bin/packed': '/usr/local/bin/packed', 'bin/other': '/usr/local/bin/other' },
      }),
      release('plain', { version: '2.0', url: `${url}/2.0/plain`, sha256, programs: '/usr/local/bin/plain' }),
    ],
    programs: [
      systemdService('packed', { description: 'packed', program: ['/usr/local/bin/packed', 'run'] }),
      systemdService('plain', { description: 'plain', program: ['/usr/local/bin/plain'] }),
    ],
  }),
})

const lab = fixture(import.meta, { hosts: [linux], services: [tools] })
const { files, findings } = render(lab)
const tasks = parse(files.get('ansible/roles/tools/tasks/main.yml') ?? '') as readonly Record<string, unknown>[]
const task = (name: string) => tasks.find(each => each['name'] === name)

test('none of it is a finding: what is put there is there to be called', () => {
  expect(openFindings(findings)).toEqual([])
})

test('an archive is kept and unpacked, and its programs go where they are stated', () => {
  expect(tasks.slice(0, 6).map(({ name }) => name)).toEqual([
    ...['Make /opt/releases', 'Fetch packed 1.2.0', 'Make /opt/releases/packed-1.2.0', 'Unpack packed 1.2.0'],
    ...['Put packed to /usr/local/bin/packed', 'Put packed to /usr/local/bin/other'],
  ])
  expect(task('Fetch packed 1.2.0')?.['ansible.builtin.get_url']).toEqual({
    ...{ url: `${url}/packed-1.2.0.tar.xz`, checksum: `sha256:${sha256}`, mode: '0644' },
    dest: '{{ tools_root }}/opt/releases/packed-1.2.0.tar.xz',
  })
})

test('another version starts what runs of it again, and nothing else', () => {
  expect(task('Put packed to /usr/local/bin/packed')?.['notify']).toEqual(['Restart packed'])
  expect(task('Fetch plain 2.0')).toMatchObject({
    'ansible.builtin.get_url': { dest: '{{ tools_root }}/usr/local/bin/plain', mode: '0755' },
    notify: ['Restart plain'],
  })
})

test('which releases run is known, and stands on the page of the service', () => {
  const { runs } = resolvedOf(lab).services.find(({ name }) => name === 'tools') ?? {}
  expect(
    known(runs?.releases ?? []).flatMap(each => (each.of === 'download' ? [`${each.name} ${each.version}`] : [])),
  ).toEqual(['packed 1.2.0', 'plain 2.0'])
  const page = files.get('docs/services/tools.md') ?? ''
  expect(page).toContain('change version and checksum of the release')
  expect(page).toContain('the release `plain 2.0`')
})
