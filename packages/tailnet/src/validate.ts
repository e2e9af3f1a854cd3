/**
 * What Tailscale would refuse in a policy, and what this evaluator does not know. References to what is not defined
 * are for `lint`.
 *
 * Source: the "Allowed" tables of https://tailscale.com/docs/reference/targets-and-selectors
 */
import { parseRange } from './addresses.ts'
import type { Policy } from './policy.ts'
import { type Problem, rulesOf } from './rules.ts'
import { parseSelector, type Selector } from './selector.ts'
import { validateFields } from './validate-fields.ts'
import { validateSsh } from './validate-ssh.ts'

export function validate(policy: Policy): readonly Problem[] {
  return [
    ...validateFields(policy),
    ...rulesOf(policy).problems,
    ...validateRules(policy),
    ...validateSsh(policy),
    ...validateDefinitions(policy),
    ...validateOwners(policy),
  ]
}

/** https://tailscale.com/docs/features/tags#define-a-tag */
const TAG = /^tag:[a-z][a-z0-9-]*$/i

/** Why a selector can't stand in a place; undefined where it can. */
type Refusal = (selector: Selector) => string | undefined

function validateRules(policy: Policy): readonly Problem[] {
  return rulesOf(policy).rules.flatMap(({ ref, src, openings, via }) => {
    const path = `${ref.section}[${ref.index}]`
    const targets = openings.flatMap(({ dst }) => dst)
    const self = targets.some(({ selector }) => selector.kind === 'autogroup' && selector.autogroup === 'self')
    const grant = ref.section === 'grants' ? policy.grants?.[ref.index] : undefined
    return [
      ...(src.length === 0 ? [{ path: `${path}.src`, problem: 'a rule without a source', got: '[]' }] : []),
      ...(targets.length === 0 ? [{ path: `${path}.dst`, problem: 'a rule without a destination', got: '[]' }] : []),
      ...(grant !== undefined && (grant.ip ?? []).length === 0 && grant.app === undefined
        ? [{ path, problem: 'a grant that gives nothing (expected ip or app)', got: ref.text }]
        : []),
      ...src.flatMap(({ text, selector }) => problemOf(`${path}.src`, text, notASource(selector))),
      ...targets.flatMap(({ text, selector }) => problemOf(`${path}.dst`, text, notATarget(selector))),
      ...(self ? src.flatMap(({ text, selector }) => problemOf(`${path}.src`, text, notForSelf(selector))) : []),
      ...via
        .filter(text => !text.startsWith('tag:'))
        .map(got => ({ path: `${path}.via`, problem: 'only tags can be a way', got })),
    ]
  })
}

function validateDefinitions(policy: Policy): readonly Problem[] {
  return [
    ...Object.entries(policy.groups ?? {}).flatMap(([name, members]) => [
      ...(name.startsWith('group:') ? [] : [{ path: 'groups', problem: 'no name of a group', got: name }]),
      ...members.flatMap(text =>
        problemOf(`groups.${name}`, text, only(['user'], 'a member is a user')(parseSelector(text))),
      ),
    ]),
    ...Object.entries(policy.hosts ?? {}).flatMap(([alias, address]) => [
      ...(parseSelector(alias).kind === 'host' ? [] : [{ path: 'hosts', problem: 'no name of a host', got: alias }]),
      ...(parseRange(address) === undefined
        ? [{ path: `hosts.${alias}`, problem: 'no address or CIDR', got: address }]
        : []),
    ]),
  ]
}

function validateOwners(policy: Policy): readonly Problem[] {
  const { routes = {}, exitNode = [], services = {} } = policy.autoApprovers ?? {}
  const listed = (path: string, texts: readonly string[]): readonly Problem[] =>
    texts.flatMap(text => problemOf(path, text, notAnOwner(parseSelector(text))))
  return [
    ...Object.entries(policy.tagOwners ?? {}).flatMap(([tag, owners]) => [
      ...(TAG.test(tag) ? [] : [{ path: 'tagOwners', problem: 'no name of a tag', got: tag }]),
      ...listed(`tagOwners.${tag}`, owners),
    ]),
    ...Object.entries(routes).flatMap(([route, approvers]) => [
      ...(parseRange(route) === undefined
        ? [{ path: 'autoApprovers.routes', problem: 'no address or CIDR', got: route }]
        : []),
      ...listed(`autoApprovers.routes.${route}`, approvers),
    ]),
    ...Object.entries(services).flatMap(([key, approvers]) => [
      ...(/^(svc|tag):./.test(key)
        ? []
        : [{ path: 'autoApprovers.services', problem: 'no Service and no tag of Services', got: key }]),
      ...listed(`autoApprovers.services.${key}`, approvers),
    ]),
    ...listed('autoApprovers.exitNode', exitNode),
  ]
}

const notASource: Refusal = selector => {
  if (selector.kind === 'service') return 'a Service starts no connection'
  if (selector.kind !== 'autogroup') return unsupported(selector)
  const { autogroup } = selector
  return autogroup === 'self' || autogroup === 'internet' || autogroup === 'nonroot' ? 'can be no source' : undefined
}

const notATarget: Refusal = selector => {
  if (selector.kind !== 'autogroup') return unsupported(selector)
  const { autogroup } = selector
  return autogroup === 'shared' || autogroup === 'danger-all' || autogroup === 'nonroot'
    ? 'can be no destination'
    : undefined
}

const notForSelf: Refusal = selector =>
  selector.kind === 'user' || selector.kind === 'group' || selector.kind === 'role'
    ? undefined
    : 'autogroup:self wants users, groups or roles as sources'

const notAnOwner: Refusal = selector =>
  selector.kind === 'autogroup' && selector.autogroup === 'tagged'
    ? undefined
    : only(['user', 'group', 'role', 'tag'], 'an owner is a user, a group, a role or a tag')(selector)

function only(kinds: readonly Selector['kind'][], rule: string): Refusal {
  return selector => (kinds.includes(selector.kind) ? undefined : (unsupported(selector) ?? rule))
}

function unsupported(selector: Selector): string | undefined {
  return selector.kind === 'unsupported' ? selector.why : undefined
}

function problemOf(path: string, got: string, problem: string | undefined): readonly Problem[] {
  return problem === undefined ? [] : [{ path, problem, got }]
}
