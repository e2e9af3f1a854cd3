/** What Tailscale would refuse in grants and ACLs. */
import { misshapen } from './app-capabilities.ts'
import type { Grant, Policy } from './policy.ts'
import { isAutogroup, isUser, type Refusal, refused } from './refusal.ts'
import { type Chosen, choose, type Problem, type Rule, rulesOf } from './rules.ts'

export function validateRules(policy: Policy): readonly Problem[] {
  const { rules, problems } = rulesOf(policy)
  return [
    ...problems,
    ...rules.filter(({ ref }) => ref.section !== 'default').flatMap(rule => ends(policy, rule)),
    ...(policy.grants ?? []).flatMap((grant, index) => given(`grants[${index}]`, grant)),
  ]
}

function ends(policy: Policy, { ref, src, openings, via }: Rule): readonly Problem[] {
  const path = `${ref.section}[${ref.index}]`
  const inGrants = ref.section === 'grants'
  const targets = openings.flatMap(({ dst }) => dst)
  const written = (inGrants ? policy.grants : policy.acls)?.[ref.index]?.dst ?? []
  const self = targets.some(({ selector }) => isAutogroup(selector, 'self'))
  return [
    ...empty(`${path}.src`, src, 'a rule without a source'),
    ...empty(`${path}.dst`, written, 'a rule without a destination'),
    ...refused(`${path}.src`, src, notASource),
    ...refused(`${path}.dst`, targets, notATarget),
    ...(inGrants ? targets.flatMap(chosen => everything(`${path}.dst`, chosen)) : []),
    ...(self ? refused(`${path}.src`, src.filter(isKnown), inGrants ? notForSelf : notForSelfInAcls) : []),
    ...via
      .filter(text => !text.startsWith('tag:'))
      .map(got => ({ path: `${path}.via`, problem: 'only tags can be a way', got })),
  ]
}

/** The control plane takes a rule that lacks one end; it does nothing. */
function empty(path: string, list: readonly unknown[], problem: string): readonly Problem[] {
  return list.length === 0 ? [{ path, problem, got: '[]', doubtful: true }] : []
}

function everything(path: string, { text, selector }: Chosen): readonly Problem[] {
  if (selector.kind !== 'range' || selector.range.bits > 0) return []
  return [{ path, problem: 'all addresses are written `*`, the public ones autogroup:internet', got: text }]
}

/** https://tailscale.com/docs/reference/syntax/grants#application-layer-capabilities */
function given(path: string, { dst, ip = [], app = {} }: Grant): readonly Problem[] {
  const names = Object.keys(app)
  if (names.length === 0)
    return ip.length > 0 ? [] : [{ path, problem: 'a grant that gives nothing (expected ip or app)', got: '[]' }]
  return [
    ...names.flatMap(name => capability(`${path}.app`, name)),
    ...Object.entries(app).flatMap(([name, values]) =>
      misshapen(name, values).map(problem => ({
        path: `${path}.app`,
        problem,
        got: JSON.stringify(values),
        doubtful: true as const,
      })),
    ),
    ...choose(dst)
      .filter(({ selector }) => isAutogroup(selector, 'internet'))
      .map(({ text: got }) => ({ path: `${path}.dst`, problem: 'app can not be given on the internet', got })),
  ]
}

const CAPABILITY = /^[a-z0-9-]+(\.[a-z0-9-]+)+\/\S+$/i
const TAILSCALES = /^tailscale\.com\//i
/** Tailscale's own, of which recordings show what the control plane says. */
const TAKEN = new Set(['drive', 'kubernetes', 'relay', 'webui'].map(name => `tailscale.com/cap/${name}`))
const REFUSED = new Set(['funnel', 'ingress', 'relay-target'].map(name => `tailscale.com/cap/${name}`))

function capability(path: string, got: string): readonly Problem[] {
  if (!CAPABILITY.test(got)) return [{ path, problem: 'no name of a capability (expected DOMAIN/PATH)', got }]
  if (REFUSED.has(got)) return [{ path, problem: 'a capability that no grant can give', got }]
  if (!TAILSCALES.test(got) || TAKEN.has(got)) return []
  return [{ path, problem: 'the evaluator does not know this capability of Tailscale', got, feature: got }]
}

const notASource: Refusal = selector => {
  if (selector.kind === 'service') return 'a Service starts no connection'
  const never = (['self', 'internet', 'nonroot'] as const).some(name => isAutogroup(selector, name))
  return never ? 'can be no source' : undefined
}

const notATarget: Refusal = selector => {
  const never = (['shared', 'danger-all', 'nonroot'] as const).some(name => isAutogroup(selector, name))
  return never ? 'can be no destination' : undefined
}

const notForSelf: Refusal = selector =>
  isUser(selector) ? undefined : 'autogroup:self wants users, groups or roles as sources'

/** There `*` is right too, and means everybody who has devices. */
const notForSelfInAcls: Refusal = selector => (selector.kind === 'any' ? undefined : notForSelf(selector))

/** What is not known is told already. */
function isKnown({ selector }: Chosen): boolean {
  return selector.kind !== 'unsupported'
}
