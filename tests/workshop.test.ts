/** What is rendered of the words that the fixture estate uses: each expectation by hand. */
import { known, resolvedOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import workshop from './fixtures/workshop/estate.ts'
import { recipient } from './fixtures/workshop/vault.ts'
import { openFindings, render } from './support/render.ts'

const { files, findings } = render(workshop)
const resolved = resolvedOf(workshop)

/** A file as it is on the host. */
function onHost(role: string, name: string): string {
  const text = files.get(`ansible/roles/${role}/templates/${name}.j2`)
  if (text === undefined) throw new Error(`there is no ${name} of ${role}`)
  return text.replaceAll('{{ ansible_managed }}', 'Managed.').replaceAll(/\{\{ \w+_root \}\}/g, '')
}

interface Task {
  readonly name: string
  readonly notify?: string
  readonly no_log?: boolean
  readonly [module: string]: unknown
}

function tasksOf(role: string): readonly Task[] {
  return parse(files.get(`ansible/roles/${role}/tasks/main.yml`) ?? '')
}

test('nothing is found', () => {
  expect(openFindings(findings)).toEqual([])
})

const compose = parse(onHost('photos', 'compose.yaml'))

test('containers read their secrets as files, of which the project names the paths alone', () => {
  const file = (container: string) => ({ file: `/srv/photos/secrets/${container}-database` })
  expect(compose.secrets).toEqual({
    'app-database': file('app'),
    'migrate-database': file('migrate'),
    'database-database': file('database'),
  })
  expect(compose.services.app.secrets).toEqual([{ source: 'app-database', target: 'database' }])
  expect(compose.services.database.secrets).toEqual([{ source: 'database-database', target: 'database' }])
  expect(onHost('photos', 'app-database')).toBe('{{ photos_database }}')
})

test('each is a file of its container’s user, whose change is read by containers made again', () => {
  const written = tasksOf('photos').filter(({ name }) => name.includes('/secrets/'))
  expect(written.map(task => [task['ansible.builtin.template'], task.no_log, task.notify])).toEqual(
    [
      ['app', '1000', '1000'],
      ['migrate', '1000', '1000'],
      ['database', '999'],
    ].map(([container, owner, group]) => [
      {
        ...{ src: `${container}-database.j2`, dest: `{{ photos_root }}/srv/photos/secrets/${container}-database` },
        ...{ mode: '0600', owner, ...present({ group }) },
      },
      true,
      'Restart photos',
    ]),
  )
  const folders = tasksOf('photos').flatMap(task => task['ansible.builtin.file'] ?? [])
  expect(folders).toContainEqual({
    ...{ path: '{{ photos_root }}/srv/photos/secrets', state: 'directory', mode: '0700', owner: 'root' },
  })
  expect(known(resolved.services.find(({ name }) => name === 'photos')?.runs?.files ?? [])).toContainEqual(
    expect.objectContaining({ path: '/srv/photos/secrets/database-database', mode: '0600', holdsSecret: true }),
  )
})

/** The interface of the network `front`, by `printf photos/front | sha256sum`. */
const front = 'dc-7344ef3a8ae2'

test('who is in which network, and no way out of one of them', () => {
  // Of twelve digits, which are those of `printf photos/tables | sha256sum`.
  expect(compose.networks).toEqual({
    front: { driver_opts: { 'com.docker.network.bridge.name': front } },
    tables: { driver_opts: { 'com.docker.network.bridge.name': 'dc-1937a5c856f1' }, internal: true },
  })
  expect(Object.values(compose.services).map(each => (each as { networks: unknown }).networks)).toEqual([
    ['front', 'tables'],
    ['tables'],
    ['tables'],
  ])
})

test('a migration runs once, before what waits for its end', () => {
  expect(compose.services.migrate).toMatchObject({
    restart: 'no',
    depends_on: { database: { condition: 'service_healthy' } },
  })
  expect(compose.services.app).toMatchObject({
    restart: 'unless-stopped',
    depends_on: {
      database: { condition: 'service_healthy' },
      migrate: { condition: 'service_completed_successfully' },
    },
    logging: { driver: 'local', options: { 'max-size': '20m', 'max-file': '3' } },
  })
  const questions = known(resolved.services.find(({ name }) => name === 'photos')?.runs?.questions ?? [])
  expect(questions.map(({ asked }) => asked?.judged)).toContainEqual(
    expect.objectContaining({ facts: { containers: 'app database', once: 'migrate' } }),
  )
})

/** The lines of a block, without those that begin with `#`. */
function block(text: string, head: string): readonly string[] {
  const [, body = ''] = text.split(`${head} {\n`)
  const end = body.split('\n').findIndex(line => line.trim() === '}')
  return body
    .split('\n')
    .slice(0, end)
    .map(line => line.trim())
}

const rules = onHost('doorman', 'next.nft')

test('the firewall lets in the proxy where it asks, the local network where that is said, and nodes where they ask each other', () => {
  expect(block(rules, 'chain reached')).toEqual([
    'meta l4proto tcp ct original proto-dst 22 jump neighbours comment "ssh"',
    'ip saddr 192.0.2.31 meta l4proto tcp ct original proto-dst 2283 accept comment "photos.http"',
    'meta l4proto tcp ct original proto-dst 6443 jump neighbours comment "k3s.api"',
    'ip saddr 192.0.2.32 meta l4proto tcp ct original proto-dst 6443 accept comment "k3s.api"',
    'ip saddr 192.0.2.32 meta l4proto udp ct original proto-dst 8472 accept comment "k3s.flannel"',
    'meta l4proto udp ct original proto-dst 9100 jump neighbours comment "labels.print"',
    'ip saddr 192.0.2.32 meta l4proto tcp ct original proto-dst 10250 accept comment "k3s.kubelet"',
  ])
  expect(block(rules, 'set lan4')).toContain('elements = { 192.0.2.0/24 }')
  expect(block(rules, 'set lan6')).toContain('elements = { fd12:3456:789a::/48 }')
})

test('whatever is not let in is dropped, also what Docker leads on; containers of the host ask it', () => {
  expect(block(rules, 'chain input')).toEqual([
    'type filter hook input priority filter; policy drop;',
    'ct state vmap { established : accept, related : accept, invalid : drop }',
    'iif lo accept',
    'meta l4proto { icmp, ipv6-icmp } accept',
    'udp sport 67 udp dport 68 accept',
    'ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept',
    'iifname "cni0" accept',
    // The network `front` of `photos`; `tables` is internal.
    `iifname "${front}" accept`,
    'iifname "docker0" accept',
    'iifname "flannel-v6.1" accept',
    'iifname "flannel-wg" accept',
    'iifname "flannel-wg-v6" accept',
    'iifname "flannel.1" accept',
    'jump reached',
  ])
  expect(block(rules, 'chain published')).toEqual(['jump reached', 'drop'])
  expect(block(rules, 'chain forward').slice(0, 2)).toEqual([
    'type filter hook forward priority filter - 10; policy accept;',
    'ct state established,related accept',
  ])
  expect(block(rules, 'chain forward').at(-1)).toBe('ct status dnat jump published')
})

test('rules that nft refuses are not written; new ones are tried, kept by who got in, and loaded at each start', () => {
  const tasks = tasksOf('doorman').map(({ name, ...rest }) => ({ name, ...rest }))
  const writing = tasks.find(({ name }) => name === 'Write /etc/firewall/next.nft')
  expect(writing).toMatchObject({
    'ansible.builtin.template': { validate: '{{ doorman_root }}/usr/sbin/nft --check --file %s' },
  })
  const names = tasks.map(({ name }) => name)
  expect(names.slice(names.indexOf('Write /etc/firewall/next.nft') + 1)).toEqual(
    expect.arrayContaining(['Try the new rules for 60 seconds', 'Get in by the new rules', 'Keep the new rules']),
  )
  expect(onHost('doorman', 'firewall.service')).toContain('ExecStart=/usr/sbin/nft --file /etc/firewall/rules.nft\n')
})

test('K3s pulls by a mirror, with a password that stands in a file for root alone', () => {
  expect(parse(onHost('k3s', 'registries.yaml').replaceAll(/: (\{\{ .* \}\})$/gm, ": '$1'"))).toEqual({
    mirrors: { 'docker.io': { endpoint: ['https://mirror.example.net'] } },
    configs: {
      'mirror.example.net': { auth: { username: 'workshop', password: expect.stringContaining('k3s_password') } },
    },
  })
  const written = tasksOf('k3s').find(({ name }) => name === 'Write /etc/rancher/k3s/registries.yaml')
  expect(written).toMatchObject({
    ...{ 'ansible.builtin.template': { mode: '0600', owner: 'root' }, no_log: true, notify: 'Restart k3s' },
  })
})

test('a second host joins with the token of the server, which stands in a file for root alone on both', () => {
  expect(parse(onHost('k3s', 'config.yaml'))['agent-token-file']).toBe('/etc/rancher/k3s/agent-token')
  expect(parse(onHost('k3s_barn', 'config.yaml'))).toEqual({
    server: 'https://192.0.2.30:6443',
    'token-file': '/etc/rancher/k3s/agent-token',
    'node-name': 'barn',
    'node-label': ['disk=slow'],
    'node-taint': ['processor=arm64:NoSchedule'],
  })
  expect(onHost('k3s_barn', 'k3s-agent.service')).toContain('ExecStart=/usr/local/bin/k3s agent\n')
  expect([onHost('k3s', 'agent-token'), onHost('k3s_barn', 'agent-token')]).toEqual([
    '{{ k3s_token }}',
    '{{ k3s_barn_token }}',
  ])
  for (const [role, restart] of [
    ['k3s', 'Restart k3s'],
    ['k3s_barn', 'Restart k3s-agent'],
  ] as const)
    expect(tasksOf(role).find(({ name }) => name === 'Write /etc/rancher/k3s/agent-token')).toMatchObject({
      ...{ 'ansible.builtin.template': { mode: '0600', owner: 'root' }, no_log: true, notify: restart },
    })
  const [fetched] = tasksOf('k3s_barn').flatMap(task => task['ansible.builtin.get_url'] ?? [])
  expect(fetched).toMatchObject({
    url: 'https://github.com/k3s-io/k3s/releases/download/v1.34.0+k3s1/k3s-arm64',
    checksum: `sha256:${'1'.repeat(64)}`,
  })
})

test('secrets come out of files of the repository, to roles and to what is applied', () => {
  const variables = files.get('ansible/roles/photos/tasks/secrets.yml')
  expect(variables).toContain('community.sops.sops')
  expect(variables).toContain('secrets/photos.sops.yaml')
  const applied = [...files].flatMap(([path, text]) => (path.startsWith('k3s/') ? [text] : []))
  expect(applied.filter(text => text.includes('secrets/notes.sops.yaml'))).not.toEqual([])
  expect(files.get('.sops.yaml')).toContain(recipient)
})
