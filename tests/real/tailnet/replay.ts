/** One recording against the evaluator: does it decide as the control plane did? */
import {
  attributesOf,
  type Compiled,
  compile,
  lint,
  permits,
  readPolicy,
  runSshTests,
  runTests,
  sshDecision,
} from '@homelab/tailnet'
import { ICMP, type PacketFilter, packetFilter } from './packet-filter.ts'
import type { Node, Recording, SshRecord } from './recordings.ts'
import { inventoryOf } from './tailnet-of.ts'

export type Verdict =
  | { readonly is: 'agreement' }
  /** The policy says what the evaluator does not know, and it says so by name. */
  | { readonly is: 'unknown'; readonly features: readonly string[] }
  | { readonly is: 'difference'; readonly differences: readonly string[] }

export function replay(recording: Recording): Verdict {
  const { policy, problems } = readPolicy(recording.policy)
  const inventory = inventoryOf(recording)
  const lints = lint({ policy, inventory, flows: [] })
  const told = [...problems, ...lints.filter(one => one.code === 'policy-problem')]
  const features = [...new Set(told.flatMap(({ feature }) => feature ?? []))]
  const refusals = [
    ...told
      .filter(({ feature, doubtful }) => feature === undefined && doubtful !== true)
      .map(({ path, problem, got }) => `${path}: ${problem} (${got})`),
    ...lints.flatMap(one => {
      if (REFUSED_NAMES.some(code => code === one.code) && 'name' in one) return [`${one.code} ${one.name}`]
      return one.code === 'unowned-tag' && one.paths.length > 0 ? [`${one.code} ${one.tag}`] : []
    }),
  ]
  const failures = [...runTests(policy, inventory).failures, ...runSshTests(policy, inventory)].map(
    ({ src, dst, why }) => `the test of ${src} to ${dst ?? 'nothing'} fails: ${why}`,
  )
  if (!recording.accepted) {
    if (refusals.length + failures.length > 0) return { is: 'agreement' }
    if (features.length > 0) return { is: 'unknown', features }
    return { is: 'difference', differences: [`refused by the control plane: ${recording.message}`] }
  }
  if (refusals.length > 0) return { is: 'difference', differences: refusals }
  if (features.length > 0) return { is: 'unknown', features }
  const compiled = compile(policy, inventory)
  const differences = [
    ...failures,
    ...compareAccess(recording, compiled),
    ...compareSsh(recording, compiled),
    ...compareAttributes(recording, compiled),
  ]
  return differences.length === 0 ? { is: 'agreement' } : { is: 'difference', differences }
}

const REFUSED_NAMES = ['undefined-group', 'undefined-host', 'unknown-domain']

/** An end of traffic: its addresses, and for what is reached the devices whose filters decide. */
interface End {
  readonly name: string
  readonly addresses: readonly string[]
  readonly deciding: readonly string[]
}

const PROTOCOLS = [
  ['tcp', 6],
  ['udp', 17],
  ['icmp', ICMP],
  ['sctp', 132],
  ['gre', 47],
] as const

function compareAccess(recording: Recording, compiled: Compiled): readonly string[] {
  const filters = new Map([...recording.filters].map(([node, matches]) => [node, packetFilter(matches)]))
  const ends = compiled.endpoints.map(end => endOf(recording, end))
  const ports = portsIn(recording, compiled)
  return ends.flatMap(to =>
    ends.flatMap(from => {
      // Some devices were not asked for their filter.
      const unasked = !to.deciding.some(node => filters.has(node))
      if (from.name === to.name || from.name === 'internet' || unasked) return []
      return PROTOCOLS.flatMap(([protocol, number]) =>
        (protocol === 'icmp' || protocol === 'gre' ? [1] : ports).flatMap(port => {
          const control = to.deciding.some(node => passes(filters.get(node), from, to, number, port))
          const { allowed } = permits(compiled, { from: from.name, to: to.name, protocol, port })
          const said = control ? 'open' : 'closed'
          return control === allowed ? [] : [`${from.name} to ${to.name} ${protocol}:${port} is ${said}`]
        }),
      )
    }),
  )
}

function passes(filter: PacketFilter | undefined, from: End, to: End, protocol: number, port: number): boolean {
  if (filter === undefined) return false
  return from.addresses.some(source =>
    to.addresses.some(target => filter({ from: source, to: target, protocol, port })),
  )
}

