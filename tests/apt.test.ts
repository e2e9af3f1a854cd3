/** Packages of apt: repositories with one key, pinned versions, units that packages bring, and users. */
import {
  aptPackage,
  aptRepository,
  distributionPackage,
  file,
  hardenedUnit,
  hostService,
  packagedUnit,
  systemdService,
  systemGroup,
  systemUser,
} from '@homelab/ansible-gen'
import { folder, host, http, known, notBackedUp, resolvedOf, service, sqlite, text } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { box, fixture } from './findings/parts.ts'
import { openFindings, render } from './support/render.ts'

const linux = host(box.name, { ...box, ownedPaths: ['/etc', '/srv'] })
const fingerprint = '0123456789ABCDEF0123456789ABCDEF01234567'
const repository = aptRepository('acme', {
  url: 'https://apt.example.org/debian',
  suite: 'stable',
  components: ['main'],
  key: { url: 'https://apt.example.org/key', fingerprints: [fingerprint] },
})

const board = service(import.meta, 'board', {
  title: 'Board',
  summary: 'shows what is measured',
  ports: { http: http(3000) },
  workload: hostService({
    at: linux,
    packages: [aptPackage('board', { repository, version: '12.3.0', users: ['board'] })],
    groups: [systemGroup('media', { gid: 2000 })],
    users: [systemUser('helper', { groups: ['media', 'video'] })],
    directories: [{ path: '/srv/board', mode: '0750', owner: { user: 'board', group: 'media' } }],
    programs: [
      packagedUnit('board', {
        unit: 'board-server',
        environment: { BOARD_PORT: '3000' },
        groups: ['media'],
        security: hardenedUnit({ writes: ['/srv/board'] }),
        reads: [{ ...file('/etc/board.ini', '0640', text('')), owner: { user: 'root', group: 'board' } }],
      }),
      systemdService('importer', {
        description: 'Importer',
        program: ['/usr/bin/board', 'import'],
        user: 'helper',
        groups: ['media'],
        beforeStart: [['/usr/bin/board', 'check']],
        security: hardenedUnit({ capabilities: ['NET_BIND_SERVICE'] }),
      }),
    ],
    data: [
      folder('/srv/notes', 'notes', notBackedUp('a test')),
      sqlite('/srv/db/board.db', 'boards', notBackedUp('a test')),
    ],
  }),
})

const lab = fixture(import.meta, { hosts: [linux], services: [board] })
const { files, findings } = render(lab)
const role = 'ansible/roles/board'

interface Task extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly block?: readonly Task[]
}

const tasks: readonly Task[] = parse(files.get(`${role}/tasks/main.yml`) ?? '')
const template = (name: string): string => files.get(`${role}/templates/${name}.j2`) ?? ''
const lines = (name: string): readonly string[] =>
  template(name)
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))

test('none of it is a finding', () => {
  expect(openFindings(findings).filter(found => !/unprobed|unrotated|uncollected/.test(found))).toEqual([])
})

test('the key comes before the repository, that before the package, and users before what they own', () => {
  expect(tasks.map(({ name }) => name)).toEqual([
    ...['Install gpg', 'Make the folder of keys', 'Ask for the key of acme', 'Bring the key of acme'],
    ...['Write /etc/apt/preferences.d/from-acme.pref', 'Write /etc/apt/sources.list.d/acme.sources'],
    ...['Write /etc/apt/preferences.d/board.pref', 'Install board 12.3.0', 'Make group media', 'Make user helper'],
    ...['Make /srv/board', 'Make /etc/systemd/system/board-server.service.d'],
    ...['Write /etc/board.ini', 'Write /etc/systemd/system/board-server.service.d/board-server.service.conf'],
    ...['Ask whether there is a board-server.service yet', 'Start board-server.service'],
    ...['Write /etc/systemd/system/importer.service', 'Ask whether there is a importer.service yet'],
    'Start importer.service',
    ...['Restart now what has new files', 'Give what was started time to fail'],
    ...['Ask whether board-server.service runs', 'Confirm that board-server.service runs'],
    ...['Ask whether importer.service runs', 'Confirm that importer.service runs'],
  ])
})

test('apt takes the one key for this repository, and nothing of the distribution is replaced', () => {
  expect(lines('acme.sources')).toEqual([
    'Types: deb',
    'URIs: https://apt.example.org/debian',
    'Suites: stable',
    'Components: main',
    'Signed-By: {{ board_root }}/etc/apt/keyrings/acme.gpg',
  ])
  expect(lines('from-acme.pref')).toEqual(['Package: *', 'Pin: origin "apt.example.org"', 'Pin-Priority: 100'])
})

