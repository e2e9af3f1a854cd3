/** A project of Docker Compose: what is rendered, documented, asked, and known to the model. */
import { composeProject, hostParts, hostService, namedVolume } from '@homelab/ansible-gen'
import { changesBetween, type RenderedTree } from '@homelab/changes'
import { checksOf } from '@homelab/checkup'
import { http, image, notBackedUp } from '@homelab/estate'
import { lookup } from '@homelab/estate/model'
import { changeFacets } from '@homelab/synth/change-facets'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { composed, docked, docker, right } from './findings/compose.ts'
import { fixture } from './findings/parts.ts'
import { hostile, withAlbum } from './support/album.ts'
import { resolvedOnce } from './support/opened.ts'
import { openFindings, render } from './support/render.ts'

const estate = withAlbum()
const { files, findings } = render(estate)
const role = 'ansible/roles/album'
const { name, services, volumes } = parse(
  (files.get(`${role}/templates/compose.yaml.j2`) ?? '').replaceAll(/\{\{ album_root \}\}/g, ''),
)
const runs = lookup(resolvedOnce(estate)).service('album')?.runs
const page = files.get('docs/services/album.md') ?? ''

test('nothing is found but that nobody saves its folder there', () => {
  expect(openFindings(findings)).toEqual(['missing-backup album /volume1/docker/album/library'])
})

test('a project of its name, with the volumes that are Docker’s', () => {
  expect({ name, containers: Object.keys(services), volumes }).toEqual({
    name: 'album',
    containers: ['app', 'database'],
    volumes: { previews: {} },
  })
})

test('a container says image, ports, mounts, order, health, limits and rights', () => {
  const { environment, command, ...app } = services.app
  expect(app).toEqual({
    image: 'ghcr.io/example/album:1.2.0',
    restart: 'unless-stopped',
    env_file: ['/volume1/docker/album/app.env'],
    ports: [
      { name: 'http', target: 3000, published: '8080', protocol: 'tcp' },
      { name: 'discovery', target: 7359, published: '7359', protocol: 'udp' },
    ],
    volumes: [
      bind('/volume1/docker/album/library', '/library'),
      { type: 'volume', source: 'previews', target: '/previews' },
      bind('/volume1/pictures', '/pictures', true),
      bind('/etc/localtime', '/etc/localtime', true),
      bind('/volume1/docker/album/album.conf', '/etc/album.conf', true),
    ],
    depends_on: { database: { condition: 'service_healthy' } },
    healthcheck: {
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:3000/health'],
      interval: '15s',
      timeout: '5s',
    },
    mem_limit: '1g',
    user: '1026:100',
    read_only: true,
    cap_drop: ['ALL'],
    cap_add: ['NET_BIND_SERVICE'],
    security_opt: ['no-new-privileges:true'],
    tmpfs: ['/tmp'],
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '4' } },
    init: true,
    devices: ['/dev/dri'],
    stop_grace_period: '1m',
  })
  expect(environment.NUMBER).toBe('0755')
  expect(command.slice(0, 2)).toEqual(['serve', '--title'])
})

test('its ports are open at one address of the host, where that is said', () => {
  const containers = { app: right({ publishes: { http: 80 } }) }
  const project = composeProject('web', { folder: '/srv/web', listen: '127.0.0.1', containers })
  const web = composed(import.meta, 'web', containers, {
    ports: { http: http(3000) },
    workload: hostService({ at: docked, packages: [docker], programs: [project] }),
  })
  const rendered = render(fixture(import.meta, { hosts: [docked], clusters: [], services: [web] }))
  const text = rendered.files.get('ansible/roles/web/templates/compose.yaml.j2') ?? ''
  expect(parse(text).services.app.ports).toEqual([
    { name: 'http', host_ip: '127.0.0.1', target: 80, published: '3000', protocol: 'tcp' },
  ])
})