function endOf({ nodes, filters }: Recording, { name, ...rest }: Compiled['endpoints'][number]): End {
  switch (rest.kind) {
    case 'device':
      return { name, addresses: addressesOf(nodes[name]), deciding: [name] }
    case 'subnet':
      return { name, addresses: samplesIn(rest.cidr, [...filters.values()].flat()), deciding: rest.routers }
    case 'internet':
      return { name, addresses: ['198.51.100.7', '2606:4700::7'], deciding: rest.routers }
    case 'guest':
      return { name, addresses: [], deciding: [] }
    case 'service':
      return { name, addresses: rest.addresses ?? [], deciding: rest.hosts ?? [] }
  }
}

function addressesOf(node: Node | undefined): readonly string[] {
  return node === undefined ? [] : [node.ipv4, node.ipv6]
}

/** An address of the subnet, and one of each narrower network that a filter names. */
function samplesIn(
  cidr: string,
  matches: readonly { readonly Srcs: readonly string[]; readonly Dsts: readonly { readonly Net: string }[] }[],
): readonly string[] {
  const [base = ''] = cidr.split('/')
  const inside = packetFilter([
    { IPProto: [ICMP], Srcs: ['0.0.0.0/0', '::/0'], Dsts: [{ Net: cidr, Ports: { First: 0, Last: 65_535 } }] },
  ])
  const named = matches.flatMap(({ Srcs, Dsts }) => [...Srcs, ...Dsts.map(({ Net }) => Net)])
  const bases = named.map(network => network.split('/')[0] ?? '')
  const within = bases.filter(address => inside({ from: address, to: address, protocol: ICMP, port: 1 }))
  return [...new Set([base, ...within])]
}

/** Around every border of a range of ports. */
function portsIn({ filters }: Recording, { rules }: Compiled): readonly number[] {
  const borders = [
    ...[...filters.values()].flat().flatMap(({ Dsts }) => Dsts.flatMap(({ Ports }) => [Ports.First, Ports.Last])),
    ...rules.flatMap(({ openings }) =>
      openings.flatMap(({ capabilities }) => capabilities.flatMap(({ first, last }) => [first, last])),
    ),
  ]
  const around = borders.flatMap(port => [port - 1, port, port + 1])
  return [...new Set([22, ...around])].filter(port => port >= 1 && port <= 65_535)
}

function compareSsh({ nodes, ssh, policy }: Recording, compiled: Compiled): readonly string[] {
  const stated = (policy as { readonly ssh?: readonly { readonly users?: readonly string[] }[] }).ssh ?? []
  const recorded = [...ssh.values()].flat().flatMap(({ sshUsers }) => Object.keys(sshUsers))
  const logins = new Set(
    ['root', 'somebody', ...stated.flatMap(({ users }) => users ?? []), ...recorded].map(login => login.trim()),
  )
  const named = [...logins].filter(login => login !== '*' && login !== 'autogroup:nonroot')
  return Object.keys(nodes).flatMap(to =>
    Object.entries(nodes).flatMap(([from, node]) => {
      if (from === to) return []
      return named.flatMap(login => {
        const control = recordedDecision(ssh.get(to) ?? [], addressesOf(node), login)
        const decision = sshDecision(compiled, { from, to, login })
        return control === decision ? [] : [`SSH ${from} to ${login}@${to} is ${control}, not ${decision}`]
      })
    }),
  )
}

/** As the client takes it: the first rule that names the source and has a login for the one that is asked for. */
function recordedDecision(
  rules: readonly SshRecord[],
  from: readonly string[],
  login: string,
): 'accept' | 'check' | 'deny' {
  const first = rules.find(
    ({ principals, sshUsers }) =>
      principals.some(({ nodeIP, any }) => any === true || from.includes(nodeIP ?? '')) &&
      (sshUsers[login] ?? sshUsers['*'] ?? '') !== '',
  )
  if (first === undefined) return 'deny'
  return first.action.accept === true ? 'accept' : 'check'
}

/** Of the attributes that the policy speaks of. Some are given by the control plane itself, too. */
function compareAttributes({ capabilities }: Recording, compiled: Compiled): readonly string[] {
  const { policy } = compiled
  const named = new Set(['randomize-client-port', ...(policy.nodeAttrs ?? []).flatMap(({ attr = [] }) => attr)])
  return [...attributesOf(compiled)].flatMap(([device, attributes]) =>
    [...named].flatMap(attribute => {
      const known = capabilities.get(device)
      const control = known?.has(attribute) ?? false
      if (known === undefined || control === attributes.includes(attribute)) return []
      return control && GIVEN.test(attribute) ? [] : [`${device} ${control ? 'has' : 'lacks'} ${attribute}`]
    }),
  )
}

const GIVEN = /^https:\/\/tailscale\.com\/cap\//
