/**
 * Grants and ACLs in one form. Every rule allows, none takes away:
 * https://tailscale.com/docs/reference/syntax/grants#core-concepts
 */

import { isIPv6 } from 'node:net'
import { present } from '@homelab/formats/present'
import { type Capability, parseAclPorts, parseCapability, protocolName } from './capability.ts'
import type { Acl, AppCapabilities, Grant, Policy } from './policy.ts'
import { parseSelector, type Selector } from './selector.ts'

/** Which entry of the policy, and what it says. */
export interface RuleRef {
  /**
   * `default`: the policy has neither section, so that everything is open. `nodeAttrs` and `routes` are why the internet
   * reaches something; these are routes of the estate.
   */
  readonly section: 'grants' | 'acls' | 'default' | 'nodeAttrs' | 'routes'
  /** Counted from 0, as in the file. */
  readonly index: number
  /** `tag:web -> tag:db tcp:5432` */
  readonly text: string
  readonly reason?: string
}

export interface Chosen {
  readonly text: string
  readonly selector: Selector
}

/** Destinations with what is opened on them. A grant has one, an ACL one for each destination. */
export interface Opening {
  readonly dst: readonly Chosen[]
  readonly capabilities: readonly Capability[]
}

export interface Rule {
  readonly ref: RuleRef
  readonly src: readonly Chosen[]
  readonly openings: readonly Opening[]
  /** Tags of routers; empty: any way. */
  readonly via: readonly string[]
  /** One of these the source must meet; empty: it needs none. */
  readonly postures: readonly string[]
  /** What the application is told; only grants have any. */
  readonly app: AppCapabilities
}

/** What the control plane refuses, unless one of the last two says otherwise. */
export interface Problem {
  /** Where in the policy: `grants[3].ip[0]`. */
  readonly path: string
  readonly problem: string
  readonly got: string
  /** The name of what the evaluator does not know; the control plane may take it. */
  readonly feature?: string
  /** The control plane takes it, and it does not do what it seems to say. */
  readonly doubtful?: true
}

/** https://tailscale.com/docs/reference/syntax/policy-file#acls: without any rules the default policy allows all. */
const EVERYTHING_IS_OPEN: Rule = {
  ref: { section: 'default', index: 0, text: 'neither grants nor acls: everything is open' },
  src: choose(['*']),
  openings: [{ dst: choose(['*']), capabilities: [parseCapability('*')].filter(read => typeof read !== 'string') }],
  via: [],
  postures: [],
  app: {},
}

/**
 * The rules of a policy in order, grants first, and what could not be read. Unreadable parts allow nothing; where there
 * is neither section, one rule opens everything.
 */
export function rulesOf(policy: Policy): { readonly rules: readonly Rule[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  if (policy.grants === undefined && policy.acls === undefined) return { rules: [EVERYTHING_IS_OPEN], problems }
  const rules = [
    ...(policy.grants ?? []).map((grant, index) => fromGrant(policy, grant, index, problems)),
    ...(policy.acls ?? []).map((acl, index) => fromAcl(policy, acl, index, problems)),
  ]
  return { rules, problems }
}

export function choose(texts: readonly string[]): readonly Chosen[] {
  return texts.map(text => ({ text, selector: parseSelector(text.trim()) }))
}

/** Splits `HOST:PORTS` at the last colon. Brackets are for IPv6 addresses alone: a CIDR stands without. */
export function splitPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, inside, port] = /^\[([^\]]*)\]:([^:]+)$/.exec(text) ?? []
  if (inside !== undefined && port !== undefined) return isIPv6(inside) ? { host: inside, port } : undefined
  const colon = text.lastIndexOf(':')
  return colon < 1 || colon === text.length - 1
    ? undefined
    : { host: text.slice(0, colon), port: text.slice(colon + 1) }
}

/** A rule's own, or those of every rule that has none: https://tailscale.com/docs/features/device-posture#default-source-posture */
function posturesOf({ defaultSrcPosture = [] }: Policy, srcPosture: readonly string[] | undefined): readonly string[] {
  return (srcPosture === undefined || srcPosture.length === 0 ? defaultSrcPosture : srcPosture).map(name => name.trim())
}

function fromGrant(policy: Policy, grant: Grant, index: number, problems: Problem[]): Rule {
  const capabilities = (grant.ip ?? []).flatMap((text, at) => {
    const read = parseCapability(text)
    if (typeof read !== 'string') return [read]
    problems.push({ path: `grants[${index}].ip[${at}]`, problem: read, got: text })
    return []
  })
  const app = Object.keys(grant.app ?? {})
  const what = [...(grant.ip ?? []), ...app].join(', ') || 'no ports'
  return {
    ref: refOf('grants', index, `${grant.src.join(', ')} -> ${grant.dst.join(', ')} ${what}`, grant.reason),
    src: choose(grant.src),
    openings: [{ dst: choose(grant.dst), capabilities }],
    via: (grant.via ?? []).map(tag => tag.trim().toLowerCase()),
    postures: posturesOf(policy, grant.srcPosture),
    app: grant.app ?? {},
  }
}

function fromAcl(policy: Policy, acl: Acl, index: number, problems: Problem[]): Rule {
  const { action }: { readonly action: string } = acl
  if (action !== 'accept')
    problems.push({ path: `acls[${index}].action`, problem: 'no action (expected accept)', got: action })
  const openings = acl.dst.flatMap((text, at): Opening[] => {
    const read = readAclTarget(text, acl.proto)
    if (typeof read !== 'string') return [read]
    problems.push({ path: `acls[${index}].dst[${at}]`, problem: read, got: text })
    return []
  })
  const proto = acl.proto === undefined ? '' : ` (${acl.proto})`
  return {
    ref: refOf('acls', index, `${acl.src.join(', ')} -> ${acl.dst.join(', ')}${proto}`, acl.reason),
    src: choose(acl.src),
    openings: action === 'accept' ? openings : openings.map(({ dst }) => ({ dst, capabilities: [] })),
    via: [],
    postures: posturesOf(policy, acl.srcPosture),
    app: {},
  }
}

function readAclTarget(text: string, proto: string | undefined): Opening | string {
  // Without a protocol the rule is for TCP and UDP, and ICMP comes along: policy-file#proto.
  const protocol = proto === undefined ? '*' : protocolName(proto)
  const split = splitPort(text)
  if (split === undefined) return 'no destination with ports (expected HOST:PORTS)'
  if (protocol === undefined) return `the rule's protocol ${JSON.stringify(proto)} is none that Tailscale knows`
  const capabilities = parseAclPorts(protocol, split.port)
  return typeof capabilities === 'string' ? capabilities : { dst: choose([split.host]), capabilities }
}

function refOf(section: RuleRef['section'], index: number, text: string, reason: string | undefined): RuleRef {
  return { section, index, text, ...present({ reason }) }
}
