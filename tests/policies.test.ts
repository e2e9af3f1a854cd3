import { type Estate, known } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { reachesApi } from '@homelab/kubernetes'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { fixture, kind, pod } from './findings/parts.ts'
import { allows, type PodAt, passes, podsAt } from './support/network.ts'
import { objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'
import { make } from './support/watched.ts'

/** The real estate with policies on: the cluster's plugin decides whether they act, so it has them off. */
const estate: Estate = {
  ...blumeops,
  clusters: blumeops.clusters.map(cluster => ({ ...cluster, networkPolicies: true })),
}
const objects = objectsIn(render(estate).files)
const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
const pods = podsAt(objects)
const podOf = (service: string): PodAt | undefined => pods.find(({ name }) => name === service)
const resolved = resolvedOnce(estate)

const flows = resolved.flows.flatMap(flow => {
  const from = podOf(flow.from)
  const to = podOf(flow.to)
  const port = resolved.services.find(({ name }) => name === flow.to)?.ports[flow.port]
  return from === undefined || to === undefined || flow.address.via !== 'cluster' || port === undefined
    ? []
    : [{ title: `${flow.from} -> ${flow.to} ${flow.port}`, from, to, port: port.target ?? port.port }]
})

test('none are rendered where the estate does not say so', () => {
  expect(objectsIn(render(blumeops).files).filter(({ kind }) => kind === 'NetworkPolicy')).toEqual([])
})

test('each namespace whose pods are all rendered denies by default', () => {
  const denying = policies.filter(({ metadata: { name } }) => name === 'default-deny')
  // A namespace with a service whose pods nobody here renders would lose what it needs.
  const whole = [...Map.groupBy(resolved.services.flatMap(placed), ({ namespace }) => namespace)]
    .filter(([, of]) => of.every(({ rendered }) => rendered))
    .map(([namespace]) => namespace)
  const found = denying.map(({ metadata }) => metadata.namespace)
  expect(found).toHaveLength(new Set(found).size)
  expect(whole.length).toBeGreaterThan(0)
  expect(whole.filter(namespace => !found.includes(namespace))).toEqual([])
  expect(pods.filter(({ namespace }) => found.includes(namespace)).length).toBeGreaterThan(0)
  for (const { spec } of denying) expect(spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
})

/** The namespaces of a service's pods, and whether their manifests are rendered. */
function placed({ runs, kind }: (typeof resolved.services)[number]) {
  return known(runs.pods).map(({ namespace, name }) => ({
    namespace,
    rendered: ['deployment', 'stateful-set', 'daemon-set'].includes(kind) && pods.some(each => each.name === name),
  }))
}

describe('declared flows pass', () => {
  test.each(flows)('$title', ({ from, to, port }) => {
    expect(allows(policies, from, to, port)).toBe(true)
  })

  test('there are flows to look at', () => {
    expect(flows.length).toBeGreaterThan(10)
  })
})

test.each(flows.filter(({ to }) => to.namespace !== 'tailscale'))(
  '$title: not from a neighbour of the consumer',
  ({ from, to, port }) => {
    const neighbour: PodAt = { ...from, name: 'neighbour', labels: { app: 'neighbour' } }
    expect(passes(policies, 'Ingress', to, neighbour, port)).toBe(false)
    const other: PodAt = { ...to, name: 'neighbour', labels: { app: 'neighbour' } }
    expect(passes(policies, 'Egress', from, other, port)).toBe(false)
  },
)

test('nothing else passes between pods', () => {
  const declared = new Set(flows.map(({ from, to, port }) => `${from.name} ${to.name} ${port}`))
  const ports = [80, 3000, 3100, 4533, 5432, 8080, 9090, 9096, 9187]
  const governed = pods.filter(({ namespace }) => namespace !== 'tailscale')
  const passing = governed.flatMap(from =>
    governed.flatMap(to =>
      ports
        .filter(port => from !== to && allows(policies, from, to, port))
        .map(port => `${from.name} ${to.name} ${port}`)
        .filter(each => !declared.has(each)),
    ),
  )
  expect(passing).toEqual([])
})

test('every pod resolves names', () => {
  const dns: PodAt = { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }
  for (const pod of pods) expect(allows(policies, pod, dns, 53), pod.name).toBe(true)
})

test('the proxies of the tailnet reach what has a tailnet route, and nothing else', () => {
  const proxy: PodAt = { name: 'ingress-0', namespace: 'tailscale', labels: { app: 'ingress' } }
  const routed = resolved.routes.filter(({ kind }) => kind === 'tailnet').map(({ service }) => service)
  for (const { name, namespace, labels } of pods.filter(pod => pod.namespace !== 'tailscale')) {
    const ports = Object.values(resolved.services.find(service => service.name === name)?.ports ?? {})
    const open = ports.some(({ port, target }) => allows(policies, proxy, { name, namespace, labels }, target ?? port))
    expect(open, name).toBe(routed.includes(name))
  }
})

test.each([
  ['miniflux', 'the internet', { cidr: '0.0.0.0/0', except: expect.arrayContaining(['10.0.0.0/8']) }, [80, 443]],
  ['grafana', 'the API', { cidr: '0.0.0.0/0' }, [443, 6443]],
  ['zim-watcher', 'the API', { cidr: '0.0.0.0/0' }, [443, 6443]],
  ['alloy', 'the kubelets', { cidr: '0.0.0.0/0' }, [10250]],
  ['prometheus', 'the exporter of the NAS', { cidr: '192.168.1.203/32' }, [9100]],
  ['docs', 'the forge', { cidr: '0.0.0.0/0' }, [443]],
])('%s reaches %s', (name, _, block, ports) => {
  const rules: { to?: object[]; ports?: { port: number }[] }[] =
    policies.find(({ metadata }) => metadata.name === name)?.spec.egress ?? []
  const found = rules.find(rule => rule.ports?.map(({ port }) => port).join() === ports.join())
  expect(found?.to).toEqual([{ ipBlock: block }])
})

test.each([
  ['where its cluster says', 16443, 16443],
  ['where most listen, when nothing is said', undefined, 6443],
])('the API is reached %s', (_, apiPort, expected) => {
  const watcher = make('watcher', { workload: pod({ reaches: [reachesApi('watches pods')] }) })
  const clusters = [{ ...kind, networkPolicies: true, ...present({ apiPort }) }]
  const [own] = objectsIn(render(fixture(import.meta, { clusters, services: [watcher] })).files).filter(
    ({ kind, metadata: { name } }) => kind === 'NetworkPolicy' && name === 'watcher',
  )
  expect(own?.spec.egress).toContainEqual({
    to: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
    ports: [443, expected].map(port => ({ port, protocol: 'TCP' })),
  })
})
