/** The evaluator against headscale's engine and Tailscale's packet filter, on policies by chance. */
import { type Compiled, compile, type Device, type Inventory, lint, permits, type Subnet } from '@homelab/tailnet'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { skipped } from '../tools.ts'
import { type Answered, type Asked, builtEngine, decisions } from './engine.ts'
import { type Node, type Tailnet, tailnets } from './random-policies.ts'

/** `TAILNET_SEED=7 TAILNET_RUNS=20000` asks others, and more. */
const seed = Number(process.env['TAILNET_SEED'] ?? 20_260_208)
const numRuns = Number(process.env['TAILNET_RUNS'] ?? 6000)

const TRAFFIC = [
  ['tcp', 6, 22],
  ['tcp', 6, 443],
  ['udp', 17, 53],
  ['udp', 17, 443],
  ['icmp', 1, 0],
  ['sctp', 132, 7],
  ['gre', 47, 0],
] as const

/** An end of traffic, with addresses of it: of a subnet some, around what the policies speak of. */
interface End {
  readonly name: string
  readonly addresses: readonly string[]
  readonly deciding: readonly number[]
}

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  '10.20.0.0/16': ['10.20.0.1', '10.20.7.1', '10.20.7.9'],
  '192.168.7.0/24': ['192.168.7.1'],
  'fd00:7::/64': ['fd00:7::1'],
}
const INTERNET = ['198.51.100.7', '203.0.113.7', '2606:4700::7']

test('the engine and the packet filter let pass what the evaluator does, and nothing else', async context => {
  if (builtEngine === undefined) return context.skip(skipped('go'))
  const all = fc.sample(tailnets, { seed, numRuns })
  const answers = await decisions(builtEngine, all.map(askedOf))
  const judged = all.map((tailnet, index) => compared(tailnet, answers[index]))
  const counts = {
    seed,
    policies: judged.filter(({ is }) => is === 'asked').length,
    refusedByBoth: judged.filter(({ is }) => is === 'refused').length,
    questions: judged.reduce((sum, { questions }) => sum + questions, 0),
    passing: judged.reduce((sum, { passing }) => sum + passing, 0),
  }
  process.stdout.write(`policies by chance: ${JSON.stringify(counts)}\n`)
  const differing = judged.flatMap(({ differences: [first] }, index) =>
    first === undefined ? [] : [`${first}: ${JSON.stringify(all[index])}`],
  )
  expect(differing.slice(0, 10)).toEqual([])
  expect(counts.refusedByBoth).toBeGreaterThan(numRuns / 100)
  expect(counts.passing).toBeGreaterThan(counts.questions / 20)
}, 300_000)

interface Judged {
  readonly is: 'asked' | 'refused'
  readonly questions: number
  readonly passing: number
  readonly differences: readonly string[]
}

function compared(tailnet: Tailnet, answer: Answered | undefined): Judged {
  const none = { questions: 0, passing: 0 }
  if (answer === undefined) return { is: 'asked', ...none, differences: ['no answer'] }
  const inventory = inventoryOf(tailnet)
  const problems = refusals(tailnet, inventory)
  if ('refused' in answer)
    return { is: 'refused', ...none, differences: problems.length > 0 ? [] : [`refused: ${answer.refused}`] }
  if (problems.length > 0)
    return { is: 'asked', ...none, differences: problems.map(problem => `taken, and not: ${problem}`) }
  const compiled = compile(tailnet.policy, inventory)
  const ends = endsOf(tailnet)
  const passes = byAddress(tailnet, answer.passes)
  const differences: string[] = []
  let [questions, passing] = [0, 0]
  for (const to of ends)
    for (const from of ends) {
      if (from.name === to.name || from.name === 'internet') continue
      TRAFFIC.forEach(([protocol, , port], kind) => {
        const theirs = to.addresses.some(target => from.addresses.some(source => passes(target, source, kind)))
        const ours = may(compiled, from, to, protocol, port)
        questions++
        if (theirs) passing++
        if (theirs !== ours)
          differences.push(`${from.name} to ${to.name} ${protocol}:${port}: ${theirs ? 'open' : 'closed'}`)
      })
    }
  return { is: 'asked', questions, passing, differences }
}

function refusals({ policy }: Tailnet, inventory: Inventory): readonly string[] {
  return lint({ policy, inventory, flows: [] }).flatMap(one => {
    if (one.code === 'policy-problem') return one.doubtful === true ? [] : [`${one.path} ${one.problem}`]
    if (one.code === 'undefined-group' || one.code === 'undefined-host') return [`${one.code} ${one.name}`]
    return one.code === 'unowned-tag' ? [`${one.code} ${one.tag}`] : []
  })
}

function may(compiled: Compiled, { name: from }: End, { name: to }: End, protocol: string, port: number): boolean {
  return permits(compiled, { from, to, protocol, port }).allowed
}

function byAddress(tailnet: Tailnet, digits: string): (target: string, source: string, kind: number) => boolean {
  const { sources, targets, traffic } = askedOf(tailnet)
  const [at, of] = [targets.map(({ ip }) => ip), sources]
  return (target, source, kind) => {
    const [row, column] = [at.indexOf(target), of.indexOf(source)]
    return digits[(row * of.length + column) * traffic.length + kind] === '1'
  }
}

function askedOf(tailnet: Tailnet): Asked {
  const ends = endsOf(tailnet)
  return {
    ...tailnet,
    sources: ends.filter(({ name }) => name !== 'internet').flatMap(({ addresses }) => addresses),
    targets: ends.flatMap(({ addresses, deciding }) => addresses.map(ip => ({ ip, at: deciding }))),
    traffic: TRAFFIC.map(([, protocol, port]) => ({ protocol, port })),
  }
}

function endsOf({ nodes }: Tailnet): readonly End[] {
  const exits = nodes.flatMap((node, index) => (isExit(node) ? [index] : []))
  return [
    ...nodes.map(({ name, ipv4, ipv6 }, index) => ({ name, addresses: [ipv4, ipv6], deciding: [index] })),
    ...subnetsIn(nodes).map(({ cidr, at }) => ({ name: cidr, addresses: SAMPLES[cidr] ?? [], deciding: at })),
    ...(exits.length === 0 ? [] : [{ name: 'internet', addresses: INTERNET, deciding: exits }]),
  ]
}

function inventoryOf({ users, nodes }: Tailnet): Inventory {
  const devices = nodes.map((node): Device => {
    const [first, ...rest] = node.tags
    const owner = users[node.user ?? 0] ?? ''
    return {
      kind: 'device',
      name: node.name,
      identity: first === undefined ? { by: 'owner', owner } : { by: 'tags', tags: [first, ...rest] },
      addresses: [node.ipv4, node.ipv6],
      ...(isExit(node) && { exitNode: true }),
    }
  })
  const subnets = subnetsIn(nodes).map(
    ({ cidr, at }): Subnet => ({
      kind: 'subnet',
      name: cidr,
      cidr,
      routers: at.map(index => nodes[index]?.name ?? ''),
    }),
  )
  return { users: users.map(login => ({ login, role: 'member' })), endpoints: [...devices, ...subnets] }
}

function subnetsIn(nodes: readonly Node[]): readonly { readonly cidr: string; readonly at: readonly number[] }[] {
  return Object.keys(SAMPLES).flatMap(cidr => {
    const at = nodes.flatMap(({ routes }, index) => (routes.includes(cidr) ? [index] : []))
    return at.length === 0 ? [] : [{ cidr, at }]
  })
}

function isExit({ routes }: Node): boolean {
  return routes.includes('0.0.0.0/0')
}
