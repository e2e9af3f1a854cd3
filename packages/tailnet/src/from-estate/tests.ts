/** Tests: those that the estate states, and those that follow from declared traffic. */
import type { Resolved, TailnetTest } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { opens } from '../capability.ts'
import { accessBetween, type Compiled, compile } from '../compile.ts'
import { type Endpoint, type Inventory, tagsOf } from '../inventory.ts'
import type { Party } from '../match.ts'
import type { Policy, PolicyTest } from '../policy.ts'
import { audiencePorts, isFor } from './audience.ts'
import type { TailnetFlow } from './flows.ts'
import { loginOf, selectorText } from './names.ts'

/**
 * The stated tests in their order, then what follows: declared traffic passes, and machines that may reach little
 * reach nothing else. What a stated test says is not said again.
 */
export function testsOf(
  resolved: Resolved,
  policy: Policy,
  inventory: Inventory,
  flows: readonly TailnetFlow[],
): readonly PolicyTest[] {
  const stated = (resolved.tailnet?.tests ?? []).map(statedTest)
  const compiled = compile(policy, inventory)
  const accepted = accepts(compiled, flows)
  const denied = denials(resolved, inventory)
  return [
    ...stated,
    ...bySource(accepted, said(stated, 'accept')).map(([src, accept]) => ({
      src,
      accept,
      comment: 'Follows from what services need.',
    })),
    ...bySource(denied, said(stated, 'deny')).map(([src, deny]) => ({
      src,
      deny,
      comment: 'Follows from what services need: this machine reaches nothing else.',
    })),
    ...bySource(kept(resolved, compiled), said(stated, 'deny')).map(([src, deny]) => ({
      src,
      deny,
      comment: 'Follows from names that are for others.',
    })),
  ]
}

/** Whoever a port of a private proxy is not for is refused there, whichever of its own tags a rule means. */
function kept(resolved: Resolved, compiled: Compiled): readonly Assertion[] {
  return resolved.people.flatMap(person => {
    const src = loginOf(person)
    const party: Party = { kind: 'device', login: src, tags: [], addresses: [], routers: [] }
    return audiencePorts(resolved)
      .filter(({ audience }) => !isFor(compiled, audience, party))
      .flatMap(({ ownTags, port }) => ownTags.map(tag => ({ src, dst: `${tag.toLowerCase()}:${port}` })))
  })
}

interface Assertion {
  readonly src: string
  readonly dst: string
}

function statedTest({ src, postureAttributes, note, ...rest }: TailnetTest): PolicyTest {
  return present({
    src: selectorText(src),
    srcPostureAttrs: postureAttributes,
    ...rest,
    comment: note,
  })
}

function said(tests: readonly PolicyTest[], kind: 'accept' | 'deny'): ReadonlySet<string> {
  return new Set(
    tests
      .filter(({ proto }) => proto === undefined)
      .flatMap(test => (test[kind] ?? []).map(dst => keyOf({ src: test.src, dst }))),
  )
}

function keyOf({ src, dst }: Assertion): string {
  return `${src} ${dst}`
}

function bySource(
  assertions: readonly Assertion[],
  known: ReadonlySet<string>,
): readonly (readonly [string, readonly string[]])[] {
  const fresh = new Map(
    assertions.map(one => [keyOf(one), one]).filter(([key]) => !known.has(String(key))) as [string, Assertion][],
  )
  return [...Map.groupBy(fresh.values(), ({ src }) => src)].map(([src, all]) => [src, all.map(({ dst }) => dst)])
}

/**
 * A test imagines a device with one tag, so a flow is tested between the two tags that let it pass. One that no two
 * let pass is a finding, and no test.
 */
function accepts(compiled: Compiled, flows: readonly TailnetFlow[]): readonly Assertion[] {
  return flows.flatMap(({ from, to, protocol, port }) => {
    const [source, target] = [from, to].map(name => compiled.endpoints.find(endpoint => endpoint.name === name))
    if (source === undefined || target === undefined) return []
    const pairs = tagsOf(source).flatMap(src => imagined(target).map(dst => ({ src, ...dst })))
    const pair = pairs.find(({ src, party }) =>
      accessBetween(compiled, device(src), party).some(({ capability }) => opens(capability, protocol, port)),
    )
    return pair === undefined ? [] : [{ src: pair.src, dst: `${pair.selector}:${port}` }]
  })
}

function imagined(target: Endpoint): readonly { readonly selector: string; readonly party: Party }[] {
  const byTag = tagsOf(target).map(tag => ({ selector: tag, party: device(tag) }))
  if (target.kind !== 'service') return byTag
  const party: Party = { kind: 'service', name: target.name, tags: [], addresses: [], routers: [] }
  return [...byTag, { selector: target.name, party }]
}

/** A test's device meets no posture but those that the test gives it. */
function device(tag: string): Party {
  return { kind: 'device', tags: [tag], addresses: [], routers: [], posture: { attributes: {}, all: true } }
}

/** For each machine that may reach little: every other tag, on every port on which something with it answers. */
function denials({ hosts }: Pick<Resolved, 'hosts'>, { endpoints }: Inventory): readonly Assertion[] {
  return hosts.flatMap(({ name, tailnet }) => {
    if (tailnet?.by !== 'tags' || tailnet.reaches === undefined) return []
    const { tags, reaches } = tailnet
    const closed = endpoints
      .filter(endpoint => endpoint.name !== name)
      .flatMap(endpoint =>
        endpoint.kind === 'subnet' || endpoint.kind === 'guest'
          ? []
          : tagsOf(endpoint).flatMap(tag => (endpoint.ports ?? []).map(({ port }) => ({ tag, port }))),
      )
      .filter(({ tag }) => tag !== reaches.toLowerCase())
    const sorted = closed.sort((a, b) => (a.tag === b.tag ? a.port - b.port : a.tag < b.tag ? -1 : 1))
    return sorted.map(({ tag, port }) => ({ src: tags[0], dst: `${tag}:${port}` }))
  })
}