test('another one is asked by a program of its own', () => {
  expect(services.database).toMatchObject({
    healthcheck: {
      test: ['CMD', 'pg_isready', '--username=album'],
      interval: '10s',
      retries: 6,
      start_period: '20s',
    },
    mem_limit: '1536m',
    logging: { options: { 'max-size': '5m', 'max-file': '2' } },
  })
  expect(services.database).not.toHaveProperty('ports')
})

test('no text is a variable of Compose', () => {
  const escaped = hostile.replaceAll('$', '$$$$')
  // Ansible's braces are text, too: in the template they are expressions that give them.
  const plain = (text: string) => text.replaceAll(/\{\{ '(\{[{%])' \}\}/g, '$1')
  expect(plain(services.app.environment.TITLE)).toBe(escaped)
  expect(plain(services.app.command[2])).toBe(escaped)
})

test('a secret stands in the file of variables alone, which root alone reads', () => {
  const template = files.get(`${role}/templates/app.env.j2`) ?? ''
  expect(template).toMatch(
    /^DATABASE_URL="postgresql:\/\/album:\{\{ album_password \| regex_replace\(.*\) \}\}@database\/album\?x=\\\$y"\n$/,
  )
  const tasks: readonly Record<string, unknown>[] = parse(files.get(`${role}/tasks/main.yml`) ?? '')
  const writing = tasks.filter(task => String(task['name']).endsWith('.env'))
  expect(writing.map(task => [task['ansible.builtin.template'], task['no_log'], task['notify']])).toEqual(
    ['app.env', 'database.env'].map(file => [
      {
        src: `${file}.j2`,
        dest: `{{ album_root }}/volume1/docker/album/${file}`,
        mode: '0600',
        owner: 'root',
      },
      true,
      undefined,
    ]),
  )
})

test('the role makes folders of data for the user of their container, and leaves shares alone', () => {
  const tasks: readonly Record<string, unknown>[] = parse(files.get(`${role}/tasks/main.yml`) ?? '')
  const made = tasks.flatMap(task => (task['ansible.builtin.file'] as { path: string } | undefined) ?? [])
  expect(made).toEqual(
    [
      { path: '/volume1/docker', mode: '0755', owner: 'root' },
      { path: '/volume1/docker/album', mode: '0755', owner: 'root' },
      { path: '/volume1/docker/album/library', mode: '0700', owner: '1026', group: '100' },
      { path: '/volume1/docker/album/database', mode: '0700', owner: '999' },
    ].map(({ path, ...rest }) => ({ path: `{{ album_root }}${path}`, state: 'directory', ...rest })),
  )
})

test('the model knows its images, folders, share and secrets', () => {
  expect(runs?.releases).toEqual(
    ['ghcr.io/example/album:1.2.0', 'docker.io/library/postgres:17.2'].map(reference =>
      expect.objectContaining({ of: 'image', reference }),
    ),
  )
  const volumesOf = runs === undefined || runs.volumes === 'unknown' ? [] : runs.volumes
  expect(volumesOf.map(({ id }) => id)).toEqual([
    'album/volume/library',
    'album/volume/previews',
    'album/volume/database',
    'album/volume/pictures',
  ])
  expect(runs?.delivered).toEqual([
    expect.objectContaining({ paths: ['/volume1/docker/album/app.env', '/volume1/docker/album/database.env'] }),
  ])
})

test('its page says what runs, and how it is checked, restarted, upgraded and retired', () => {
  const compose = 'sudo /usr/local/bin/docker compose --file /volume1/docker/album/compose.yaml'
  for (const line of [
    '| programs | Compose project `album` |',
    `ssh keeper@nas '${compose} ps --all'`,
    `ssh keeper@nas '${compose} logs --tail 50'`,
    `ssh keeper@nas '${compose} restart'`,
    `ssh keeper@nas '${compose} down --remove-orphans'`,
    "ssh keeper@nas 'sudo rm /volume1/docker/album/compose.yaml /volume1/docker/album/app.env /volume1/docker/album/database.env'",
    '- Decide on `/volume1/docker/album/library`: albums.',
  ])
    expect(page).toContain(line)
})

