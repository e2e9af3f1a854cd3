/** K3s: what an estate says of its cluster becomes the settings of the server that makes it. */
import { hostService, type K3sOptions } from '@homelab/ansible-gen'
import { after, type ClusterProps, cluster, endpoint, host, http, type Needs, service } from '@homelab/estate'
import { present } from '@homelab/formats/present'
import { k3sAgentOn, k3sOn } from '@homelab/services'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixture, kind, pod, vaulted } from './findings/parts.ts'
import { wall, walled } from './findings/walled.ts'
import { openFindings, render } from './support/render-estate.ts'

const linux = {
  platform: 'linux',
  role: 'x',
  home: '/home/ann',
  ownedPaths: ['/etc', '/usr/local/bin', '/var'],
} as const
const box = host('box', linux)
const attic = host('attic', linux)
const sha256 = '0a'.repeat(32)

function k3s(of: Partial<ClusterProps>, props: Partial<Parameters<typeof k3sOn>[2]> = {}, at = box) {
  const lab = cluster(kind.name, { ...kind, on: at, storageClass: 'local-path', ...of })
  const own = service(import.meta, 'k3s', { ...k3sOn(at, lab, { build: 2, sha256, ...props }) })
  return { own, lab, of: fixture(import.meta, { hosts: [at], clusters: [lab], services: [own] }) }
}

const settings = (files: ReadonlyMap<string, string>) =>
  parse((files.get('ansible/roles/k3s/templates/config.yaml.j2') ?? '').replace('{{ ansible_managed }}', ''))

test('only its ports lead to it, and those of Traefik where that is named', () => {
  const lab = cluster(kind.name, { ...kind, on: box, storageClass: 'local-path' })
  const own = { build: 2, sha256 }
  service(import.meta, 'k3s', { ...k3sOn(box, lab, own), routes: { ops: { port: 'api' } } })
  // @ts-expect-error: no port is called so.
  service(import.meta, 'k3s', { ...k3sOn(box, lab, own), routes: { ops: { port: 'apis' } } })
  // @ts-expect-error: without Traefik nobody listens there.
  service(import.meta, 'k3s', { ...k3sOn(box, lab, own), routes: { ops: { port: 'web' } } })
  const named = k3sOn(box, lab, { ...own, components: ['coredns', 'traefik'] })
  service(import.meta, 'k3s', { ...named, routes: { ops: { port: 'web' } } })
  // @ts-expect-error: no port of Traefik is called so.
  service(import.meta, 'k3s', { ...named, routes: { ops: { port: 'websecure' } } })
  expect([Object.keys(k3sOn(box, lab, own).ports), Object.keys(named.ports)]).toEqual([
    ['api', 'kubelet'],
    ['api', 'kubelet', 'web', 'secure'],
  ])
})

test('the domain of the cluster, and what K3s would take of the host', () => {
  const { files, findings } = render(k3s({ dnsDomain: 'lab.internal' }).of)
  expect(openFindings(findings)).toEqual([])
  expect(settings(files)).toEqual({
    'cluster-domain': 'lab.internal',
    disable: ['servicelb', 'traefik'],
    'node-name': 'box',
    'write-kubeconfig-mode': '0600',
  })
})

test('another port, a name in the certificate, another kube configuration, options and all components', () => {
  const { of, own } = k3s(
    { apiPort: 7443, kubeconfig: { path: '/etc/lab.yaml', server: 'https://[2001:db8::1]:7443' } },
    {
      components: ['coredns', 'local-storage', 'metrics-server', 'servicelb', 'traefik'],
      options: { 'kubelet-arg': ['max-pods=50'] },
    },
  )
  expect(settings(render(of).files)).toEqual({
    'cluster-domain': 'cluster.local',
    'https-listen-port': 7443,
    'kubelet-arg': ['max-pods=50'],
    'node-name': 'box',
    'tls-san': ['2001:db8::1'],
    'write-kubeconfig': '/etc/lab.yaml',
    'write-kubeconfig-mode': '0600',
  })
  const ports = Object.values(own.ports).map(({ port }) => port)
  expect(ports.toSorted((a, b) => a - b)).toEqual([80, 443, 7443, 10250])
})