test('what was fetched and is another key is not kept', () => {
  const block = tasks.find(({ name }) => name === 'Bring the key of acme')?.block ?? []
  expect(block.map(({ name }) => name)).toEqual([
    'Fetch the key of acme',
    'Look at the key of acme',
    'Require that the key of acme is one that is stated',
    'Ask whether the key of acme is armored',
    'Take the armor off the key of acme',
    'Keep the key of acme',
  ])
  expect(block[2]).toMatchObject({
    'ansible.builtin.assert': {
      that: [
        'board_acme_fetched.rc == 0',
        'board_acme_fetched_keys | length > 0',
        'board_acme_fetched_keys is subset(board_acme_stated)',
      ],
    },
    vars: { board_acme_stated: [fingerprint] },
  })
})

test('a package stays in its version, and another one starts what runs of it again', () => {
  expect(lines('board.pref')).toEqual(['Package: board', 'Pin: version 12.3.0', 'Pin-Priority: 1001'])
  expect(tasks.find(({ name }) => name === 'Install board 12.3.0')).toMatchObject({
    'ansible.builtin.apt': { name: 'board=12.3.0', state: 'present', allow_downgrade: true },
    notify: ['Restart board-server', 'Restart importer'],
  })
  const handlers: readonly Task[] = parse(files.get(`${role}/handlers/main.yml`) ?? '')
  expect(handlers.map(({ name }) => name)).toEqual(['Restart board-server', 'Restart importer'])
})

test('a user of the role is one that nobody logs in as', () => {
  expect(tasks.find(({ name }) => name === 'Make user helper')?.['ansible.builtin.user']).toEqual({
    ...{ name: 'helper', system: true, groups: ['media', 'video'], append: true },
    ...{ create_home: false, shell: '/usr/sbin/nologin' },
  })
  expect(tasks.find(({ name }) => name === 'Make group media')?.['ansible.builtin.group']).toEqual({
    ...{ name: 'media', system: true, gid: 2000 },
  })
})

test('a drop-in says what is changed of the unit that the package brings', () => {
  const said = lines('board-server.service.conf')
  expect(said.slice(0, 3)).toEqual(['[Service]', 'SupplementaryGroups=media', 'Environment=BOARD_PORT=3000'])
  expect(said).not.toContainEqual(expect.stringMatching(/^ExecStart=/))
  const root = '{{ board_root }}'
  expect(said).toContain(`ReadWritePaths=${root}/srv/board /srv/notes /srv/db`)
})

test('a hardened unit gets no more than it says', () => {
  const said = lines('importer.service')
  expect(said.slice(3, 14)).toEqual([
    '[Service]',
    ...['Type=simple', 'User=helper', 'SupplementaryGroups=media'],
    ...['ExecStartPre=/usr/bin/board check', 'ExecStart=/usr/bin/board import', 'Restart=always', 'RestartSec=10'],
    ...['AmbientCapabilities=CAP_NET_BIND_SERVICE', 'CapabilityBoundingSet=CAP_NET_BIND_SERVICE'],
    'LockPersonality=true',
  ])
  expect(said).toEqual(
    expect.arrayContaining([
      'NoNewPrivileges=true',
      'ProtectSystem=strict',
      'ReadWritePaths=/srv/notes /srv/db',
      'SystemCallFilter=@system-service',
      'SystemCallFilter=~@privileged @resources',
    ]),
  )
  expect(lines('board-server.service.conf')).toContain('CapabilityBoundingSet=')
})

test('what runs is known: the version of the package, users and groups that are made', () => {
  const { runs } = resolvedOf(lab).services.find(({ name }) => name === 'board') ?? {}
  expect(known(runs?.releases ?? [])).toContainEqual(expect.objectContaining({ name: 'board', version: '12.3.0' }))
  expect(known(runs?.provides ?? []).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    ...['user helper', 'user board', 'group media', 'group helper', 'group board'],
  ])
  expect(known(runs?.requires ?? []).map(each => ('name' in each ? `${each.kind} ${each.name}` : each.kind))).toEqual([
    ...['user helper', 'user board', 'group media', 'group board'],
  ])
})

test('a package of the distribution in its own version takes no repository', () => {
  const plain = service(import.meta, 'plain', {
    title: 'Plain',
    summary: 'plain',
    ports: {},
    workload: hostService({
      at: linux,
      packages: [aptPackage('hello', { version: '2.10-3' }), distributionPackage('tree')],
    }),
  })
  const own = render(fixture(import.meta, { hosts: [linux], services: [plain] })).files
  const done: readonly Task[] = parse(own.get('ansible/roles/plain/tasks/main.yml') ?? '')
  expect(done.map(({ name }) => name)).toEqual([
    ...['Write /etc/apt/preferences.d/hello.pref', 'Install hello 2.10-3', 'Install tree'],
  ])
  expect(done[1]).not.toHaveProperty('when')
})
