/**
 * What Tailscale would refuse in a policy, what it takes and is surely not meant, and what this evaluator does not know.
 * References to what is not defined are for `lint`.
 *
 * Source: the "Allowed" tables of https://tailscale.com/docs/reference/targets-and-selectors, and what the control plane
 * answered, as tests/real/tailnet replays it.
 */
import { parseRange } from './addresses.ts'
import type { Policy } from './policy.ts'
import { only, type Refusal, refused } from './refusal.ts'
import { choose, type Problem } from './rules.ts'
import { parseSelector } from './selector.ts'
import { validateAttributes } from './validate-attributes.ts'
import { validateFields } from './validate-fields.ts'
import { validateRules } from './validate-rules.ts'
import { validateSets } from './validate-sets.ts'
import { validateSsh } from './validate-ssh.ts'

/** A policy that was read from a file goes through `readPolicy` first. */
export function validate(policy: Policy): readonly Problem[] {
  return [
    ...validateFields(policy),
    ...validateRules(policy),
    ...validateSsh(policy),
    ...validateAttributes(policy),
    ...validateSets(policy),
    ...validateDefinitions(policy),
    ...validateOwners(policy),
  ]
}

/** https://tailscale.com/docs/features/tags#define-a-tag */
const TAG = /^tag:[a-z][a-z0-9-]*$/i

function validateDefinitions(policy: Policy): readonly Problem[] {
  return [
    ...Object.entries(policy.groups ?? {}).flatMap(([name, members]) => [
      ...(name.startsWith('group:') ? [] : [{ path: 'groups', problem: 'no name of a group', got: name }]),
      ...refused(`groups.${name}`, choose(members), only(['user'], 'a member is a user')),
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
    refused(path, choose(texts), notAnOwner)
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

const notAnOwner: Refusal = selector =>
  selector.kind === 'autogroup' && selector.autogroup === 'tagged'
    ? undefined
    : only(['user', 'domain', 'group', 'role', 'tag'], 'an owner is a user, a group, a role or a tag')(selector)