test.each([
  ['amd64', 'https://github.com/k3s-io/k3s/releases/download/v1.33.4+k3s2/k3s'],
  ['arm64', 'https://github.com/k3s-io/k3s/releases/download/v1.33.4+k3s2/k3s-arm64'],
] as const)('the version of the cluster is the one that is fetched, for %s', (architecture, url) => {
  const at = host('box', { ...linux, architecture })
  const tasks = parse(
    render(k3s({ version: 'v1.33.4' }, {}, at).of).files.get('ansible/roles/k3s/tasks/main.yml') ?? '',
  ) as readonly Readonly<Record<string, { readonly url?: string; readonly checksum?: string }>>[]
  expect(tasks.flatMap(task => task['ansible.builtin.get_url'] ?? [])).toMatchObject([
    { url, checksum: `sha256:${sha256}`, dest: '{{ k3s_root }}/usr/local/bin/k3s' },
  ])
})

/** A script of another service that calls kubectl. */
function caller(needs?: () => Needs, at = box, isFirst = false) {
  const { own, lab } = k3s({})
  const tidy = service(import.meta, 'tidy', {
    title: 'Tidy',
    summary: 'tidies up',
    ports: {},
    workload: hostService({
      at,
      directories: [{ path: '/etc/tidy', mode: '0755', owner: { user: 'root' } }],
      files: [
        {
          path: '/etc/tidy/run',
          mode: '0755',
          owner: { user: 'root' },
          content: { kind: 'text', text: '#!/bin/sh\nexec /usr/local/bin/kubectl get pods\n' },
        },
      ],
    }),
    ...present({ needs }),
  })
  return fixture(import.meta, { hosts: [box, attic], clusters: [lab], services: isFirst ? [tidy, own] : [own, tidy] })
}

test('what another role puts there is there for who waits for it, and for nobody else', () => {
  const { own } = k3s({})
  const waits = (): Needs => [after(own, 'its program is kubectl as well')]
  expect(openFindings(render(caller()).findings)).toEqual(['missing-program tidy workload.packages'])
  expect(openFindings(render(caller(waits)).findings)).toEqual([])
  expect(openFindings(render(caller(waits, attic)).findings)).toEqual(['missing-program tidy workload.packages'])
})

test('a role is played after those that it waits for, wherever the estate lists it', () => {
  const { own } = k3s({})
  const roles = (needs?: () => Needs) =>
    [...(render(caller(needs, box, true)).files.get('ansible/playbooks/box.yml') ?? '').matchAll(/- role: (\w+)/g)].map(
      ([, name]) => name,
    )
  expect(roles()).toEqual(['tidy', 'k3s'])
  expect(roles(() => [after(own, 'its program is kubectl as well')])).toEqual(['k3s', 'tidy'])
})

const token = vaulted.secrets.app.password
const [first, second, third] = (['192.0.2.11', '192.0.2.12', '192.0.2.13'] as const).map((lanAddress, index) =>
  host(`node-${index}`, { ...linux, lanAddress }),
)

/** A server and two agents, each with a firewall; and something elsewhere that a pod asks. */
function three(options: K3sOptions = {}) {
  if (first === undefined || second === undefined || third === undefined) throw new Error('three hosts')
  const lab = cluster(kind.name, { ...kind, on: first, storageClass: 'local-path' })
  const server = service(import.meta, 'k3s', { ...k3sOn(first, lab, { build: 2, sha256, agentToken: token, options }) })
  const agents = [second, third].map(at =>
    service(import.meta, `k3s-${at.name}`, { ...k3sAgentOn(at, lab, { server, token }) }),
  )
  const files = service(import.meta, 'files', {
    title: 'Files',
    summary: 'is asked by pods',
    ports: { http: http(8080) },
    workload: hostService({ at: walled }),
  })
  const app = service(import.meta, 'app', {
    title: 'App',
    summary: 'runs on any node',
    ports: { web: http(80, { nodePort: 30080 }) },
    workload: pod({ at: lab, serviceType: 'NodePort' }),
    needs: (): Needs => [endpoint(files, 'http', 'reads files')],
  })
  const asks = service(import.meta, 'asks', {
    title: 'Asks',
    summary: 'asks a pod',
    ports: {},
    workload: hostService({ at: walled }),
    needs: (): Needs => [endpoint(app, 'web', 'asks it')],
  })
  const hosts = [first, second, third, walled]
  return fixture(import.meta, {
    hosts,
    clusters: [lab],
    services: [server, ...agents, files, app, asks, ...hosts.map(at => wall(import.meta, {}, at, `wall-${at.name}`))],
  })
}

