import type { Policy } from '../../src/index.ts'
import { both, type Case, cases, grantsDoc, policyDoc, tagsDoc, targetsDoc } from './case.ts'

const refused = (name: string, cite: string, policy: Policy, ...answer: readonly string[]) =>
  cases([name, cite, policy, { ask: 'problems' }, answer])

/** What is refused in definitions, and what this evaluator says it does not know. */
export const definitionCases: readonly Case[] = [
  refused(
    'groups hold no groups',
    both(policyDoc('groups'), 'ssh_results/ssh-group-nested-two-deep'),
    { groups: { 'group:a': ['group:b'] } },
    'groups.group:a',
  ),
  refused('groups hold no tags', targetsDoc('tags'), { groups: { 'group:a': ['tag:web'] } }, 'groups.group:a'),
  refused('a host has no @', policyDoc('hosts'), { hosts: { 'a@b': '192.0.2.1' } }, 'hosts'),
  refused('a host is an address or CIDR', policyDoc('hosts'), { hosts: { web: 'web.example.com' } }, 'hosts.web'),
  refused('a CIDR has at most 32 bits', policyDoc('hosts'), { hosts: { web: '192.0.2.0/33' } }, 'hosts.web'),
  refused(
    'a tag is owned by no host',
    targetsDoc('host-alias'),
    { tagOwners: { 'tag:a': ['web'] } },
    'tagOwners.tag:a',
  ),
  refused(
    'a tag is owned by no Service',
    targetsDoc('service'),
    { tagOwners: { 'tag:a': ['svc:web'] } },
    'tagOwners.tag:a',
  ),
  refused('a tag may be owned by tags and users', policyDoc('tag-owners'), {
    tagOwners: { 'tag:a': ['tag:b', 'ada@example.com', 'autogroup:admin'] },
  }),
  refused('a tag begins with a letter', tagsDoc('define-a-tag'), { tagOwners: { 'tag:1web': [] } }, 'tagOwners'),
  refused(
    'a tag has letters, digits and dashes',
    both(tagsDoc('define-a-tag'), 'ssh_results/ssh-unicode-cyrillic-tag'),
    { tagOwners: { 'tag:a_b': [] } },
    'tagOwners',
  ),
  refused(
    'approvers are for CIDRs',
    policyDoc('auto-approvers'),
    { autoApprovers: { routes: { web: ['tag:a'] } } },
    'autoApprovers.routes',
  ),
  refused(
    'approvers of Services are for Services and tags',
    policyDoc('auto-approvers'),
    { autoApprovers: { services: { web: ['tag:a'] } } },
    'autoApprovers.services',
  ),
  refused(
    'an IP set is no tag owner',
    targetsDoc('restrictions'),
    { grants: [], tagOwners: { 'tag:a': ['ipset:prod'] } },
    'tagOwners.tag:a',
  ),
  refused(
    'an autogroup that nobody documents',
    policyDoc('autogroups'),
    { grants: [{ src: ['autogroup:friends'], dst: ['*'], ip: ['*'] }] },
    'grants[0].src',
  ),
  refused(
    'nonroot is for logins alone',
    targetsDoc('other-built-in-targets'),
    { grants: [{ src: ['autogroup:nonroot'], dst: ['*'], ip: ['*'] }] },
    'grants[0].src',
  ),
  refused(
    'danger-all is no destination',
    both(targetsDoc('autogroupdanger-all'), 'grant_results/grant-k7'),
    { grants: [{ src: ['*'], dst: ['autogroup:danger-all'], ip: ['*'] }] },
    'grants[0].dst',
  ),
  refused(
    'shared is no destination',
    targetsDoc('autogroupshared'),
    { grants: [{ src: ['*'], dst: ['autogroup:shared'], ip: ['*'] }] },
    'grants[0].dst',
  ),
  refused(
    'relays of one’s own are not known here',
    policyDoc('derpmap'),
    fromFile({ grants: [], derpMap: { OmitDefaultRegions: true } }),
    'derpMap',
  ),
  refused(
    'no rule takes away',
    both(grantsDoc('core-concepts'), 'acl_results/acl-err06'),
    fromFile({ acls: [{ action: 'deny', src: ['*'], dst: ['*:22'] }] }),
    'acls[0].action',
  ),
].flat()

/** A policy as it may lie in a file: types promise nothing about it. */
function fromFile(policy: object): Policy {
  return policy
}
