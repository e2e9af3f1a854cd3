/** Rules that hold for the network policies of any estate, whatever it declares. */
import { BlockList } from 'node:net'
import type { Estate } from '@homelab/estate'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { passes } from './support/network.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const estates = [blumeops, minilab].map((estate): readonly [name: string, objects: readonly KubeObject[]] => [
  estate.name,
  objectsIn(render(governed(estate)).files),
])

interface Block {
  readonly cidr: string
  readonly except?: readonly string[]
}

/** RFC 1918, and what RFC 6598 shares out: a tailnet's devices. First, last and one between of each. */
const within = [
  '10.0.0.0 10.20.30.40 10.255.255.255',
  '172.16.0.0 172.20.1.2 172.31.255.255',
  '192.168.0.0 192.168.7.8 192.168.255.255',
  '100.64.0.0 100.100.100.100 100.127.255.255',
].flatMap(each => each.split(' '))
/** Their neighbours, which are public. */
const beside = '9.255.255.255 11.0.0.0 172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 100.63.255.255 100.128.0.0'

/** The blocks of addresses that a policy opens on the ports of the web, but for those that are open to all of IPv4. */
function opensTheInternet({ spec }: KubeObject): readonly Block[] {
  const rules: { to?: { ipBlock?: Block }[] }[] = spec.egress ?? []
  return rules.flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => (ipBlock?.except === undefined ? [] : [ipBlock])))
}

test('who reaches the internet reaches no address of a private network or of a tailnet', () => {
  const blocks = estates.flatMap(([, objects]) =>
    objects.filter(({ kind }) => kind === 'NetworkPolicy').flatMap(opensTheInternet),
  )
  expect(blocks.length).toBeGreaterThan(0)
  for (const block of blocks) {
    expect(within.filter(address => reaches(block, address))).toEqual([])
    expect(beside.split(' ').filter(address => !reaches(block, address))).toEqual([])
  }
})

test.each(estates)('%s: what is started by the clock resolves names', (_, objects) => {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
  const dns = { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }
  for (const { kind, metadata, spec } of objects) {
    if (kind !== 'CronJob') continue
    const { labels } = spec.jobTemplate.spec.template.metadata
    const pod = { name: metadata.name, namespace: metadata.namespace ?? '', labels }
    expect(passes(policies, 'Egress', pod, dns, 53), metadata.name).toBe(true)
  }
})

test('there are such jobs in a namespace that denies what is not said', () => {
  const [, objects = []] = estates.find(([name]) => name === blumeops.name) ?? []
  const denied = new Set(
    objects.filter(({ metadata }) => metadata.name === 'default-deny').map(({ metadata }) => metadata.namespace),
  )
  const jobs = objects.filter(({ kind, metadata }) => kind === 'CronJob' && denied.has(metadata.namespace))
  expect(jobs.length).toBeGreaterThan(0)
})

function governed(estate: Estate): Estate {
  return { ...estate, clusters: estate.clusters.map(cluster => ({ ...cluster, networkPolicies: true })) }
}

function reaches({ cidr, except = [] }: Block, address: string): boolean {
  return listOf([cidr]).check(address) && !listOf(except).check(address)
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [net = '', prefix] = range.split('/')
    list.addSubnet(net, Number(prefix))
  }
  return list
}
