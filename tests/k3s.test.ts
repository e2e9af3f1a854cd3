/** K3s: what an estate says of its cluster becomes the settings of the server that makes it. */
import { hostService } from '@homelab/ansible-gen'
import { after, type ClusterProps, cluster, host, type Needs, service } from '@homelab/estate'
import { present } from '@homelab/formats/present'
import { k3sOn } from '@homelab/services'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixture, kind } from './findings/parts.ts'
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
