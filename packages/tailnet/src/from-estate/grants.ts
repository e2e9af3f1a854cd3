/** Grants: those that somebody decided on, and those that follow from declared traffic. */
import { isIPv6 } from 'node:net'
import type { Host, Keys, Resolved, ResolvedTailnet, TailnetGrant } from '@homelab/estate/model'
import { compile } from '../compile.ts'
import type { Endpoint, Inventory } from '../inventory.ts'
import { tagsOf } from '../inventory.ts'
import type { Grant, Policy, PolicyDocument } from '../policy.ts'
import { permits } from '../reach.ts'
import { audiencePorts, audienceSelectors, isFor } from './audience.ts'
import type { TailnetFlow } from './flows.ts'
import { withEveryone } from './inventory.ts'
import { selectorText, selectorTexts } from './names.ts'
import { hostsOf } from './routers.ts'
import { setsOf } from './sets.ts'

/** In the order of the estate; derived ones stand where it says so, or last. */
export function grantsOf(resolved: Resolved, inventory: Inventory, flows: readonly TailnetFlow[]): readonly Grant[] {
  const { tailnet, hosts } = resolved
  const entries = tailnet?.grants ?? []
  const decided = entries.flatMap(entry => ('flowsOf' in entry ? [] : [stated(entry)]))
  const sets = tailnet === undefined ? {} : { ...setsOf(tailnet), ...aclsOf(tailnet) }
  const policy = { ...hostsOf(tailnet), ...sets, grants: decided }
  const open = openFlows(policy, inventory, flows)
  const derived = (host: Host | undefined): readonly Grant[] =>
    host === undefined ? [] : derivedFor(host, inventory, open)
  const placed = new Set(entries.flatMap(entry => ('flowsOf' in entry ? [entry.flowsOf] : [])))
  return [
    ...entries.flatMap(entry =>
      'flowsOf' in entry ? derived(hosts.find(({ name }) => name === entry.flowsOf)) : [stated(entry)],
    ),
    ...hosts.filter(({ name }) => !placed.has(name)).flatMap(derived),
    ...audienceGrants(resolved, inventory, policy),
  ]
}

/**
 * A port for one audience lets it in, where nobody has decided so already; by the proxy's first tag, as all that follows, or the
 * first that no other private proxy has.
 */
function audienceGrants(resolved: Resolved, inventory: Inventory, decided: Policy): readonly Grant[] {
  const ports = audiencePorts(resolved)
  if (ports.length === 0) return []
  const everybody = withEveryone(resolved, inventory)
  const compiled = compile(decided, everybody)
  const owned = compiled.parties.flatMap(party =>
    party.login === undefined || party.name === undefined ? [] : [party],
  )
  return ports.flatMap(({ audience, host, port, tags, ownTags, names }): Grant[] => {
    const shut = owned.some(
      party =>
        isFor(compiled, audience, party) &&
        !permits(compiled, { from: party.name ?? '', to: host, protocol: 'tcp', port }).allowed,
    )
    if (!shut) return []
    return [
      {
        src: audienceSelectors[audience].slice(0, 1),
        dst: [...ownTags, ...tags].slice(0, 1),
        ip: [`tcp:${port}`],
        comment: [`Follows from names that are for ${audience}:`, ...names.map(name => `- ${name}`)].join('\n'),
      },
    ]
  })
}

/** The keys of a stated grant, from its index in the policy file; those that follow from traffic stand there, too. */
export function grantKeys({ tailnet }: Pick<Resolved, 'tailnet'>, grants: readonly Grant[], index: number): Keys {
  const text = JSON.stringify(grants[index])
  const at = tailnet?.grants.findIndex(entry => !('flowsOf' in entry) && JSON.stringify(stated(entry)) === text) ?? -1
  return at === -1 ? ['grants'] : ['grants', at]
}

function stated({ src, dst, ...rest }: TailnetGrant): Grant {
  return { src: selectorTexts(src), dst: selectorTexts(dst), ...rest }
}

/** Rules in the older form, where there are any. */
export function aclsOf({ acls }: Pick<ResolvedTailnet, 'acls'>): Pick<PolicyDocument, 'acls'> {
  if (acls === undefined) return {}
  return {
    acls: acls.map(({ src, dst, ...rest }) => ({
      action: 'accept',
      src: selectorTexts(src),
      dst: dst.map(({ to, ports }) => withPorts(selectorText(to), ports)),
      ...rest,
    })),
  }
}

/** An IPv6 address stands in brackets before ports. */
function withPorts(text: string, ports: string): string {
  return isIPv6(text) ? `[${text}]:${ports}` : `${text}:${ports}`
}

/** Traffic that no decided grant lets pass. */
function openFlows(decided: Policy, inventory: Inventory, flows: readonly TailnetFlow[]): readonly TailnetFlow[] {
  const compiled = compile(decided, inventory)
  return flows.filter(flow => !permits(compiled, flow).allowed)
}

/**
 * A machine that may reach little is granted the tag of its targets. Another one is granted the Services themselves:
 * their tags would open more. A device has no selector but its tags. What has none is for a person to decide.
 */
function derivedFor({ name, tailnet }: Host, inventory: Inventory, open: readonly TailnetFlow[]): readonly Grant[] {
  if (tailnet?.by !== 'tags') return []
  const { tags, reaches } = tailnet
  const byTarget = Map.groupBy(
    open.filter(({ from }) => from === name),
    flow =>
      targetSelector(
        inventory.endpoints.find(endpoint => endpoint.name === flow.to),
        reaches,
      ),
  )
  return [...byTarget].flatMap(([selector, flows]): Grant[] => {
    if (selector === undefined) return []
    const ports = [...new Set(flows.map(({ port }) => port))].sort((a, b) => a - b)
    return [
      {
        src: [tags[0]],
        dst: [selector],
        ip: ports.map(port => `tcp:${port}`),
        comment: ['Follows from what services need:', ...new Set(flows.map(textOf))].join('\n'),
      },
    ]
  })
}

function targetSelector(target: Endpoint | undefined, reaches: string | undefined): string | undefined {
  if (target === undefined) return undefined
  const tags = tagsOf(target)
  if (reaches !== undefined) return tags.includes(reaches.toLowerCase()) ? reaches : undefined
  return target.kind === 'service' ? target.name : tags[0]
}

function textOf({ consumer, provider, why }: TailnetFlow): string {
  return `- ${consumer} ${why} (${provider})`
}
