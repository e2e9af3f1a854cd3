/** What is rendered of the words that this fixture estate alone uses: each expectation by hand. */
import { resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import orchard from './fixtures/orchard/estate.ts'
import { objectsIn } from './support/objects.ts'
import { openFindings, render } from './support/render.ts'

const { files, findings } = render(orchard)
const resolved = resolvedOf(orchard)

function file(path: string): string {
  const text = files.get(path)
  if (text === undefined) throw new Error(`there is no ${path}: ${[...files.keys()].join(' ')}`)
  return text
}

/** As it is on the host. */
function template(role: string, name: string): string {
  return file(`ansible/roles/${role}/templates/${name}.j2`).replaceAll(/\{\{ \w+_root \}\}/g, '')
}

interface Task {
  readonly name: string
  readonly [module: string]: unknown
}

function tasksOf(role: string, module: string): readonly unknown[] {
  const tasks: readonly Task[] = parse(file(`ansible/roles/${role}/tasks/main.yml`))
  return tasks.flatMap(task => task[module] ?? [])
}

test('nothing is found', () => {
  expect(openFindings(findings)).toEqual([])
})

test('Caddy asks about each request for pictures who is logged in, and takes from nobody what tells services', () => {
  const caddyfile = template('caddy', 'Caddyfile')
  expect(caddyfile).toMatch(
    /forward_auth \S*:9091 \{\n\s+uri \/api\/authz\/forward-auth\n\s+copy_headers Remote-User\n/,
  )
  expect(caddyfile).toContain('host pictures.in.orchard.example')
})

test('a program runs as its user and in the group that several share', () => {
  expect(tasksOf('authelia', 'ansible.builtin.group')).toEqual([
    expect.objectContaining({ name: 'login', gid: 2000, system: true }),
  ])
  expect(template('authelia', 'authelia.service')).toMatch(/^User=authelia\nGroup=login$/m)
})

test('the share is mounted, and a container gets the folder for reading, beside a volume of Docker itself', () => {
  const mount = template('pictures', 'srv-pictures.mount')
  expect(mount).toContain('What=plum:/volume1/pictures\nWhere=/srv/pictures\nType=nfs\nOptions=hard\n')
  const compose = parse(template('pictures', 'compose.yaml').replace(/^\{\{.*\}\}$/m, ''))
  expect(compose.volumes).toEqual({ cache: {} })
  expect(compose.services.app.volumes).toEqual([
    expect.objectContaining({ type: 'bind', source: '/srv/pictures', target: '/pictures', read_only: true }),
    expect.objectContaining({ type: 'volume', source: 'cache', target: '/cache' }),
  ])
})

test('launchd runs as root what its property list says, which nobody else may write', () => {
  expect(tasksOf('awake', 'ansible.builtin.template')).toContainEqual({
    ...{ src: 'org.orchard.awake.plist.j2', dest: '{{ awake_root }}/Library/LaunchDaemons/org.orchard.awake.plist' },
    ...{ mode: '0644', owner: 'root' },
  })
})

test('alerts go by mail, with a password out of a file', () => {
  const [config] = objectsIn(files).filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && /^alertmanager/.test(metadata.name),
  )
  const { receivers } = parse((config as unknown as { data: Record<string, string> }).data['alertmanager.yml'] ?? '')
  const letters = receivers.flatMap((each: { email_configs?: readonly object[] }) => each.email_configs ?? [])
  expect(letters[0]).toEqual({
    ...{ to: 'alerts@orchard.example', from: 'grove@orchard.example', smarthost: 'mail.orchard.example:587' },
    ...{ send_resolved: true, auth_username: 'grove' },
    auth_password_file: '/etc/alertmanager/secrets/mail-password',
  })
})

test('pods know what somebody set up by hand by the name of its Service', () => {
  const address = (name: string) => resolved.services.find(each => each.name === name)?.address
  expect(address('prometheus')).toBe('prometheus-server.watch.svc.cluster.local')
  expect(address('loki')).toBe('loki.watch.svc.cluster.local')
})

test('kinds that no word is about are written as the API has them', () => {
  const of = (kind: string) => objectsIn(files).filter(each => each.kind === kind)
  expect(of('ResourceQuota')).toEqual([
    expect.objectContaining({
      ...{ apiVersion: 'v1', metadata: { name: 'secrets', namespace: 'secrets' }, spec: { hard: { pods: '20' } } },
    }),
  ])
  expect(of('LimitRange')).toEqual([
    expect.objectContaining({ spec: { limits: [{ type: 'Container', defaultRequest: { memory: '64Mi' } }] } }),
  ])
  expect(of('PriorityClass')).toEqual([
    expect.objectContaining({ apiVersion: 'scheduling.k8s.io/v1', metadata: { name: 'first' }, value: 1000 }),
  ])
})

test('the policy has the guest, the router with its approval, and what applications are told', () => {
  const policy = file([...files.keys()].find(path => /policy/.test(path)) ?? '')
  for (const said of ['192.0.2.0/24', 'tailscale.com/cap/kubernetes', 'system:masters', 'tailscale.com/cap/drive'])
    expect(policy).toContain(said)
})
