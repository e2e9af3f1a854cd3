/** What is wrong or doubtful in the policy of an estate, as findings. */
import type { Finding, Flow, Resolved, Where } from '@homelab/estate/model'
import { nearest } from '@homelab/estate/nearest'
import { type Inventory, tagsOf } from '../inventory.ts'
import { type Lint, lint } from '../lint.ts'
import type { Grant, Policy } from '../policy.ts'
import { closedPorts } from './closed-ports.ts'
import { entryFindings } from './entry-findings.ts'
import type { TailnetFlow } from './flows.ts'
import { ungivableTags } from './given-tags.ts'
import { grantKeys } from './grants.ts'
import { hostOf } from './inventory.ts'
import { shown } from './names.ts'
import type { Tailnet } from './policy.ts'
import { testFindings } from './test-findings.ts'
import { proxyFindings } from './undone-denials.ts'
import { untested } from './untested.ts'
import { inPolicy, rulesText } from './where.ts'

export function findingsOf(resolved: Resolved, tailnet: Tailnet): readonly Finding[] {
  const { document, inventory, flows, outside } = tailnet
  const lints = lint({ policy: document, inventory, flows })
  const refused = lints.flatMap(one => invalid(resolved, document.grants ?? [], one))
  const unowned = lints.filter(one => one.code === 'unowned-tag')
  // Tailscale refuses such a policy as a whole: what its rules and tests would come to is moot until the tag is fixed.
  if (unowned.length > 0) return [...refused, ...unowned.map(one => unownedTag(resolved, document, one))]
  return [
    ...refused,
    ...testFindings(resolved, tailnet),
    ...proxyFindings(resolved, tailnet),
    ...deadGrants(resolved, document.grants ?? [], inventory, lints),
    ...closedPorts(resolved, tailnet),
    ...untested(resolved, tailnet),
    ...entryFindings(resolved, lints),
    ...unusedTags(resolved, lints),
    ...ungivableTags(resolved, tailnet),
    ...lints.flatMap(one => (one.code === 'refused-flow' ? refusedFlow(resolved, flows, one.flow) : [])),
    ...outside.map(flow => homeless(resolved, flow)),
    ...unapproved(resolved, lints),
    ...lints.flatMap(one => (one.code === 'unexplained-access' ? [unexplained(resolved, one)] : [])),
  ]
}

/** What Tailscale refuses when the policy is saved, or takes for something else, or what nobody here can judge. */
function invalid(resolved: Resolved, grants: readonly Grant[], one: Lint): Finding[] {
  const finding = (
    path: string,
    problem: string,
    got: string,
    fix = 'correct it: Tailscale refuses the whole policy',
  ): Finding => ({
    code: 'invalid-policy',
    where: { ...inPolicy(resolved, 'tailnet', path), ...otherwiseStated(resolved, grants, path) },
    problem,
    got: shown(got),
    fix,
  })
  switch (one.code) {
    case 'policy-problem':
      if (one.doubtful) return [finding(one.path, one.problem, one.got, 'correct it: Tailscale takes it as it stands')]
      if (one.feature === undefined) return [finding(one.path, one.problem, one.got)]
      return [finding(one.path, one.problem, one.got, 'say it in other words: what is not known is not checked')]
    case 'undefined-group':
    case 'undefined-host':
    case 'undefined-ipset':
    case 'unknown-user':
    case 'unknown-service':
    case 'unknown-domain':
      return [finding(one.paths[0] ?? 'policy', WHAT[one.code], one.name)]
    default:
      return []
  }
}

/** Where the policy file counts otherwise than the estate. */
function otherwiseStated(resolved: Resolved, grants: readonly Grant[], path: string): Pick<Where, 'keys'> {
  const [, section, index] = /^(grants|tests)\[(\d+)\]/.exec(path) ?? []
  if (section === undefined) return {}
  return { keys: section === 'tests' ? [section] : grantKeys(resolved, grants, Number(index)) }
}

const WHAT = {
  'undefined-group': 'the policy defines no such group',
  'undefined-host': 'the policy defines no such host',
  'undefined-ipset': 'the policy defines no such IP set',
  'unknown-user': 'the estate lists no such person',
  'unknown-service': 'no route of the estate makes such a Service',
  'unknown-domain': 'the estate knows of no domain of the tailnet itself',
} as const

/** One for each grant that does nothing, whichever side is empty. */
function deadGrants(
  resolved: Resolved,
  grants: readonly Grant[],
  { endpoints }: Inventory,
  lints: readonly Lint[],
): readonly Finding[] {
  const carried = new Set(endpoints.flatMap(tagsOf))
  const isCarried = (selectors: readonly string[]): boolean => selectors.some(one => carried.has(one.toLowerCase()))
  return wholeDead(lints).map(({ rule, side, selectors }) => ({
    code: 'policy-dead-grant',
    where: {
      ...inPolicy(resolved, 'tailnet', `grant ${shown(rule.text)}`),
      keys: grantKeys(resolved, grants, rule.index),
    },
    problem:
      side === 'src'
        ? 'nothing carries its source'
        : `nothing ${isCarried(selectors) ? 'but its source ' : ''}carries its destination`,
    got: shown(selectors.join(', ')),
    fix: 'let something carry it, or remove the grant',
  }))
}

function wholeDead(lints: readonly Lint[]): readonly Extract<Lint, { code: 'dead-grant' }>[] {
  const dead = lints.filter(one => one.code === 'dead-grant').filter(({ whole }) => whole)
  return dead.filter((one, index) => dead.findIndex(other => other.rule.index === one.rule.index) === index)
}