/** Who is let in where, but for logins. */
function reached(files: ReadonlyMap<string, string>, at: string): readonly string[] {
  const text = files.get(`ansible/roles/wall_${at.replace('-', '_')}/templates/next.nft.j2`) ?? ''
  return [...text.matchAll(/ip saddr (?:\{ )?([\d., ]+?)(?: \})? meta l4proto .* comment "([\w.-]+)"/g)]
    .map(([, from, to]) => `${from} to ${to}`)
    .toSorted()
}

test('firewalls let nodes in to each other, agents to the API, and pods of any node where they ask', () => {
  const { files, findings } = render(three())
  expect(openFindings(findings)).toEqual([])
  const from = (...nodes: readonly number[]) => nodes.map(node => `192.0.2.1${node}`)
  const lines = (of: string, nodes: readonly string[]) => nodes.map(node => `${node} to ${of}`)
  expect(reached(files, 'node-0')).toEqual(
    [
      ...['api', 'flannel', 'kubelet'].flatMap(port => lines(`k3s.${port}`, from(2, 3))),
      ...lines('app.web', ['192.0.2.40']),
    ].toSorted(),
  )
  expect(reached(files, 'node-1')).toEqual(
    [
      ...['flannel', 'kubelet'].flatMap(port => lines(`k3s-node-1.${port}`, from(1, 3))),
      ...lines('app.web', ['192.0.2.40']),
    ].toSorted(),
  )
  expect(reached(files, 'walled')).toEqual(lines('files.http', from(1, 2, 3)))
})

test('pods of different nodes talk through the port of their backend, where that has one', () => {
  const portsOf = (options: K3sOptions) =>
    [
      ...(render(three(options)).files.get('ansible/roles/wall_node_1/templates/next.nft.j2') ?? '').matchAll(
        /proto udp ct original proto-dst (\d+) /g,
      ),
    ].map(([, port]) => port)
  expect(portsOf({})).toEqual(['8472', '8472'])
  expect(portsOf({ 'flannel-backend': 'wireguard-native' })).toEqual(['51820', '51820'])
  expect(portsOf({ 'flannel-backend': 'host-gw' })).toEqual([])
})

test('an agent has the version of its server, and its checksum where both have one file', () => {
  const fetched = (text = '') =>
    (parse(text) as readonly Readonly<Record<string, unknown>>[]).flatMap(task => task['ansible.builtin.get_url'] ?? [])
  const { files } = render(three())
  expect(fetched(files.get('ansible/roles/k3s_node_1/tasks/main.yml'))).toMatchObject([
    { url: 'https://github.com/k3s-io/k3s/releases/download/v1.34.0+k3s2/k3s', checksum: `sha256:${sha256}` },
  ])
})

test('an agent of another architecture takes no checksum of its server’s file: it has to say its own', () => {
  const at = host('pi', { ...linux, lanAddress: '192.0.2.14', architecture: 'arm64' })
  const { own, lab } = k3s({}, { agentToken: token }, host('node', { ...linux, lanAddress: '192.0.2.11' }))
  const agent = (said: { readonly sha256?: string }) => k3sAgentOn(at, lab, { server: own, token, ...said }).workload
  const url = 'https://github.com/k3s-io/k3s/releases/download/v1.34.0+k3s2/k3s-arm64'
  expect(agent({})).toMatchObject({ releases: [{ url, sha256: '' }] })
  expect(agent({ sha256: '1b'.repeat(32) })).toMatchObject({ releases: [{ url, sha256: '1b'.repeat(32) }] })
})
