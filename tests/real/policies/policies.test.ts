/**
 * Rendered network policies, judged by an engine that clusters run: every declared connection passes, and of the others none
 * does. `tests/policies.test.ts` asks the same of a reading of our own.
 */
import { type Estate, known, type Resolved, resolvedOf } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import minilab from '../../../apps/minilab/estate.ts'
import { type PodAt, podsAt } from '../../support/network.ts'
import { type KubeObject, objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { builtEngine, type Connection, passing } from './engine.ts'

interface Titled extends Connection {
  readonly title: string
}

const dns: PodAt = { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }
/** RFC 5737: an address of the internet that is nobody's. */
const internet = '203.0.113.7'
const machine = '192.168.55.5'

/** With policies, whether or not the estate's cluster has a plugin that acts on them. */
function governed(estate: Estate) {
  const clusters = estate.clusters.map(cluster => ({ ...cluster, networkPolicies: true }))
  const all = objectsIn(render({ ...estate, clusters }).files)
  const policies = all.filter(({ kind }) => kind === 'NetworkPolicy')
  const denied = new Set(
    policies.filter(({ metadata }) => metadata.name === 'default-deny').map(({ metadata }) => metadata.namespace),
  )
  const everybody = podsAt(all)
  const pods = everybody.filter(({ namespace }) => denied.has(namespace))
  const resolved = resolvedOf({ ...estate, clusters })
  return { policies, pods, resolved, everybody }
}

type Governed = ReturnType<typeof governed>

/** From one service's pods to another's, and to addresses outside. */
function declared({ resolved, pods, everybody }: Governed): readonly Titled[] {
  const podOf = (service: string) => everybody.find(({ name }) => name === service)
  const isGoverned = (pod: PodAt): boolean => pods.includes(pod)
  const outside = pods.flatMap((from): readonly Titled[] => {
    const all = known(resolved.services.find(({ name }) => name === from.name)?.runs.reaches ?? [])
    const out = all.filter(({ to, pods: of }) => to === 'internet' && of === undefined)
    return out.flatMap(({ why, ports = [{ port: 443, protocol: 'TCP' }] }) =>
      ports.map(each => ({ title: `${from.name} ${why}`, from, to: internet, ...each })),
    )
  })
  const flows = resolved.flows.flatMap(({ from: consumer, to: provider, port: name, address }): readonly Titled[] => {
    const from = podOf(consumer)
    if (from === undefined) return []
    const title = `${consumer} -> ${provider} ${name}`
    const protocol = address.scheme === 'udp' ? 'UDP' : 'TCP'
    if (address.via !== 'cluster') {
      const to = /^\d+(\.\d+){3}$/.test(address.host) ? address.host : internet
      return isGoverned(from) ? [{ title, from, to, port: address.port, protocol }] : []
    }
    const to = podOf(provider)
    const port = resolved.services.find(({ name: of }) => of === provider)?.ports[name]
    if (to === undefined || port === undefined || (!isGoverned(from) && !isGoverned(to))) return []
    return [{ title, from, to, port: port.target ?? port.port, protocol }]
  })
  return [...flows, ...outside]
}

/** What nobody declared: from each pod to each, from strangers, and into what is outside. */
function undeclared(of: Governed): readonly Titled[] {
  const { pods, resolved } = of
  const key = ({ from, to, port }: Connection): string => JSON.stringify([from, to, port])
  const said = new Set(declared(of).map(key))
  const ports = [
    ...new Set(resolved.services.flatMap(({ ports }) => Object.values(ports).map(each => each.target ?? each.port))),
  ]
  const open = new Set(nodePorts(resolved))
  const between = pods.flatMap(from =>
    pods
      .filter(to => to !== from)
      .flatMap(to => ports.map(port => ({ from, to, port, title: `${from.name} -> ${to.name} ${port}` }))),
  )
  const strangers = pods.flatMap(to =>
    ports
      .filter(port => !open.has(`${to.name} ${port}`))
      .flatMap(port => [
        { to, port, from: stranger(to.namespace), title: `a neighbour -> ${to.name} ${port}` },
        { to, port, from: stranger('elsewhere'), title: `a pod elsewhere -> ${to.name} ${port}` },
        { to, port, from: internet, title: `the internet -> ${to.name} ${port}` },
        { to, port, from: machine, title: `a machine -> ${to.name} ${port}` },
      ]),
  )
  const outward = pods
    .filter(({ name }) => !reaches(resolved, name))
    .flatMap(from =>
      [22, 25].map(port => ({ from, to: internet, port, title: `${from.name} -> the internet ${port}` })),
    )
  return [...between, ...strangers, ...outward].filter(each => !said.has(key(each)))
}

function stranger(namespace: string): PodAt {
  return { name: 'stranger', namespace, labels: { app: 'stranger' } }
}

/** What is reached by whoever reaches a node. */
function nodePorts({ services }: Resolved): readonly string[] {
  return services.flatMap(({ name, ports }) =>
    Object.values(ports).flatMap(({ nodePort, target, port }) =>
      nodePort === undefined ? [] : [`${name} ${target ?? port}`],
    ),
  )
}

function reaches({ services }: Resolved, name: string): boolean {
  return known(services.find(service => service.name === name)?.runs.reaches ?? []).length > 0
}

async function judged(program: string, policies: readonly KubeObject[], all: readonly Titled[]) {
  const verdicts = await passing(program, policies, all)
  return {
    passes: all.filter((_, index) => verdicts[index] === true).map(({ title }) => title),
    stops: all.filter((_, index) => verdicts[index] === false).map(({ title }) => title),
  }
}

const estates = [blumeops, minilab].map(estate => [estate.name, governed(estate)] as const)

describe.skipIf(builtEngine === undefined)('network policies, by an engine of clusters', () => {
  const program = builtEngine ?? ''

  test.each(estates)('%s: every declared connection passes', async (_, of) => {
    const all = declared(of)
    expect(all.length).toBeGreaterThan(0)
    expect((await judged(program, of.policies, all)).stops).toEqual([])
  })

  test.each(estates)('%s: what nobody declared does not', async (_, of) => {
    const all = undeclared(of)
    expect(all.length).toBeGreaterThan(20)
    expect((await judged(program, of.policies, all)).passes).toEqual([])
  })

  test.each(estates)('%s: every pod resolves names', async (_, { policies, pods }) => {
    const all = pods.flatMap(from =>
      (['TCP', 'UDP'] as const).map(protocol => ({
        from,
        to: dns,
        port: 53,
        protocol,
        title: `${from.name} ${protocol}`,
      })),
    )
    expect((await judged(program, policies, all)).stops).toEqual([])
  })

  test.each(estates)('%s: a policy that lets in whoever asks is seen', async (_, of) => {
    // By whose name its pods are known.
    const wide = own(of).find(({ metadata }) => of.pods.some(({ name }) => name === metadata.name))
    const others = of.policies.filter(policy => policy !== wide)
    const policies = [{ ...wide, spec: { ...wide?.spec, ingress: [{}] } } as KubeObject, ...others]
    const { passes } = await judged(program, policies, undeclared(of))
    expect(passes.some(title => title.includes(` -> ${wide?.metadata.name} `))).toBe(true)
  })

  test.each(estates)('%s: a way out that is missing is seen', async (_, of) => {
    const [first] = declared(of).filter(({ from }) => typeof from !== 'string' && of.pods.includes(from))
    const consumer = first?.from
    if (consumer === undefined || typeof consumer === 'string') throw new Error('nobody reaches anything')
    const policies = of.policies.map(policy =>
      selects(policy, consumer)
        ? { ...policy, spec: { ...policy.spec, egress: policy.spec.egress.slice(0, 1) } }
        : policy,
    )
    expect((await judged(program, policies, declared(of))).stops).toContain(first?.title)
  })
})

/** By its labels, of which the policy for all pods of a namespace names none. */
function selects({ metadata, spec }: KubeObject, pod: PodAt): boolean {
  const labels = Object.entries((spec.podSelector.matchLabels ?? {}) as Readonly<Record<string, string>>)
  return (
    metadata.namespace === pod.namespace && labels.length > 0 && labels.every(([key, is]) => pod.labels[key] === is)
  )
}

/** Those of single workloads first. */
function own({ policies }: Governed): readonly KubeObject[] {
  return policies.toSorted(
    (a, b) => Number(a.metadata.name === 'default-deny') - Number(b.metadata.name === 'default-deny'),
  )
}