test('it is asked whether it runs', () => {
  const asked = checksOf(resolvedOnce(estate)).filter(({ service }) => service === 'album')
  expect(asked.map(({ what, where }) => `${what} ${where}`)).toContain('Compose project nas album')
})

test('its folder is to be saved, and what needs no backup says why', () => {
  const told = resolvedOnce(estate).backups.filter(entry => 'service' in entry && entry.service === 'album')
  expect(told).toEqual([
    expect.objectContaining({ kind: 'directory', path: '/volume1/docker/album/library', priority: 'critical' }),
    expect.objectContaining({ kind: 'none', what: 'previews: previews' }),
    expect.objectContaining({ kind: 'none', what: 'database: its tables' }),
  ])
})

const facets = await changeFacets(hostParts)
const web = { ports: { http: http(3000) } }
const before = { app: right({ publishes: { http: 80 }, mounts: { '/data': kept('data') } }), helper: right() }

function kept(name: string) {
  return namedVolume(name, 'notes', notBackedUp('a fixture'))
}

function treeOf(containers: Parameters<typeof composed>[2]): RenderedTree {
  const services = [composed(import.meta, 'web', containers, web)]
  const rendered = render(fixture(import.meta, { hosts: [docked], clusters: [], services })).files
  return new Map([...rendered].map(([path, text]) => [path, { text, executable: false }]))
}

test.each([
  ['another image', { ...before, helper: right({ image: image('example.org/app', '1.0.1') }) }, 'restarts'],
  ['a container less', { app: before.app }, 'stops'],
  [
    'another volume',
    { ...before, app: right({ publishes: { http: 80 }, mounts: { '/data': kept('files') } }) },
    'destroys',
  ],
])('a diff tells of %s', (_, after, danger) => {
  const { changes } = changesBetween({ before: treeOf(before), after: treeOf(after), estates: {}, facets })
  const own = changes.filter(
    ({ system, path = '' }) => system === 'ansible' && path.startsWith('templates/compose.yaml.j2'),
  )
  expect(own.map(change => change.danger)).toContain(danger)
})

test('a diff tells that a network is made anew', () => {
  const old = treeOf(before)
  const path = 'ansible/roles/web/templates/compose.yaml.j2'
  const text = old.get(path)?.text.replace(/^ {6}com\.docker\.network\.bridge\.name: .*$/m, '      a: b') ?? ''
  const { changes } = changesBetween({
    before: new Map([...old, [path, { text, executable: false }]]),
    after: old,
    estates: {},
    facets,
  })
  expect(changes.map(({ danger }) => danger)).toContain('restarts')
})

test('a network has a name of its own on the host, which no bridge that somebody made there has', () => {
  const bridgesOf = (containers: Parameters<typeof composed>[2]) =>
    (treeOf(containers).get('ansible/roles/web/templates/compose.yaml.j2')?.text ?? '').match(
      /bridge\.name: (.*)$/gm,
    ) ?? []
  // `printf web/default | sha256sum`
  expect(bridgesOf(before)).toEqual(['bridge.name: dc-fb4a14596bce'])
  expect(bridgesOf({ app: right({ keys: { network_mode: 'none' } }) })).toEqual([])
})

test('a diff tells of a port that opens', () => {
  const closed = { app: right(), helper: right() }
  const { changes } = changesBetween({
    before: treeOf(closed),
    after: treeOf({ ...closed, app: right({ publishes: { http: 80 } }) }),
    estates: {},
    facets,
  })
  expect(changes.filter(({ system, danger }) => system === 'ansible' && danger === 'opens').length).toBeGreaterThan(0)
})

function bind(source: string, target: string, readOnly?: true): object {
  return {
    ...{ type: 'bind', source, target },
    ...(readOnly && { read_only: true }),
    bind: { create_host_path: false },
  }
}