function unownedTag(
  resolved: Resolved,
  { tagOwners = {}, grants = [] }: Policy,
  { tag, carriedBy, paths }: Extract<Lint, { code: 'unowned-tag' }>,
): Finding {
  const near = nearest(tag, Object.keys(tagOwners))
  return {
    code: 'policy-unused-tag',
    where: { ...inPolicy(resolved, tag), ...saidOf(resolved, grants, tag, paths) },
    problem: 'the tag has no owner, so nobody may put it on anything, and Tailscale refuses the policy',
    got: some([...carriedBy.map(name => `on ${name}`), ...paths.map(path => `in ${path}`)]),
    fix: `${near === undefined ? '' : `say ${near}, `}give it owners in the policy, or let nothing carry or name it`,
    hides: true,
  }
}

/** Where the estate speaks of a tag: what carries it first. */
function saidOf(
  resolved: Resolved,
  grants: readonly Grant[],
  tag: string,
  paths: readonly string[],
): Pick<Where, 'at'> {
  const { hosts, clusters, tailnet } = resolved
  const is = (said: string | undefined): boolean => said?.toLowerCase() === tag
  const host = hosts.findIndex(
    each => each.tailnet?.by === 'tags' && (each.tailnet.tags.some(is) || is(each.tailnet.reaches)),
  )
  if (host !== -1) return { at: ['hosts', host, 'tailnet'] }
  const cluster = clusters.findIndex(each =>
    [...(each.tailnet?.tags ?? []), ...(each.tailnet?.operator.tags ?? [])].some(is),
  )
  if (cluster !== -1) return { at: ['clusters', cluster, 'tailnet'] }
  const device = tailnet?.devices?.findIndex(({ tags }) => tags.some(is)) ?? -1
  if (device !== -1) return { at: ['tailnet', 'devices', device] }
  const [, index] = /^grants\[(\d+)\]/.exec(paths[0] ?? '') ?? []
  return index === undefined ? {} : { at: ['tailnet', ...grantKeys(resolved, grants, Number(index))] }
}

/** As many places as somebody reads, each once. */
function some(places: readonly string[]): string {
  const [first = '', ...others] = new Set(places)
  const more = others.length - 3
  return [first, ...others.slice(0, 3), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** A tag that a dead grant or SSH rule speaks of is that finding's already. */
function unusedTags(resolved: Resolved, lints: readonly Lint[]): readonly Finding[] {
  const told = new Set([
    ...wholeDead(lints).flatMap(({ selectors }) => selectors),
    ...lints.flatMap(one =>
      one.code === 'dead-ssh-rule' && one.why === 'pair' ? [...one.rule.src, ...one.rule.dst] : [],
    ),
  ])
  return lints.flatMap((one): Finding[] => {
    if (one.code !== 'unused-tag' || told.has(one.tag)) return []
    return [
      {
        code: 'policy-unused-tag',
        where: inPolicy(resolved, one.tag),
        problem: 'nothing carries the tag',
        ...(one.paths.length > 0 && { got: `only in ${one.paths.join(', ')}` }),
        fix: 'remove it from the policy, or let something carry it',
      },
    ]
  })
}

function refusedFlow(resolved: Resolved, flows: readonly TailnetFlow[], flow: object): Finding[] {
  const found = flows.find(one => one === flow)
  if (found === undefined) return []
  const { consumer, provider, why, from, to, protocol, port } = found
  return [
    {
      code: 'policy-refused-flow',
      where: inService(resolved, consumer, `needs.${provider}`),
      problem: `the tailnet policy does not let ${from} reach ${to} (${why})`,
      got: `${protocol}:${port}`,
      fix: 'grant it in the policy with a reason, or move the service to a tagged machine',
    },
  ]
}

function homeless(resolved: Resolved, { from, to, why }: Flow): Finding {
  const host = hostOf(resolved, from)
  return {
    code: 'policy-refused-flow',
    where: inService(resolved, from, `needs.${to}`),
    problem: `the way leads over the tailnet, and one end has no place in it (${why})`,
    ...(host !== undefined && { got: `from ${host.name}` }),
    fix: 'give its host a place in the tailnet, or another way to the service',
  }
}

function inService(resolved: Resolved, name: string, path: string): Where {
  const file = resolved.services.find(service => service.name === name)?.file ?? resolved.file
  return { subject: name, path, file }
}

/** One for all Services of the same hosts: one entry of the policy fixes them. */
function unapproved(resolved: Resolved, lints: readonly Lint[]): readonly Finding[] {
  const found = lints.filter(one => one.code === 'unapproved-host')
  const services = [...Map.groupBy(found, ({ service }) => service)].map(([service, all]) => ({
    service,
    hosts: all.map(({ host }) => host).join(', '),
  }))
  return [...Map.groupBy(services, ({ hosts }) => hosts)].map(([hosts, all]) => ({
    code: 'policy-unapproved-host',
    where: inPolicy(resolved, 'tailnet', `serviceApprovers ${hosts}`),
    problem: 'what it serves answers only once somebody has approved it by hand',
    got: all.map(({ service }) => service).join(', '),
    fix: 'name its tag in serviceApprovers, for these Services or a tag that they carry',
  }))
}

/** A stated grant has a reason, so what is left was opened by one that follows from what services need. */
function unexplained(resolved: Resolved, one: Extract<Lint, { code: 'unexplained-access' }>): Finding {
  return {
    code: 'policy-unexplained-access',
    where: inPolicy(resolved, one.from, `${one.to} ${one.protocol}:${one.ports}`),
    problem: 'it can reach what no flow and no grant with a reason explains',
    got: rulesText(one.because),
    fix: 'state the grant in the policy with a reason, give the endpoint a tag of its own, or declare the need',
  }
}
