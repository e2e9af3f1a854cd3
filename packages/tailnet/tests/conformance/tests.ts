import type { Policy, PolicyTest } from '../../src/index.ts'
import { both, type Case, cases, policyDoc, servicesDoc } from './case.ts'

const base: Policy = {
  groups: { 'group:media': ['cal@example.com'], 'group:all': ['ada@example.com', 'cal@example.com'], 'group:none': [] },
  hosts: { storage: '100.64.0.20', lab: '10.20.0.0/16', stranger: '100.64.9.9' },
  tagOwners: {
    'tag:web': [],
    'tag:db': [],
    'tag:proxy': [],
    'tag:nas': [],
    'tag:idle': [],
    'tag:cluster': [],
    'tag:target': [],
  },
  grants: [
    { src: ['tag:proxy'], dst: ['tag:web', 'tag:target'], ip: ['tcp:443'] },
    { src: ['group:media'], dst: ['tag:nas', 'tag:idle'], ip: ['tcp:445'] },
    { src: ['autogroup:admin'], dst: ['*'], ip: ['*'] },
    { src: ['tag:db'], dst: ['tag:nas'], ip: ['udp:53'] },
    { src: ['autogroup:member'], dst: ['autogroup:self'], ip: ['tcp:22'] },
    { src: ['tag:db'], dst: ['10.20.5.0/24'], ip: ['tcp:22'] },
    { src: ['tag:db'], dst: ['autogroup:internet'], ip: ['tcp:443'], via: ['tag:exit'] },
  ],
}

/** A policy with one test. */
function asserting(test: PolicyTest): Policy {
  return { ...base, tests: [test] }
}
const tests = (name: string, cite: string, test: PolicyTest, ...answer: readonly string[]): readonly Case[] =>
  cases([name, cite, asserting(test), { ask: 'tests' }, answer])

const accepts = policyDoc('accept-and-deny-destinations')
const sources = policyDoc('src-2')

/** The policy's own tests. */
export const testCases: readonly Case[] = [
  tests(
    'accept holds where a rule allows',
    both(policyDoc('tests'), 'policytest_results/policytest-allpass-acls-user-src-tag-dst'),
    { src: 'tag:proxy', accept: ['tag:web:443'] },
  ),
  tests(
    'accept fails where no rule allows',
    both(policyDoc('tests'), 'policytest_results/policytest-accept-fail-tag-src-host-dst'),
    { src: 'tag:proxy', accept: ['tag:nas:445'] },
    'accept tag:nas:445',
  ),
  tests('deny holds where no rule allows', policyDoc('tests'), { src: 'tag:proxy', deny: ['tag:nas:445'] }),
  tests(
    'deny fails where a rule allows',
    both(policyDoc('tests'), 'policytest_results/policytest-deny-fail-user-src-tag-dst'),
    { src: 'tag:proxy', deny: ['tag:web:443'] },
    'deny tag:web:443',
  ),
  tests(
    'every destination is judged',
    policyDoc('tests'),
    { src: 'tag:proxy', accept: ['tag:web:443', 'tag:web:80', 'tag:nas:443'] },
    'accept tag:web:80',
    'accept tag:nas:443',
  ),
  tests('a source can be a user', sources, { src: 'cal@example.com', accept: ['tag:nas:445'], deny: ['tag:web:443'] }),
  tests('a user’s role counts', sources, { src: 'ben@example.com', accept: ['tag:web:22', 'tag:nas:445'] }),
  tests('a source can be a group', both(sources, 'policytest_results/policytest-allpass-acls-group-src-host-dst'), {
    src: 'group:media',
    accept: ['tag:nas:445'],
  }),
  tests(
    'all members of a group must be let in',
    sources,
    { src: 'group:all', accept: ['tag:web:22'] },
    'accept tag:web:22',
  ),
  tests('no member of a group may be let in', sources, { src: 'group:all', deny: ['tag:web:22'] }, 'deny tag:web:22'),
  tests('a source can be a host', sources, { src: 'storage', deny: ['tag:web:443'] }),
  tests('a host has the identity of its device', sources, { src: 'ada@example.com', accept: ['storage:445'] }),
  tests('a tag is a device with that tag alone', policyDoc('tests'), { src: 'tag:proxy', deny: ['tag:cluster:443'] }),
  tests('a tag need not be carried by anything', policyDoc('tests'), {
    src: 'cal@example.com',
    accept: ['tag:idle:445'],
  }),
  tests(
    'a tag that is not defined fails',
    both(accepts, 'policytest_results/policytest-dst-unknown-tag'),
    { src: 'tag:proxy', deny: ['tag:phantom:22'] },
    'invalid tag:phantom:22',
  ),
  tests(
    'an unknown user fails',
    both(sources, 'policytest_results/policytest-src-unknown-user-email'),
    { src: 'ghost@example.com', deny: ['tag:web:22'] },
    'invalid',
  ),
  tests(
    'an unknown group fails',
    both(sources, 'policytest_results/policytest-src-unknown-group'),
    { src: 'group:ghost', deny: ['tag:web:22'] },
    'invalid',
  ),
  tests('a group without members fails', sources, { src: 'group:none', deny: ['tag:web:22'] }, 'invalid'),
  tests(
    'an unknown host fails',
    both(accepts, 'policytest_results/policytest-dst-unknown-host'),
    { src: 'tag:proxy', deny: ['ghost:22'] },
    'invalid ghost:22',
  ),
  tests(
    'an autogroup is no source',
    'https://github.com/tailscale/tailscale/issues/5954',
    { src: 'autogroup:member', deny: ['tag:web:22'] },
    'invalid',
  ),
  tests('* is no source', accepts, { src: '*', deny: ['tag:web:22'] }, 'invalid'),
  tests('* is no destination', accepts, { src: 'tag:proxy', deny: ['*:22'] }, 'invalid *:22'),
  tests('a destination can be a user', accepts, {
    src: 'cal@example.com',
    accept: ['cal@example.com:22'],
    deny: ['ada@example.com:22'],
  }),
  tests('a destination can be a group', accepts, { src: 'ben@example.com', accept: ['group:all:22'] }),
  tests(
    'a destination can be an address',
    both(accepts, 'policytest_results/policytest-allpass-grants-only-tag-src-ip-literal-dst'),
    {
      src: 'tag:proxy',
      accept: ['100.64.0.21:443'],
      deny: ['100.64.0.20:445'],
    },
  ),
  tests('a destination can be an IPv6 address', accepts, {
    src: 'ben@example.com',
    accept: ['[fd7a:115c:a1e0::14]:22'],
  }),
  tests(
    'an address need not be a device’s',
    both(accepts, 'policytest_results/policytest-allpass-grants-only-tag-src-host-alias-non-topology-dst'),
    { src: 'tag:proxy', deny: ['stranger:22'] },
  ),
  tests('a public address', policyDoc('subnet-routers-and-exit-nodes'), {
    src: 'cal@example.com',
    deny: ['192.0.2.8:443'],
  }),
  tests('an address in a subnet is that address alone', accepts, {
    src: 'tag:db',
    accept: ['10.20.5.9:22'],
    deny: ['10.20.6.9:22'],
  }),
  tests('a public address by way of an exit node', policyDoc('subnet-routers-and-exit-nodes'), {
    src: 'tag:db',
    accept: ['192.0.2.8:443'],
    deny: ['192.0.2.8:22'],
  }),
  tests('a destination can be a Service', servicesDoc('use-access-control-tests'), {
    src: 'tag:proxy',
    accept: ['svc:docs:443'],
    deny: ['svc:sql:5432'],
  }),
  tests(
    'a CIDR is no destination',
    both(accepts, 'policytest_results/policytest-allpass-grants-only-tag-src-cidr-dst'),
    { src: 'tag:proxy', deny: ['10.20.0.0/16:22'] },
    'invalid 10.20.0.0/16:22',
  ),
  tests(
    'an alias of a CIDR is no destination',
    both(accepts, 'policytest_results/policytest-allpass-grants-only-tag-src-host-alias-cidr-dst'),
    { src: 'tag:proxy', deny: ['lab:22'] },
    'invalid lab:22',
  ),
  tests(
    'a range of ports is no port',
    both(accepts, 'policytest_results/policytest-port-shape-range'),
    { src: 'tag:proxy', accept: ['tag:web:443-444'] },
    'invalid tag:web:443-444',
  ),
  tests(
    'a list of ports is no port',
    both(accepts, 'policytest_results/policytest-port-shape-list'),
    { src: 'tag:proxy', accept: ['tag:web:443,444'] },
    'invalid tag:web:443,444',
  ),
  tests(
    '* is no port',
    both(accepts, 'policytest_results/policytest-port-shape-wildcard'),
    { src: 'tag:proxy', accept: ['tag:web:*'] },
    'invalid tag:web:*',
  ),
  tests('a destination without a port is none', accepts, { src: 'tag:proxy', accept: ['web'] }, 'invalid web'),
  tests(
    'a test that asserts nothing fails',
    both(policyDoc('tests'), 'policytest_results/policytest-malformed-test-missing-accept-and-deny'),
    { src: 'tag:proxy' },
    'invalid',
  ),
  tests('without a protocol TCP is enough', policyDoc('proto-1'), { src: 'tag:proxy', accept: ['tag:web:443'] }),
  tests('without a protocol UDP is enough', policyDoc('proto-1'), { src: 'tag:db', accept: ['tag:nas:53'] }),
  tests(
    'with a protocol only that one',
    both(policyDoc('proto-1'), 'policytest_results/policytest-accept-fail-proto-mismatch-tcp-vs-udp'),
    { src: 'tag:db', proto: 'tcp', deny: ['tag:nas:53'] },
  ),
  tests('a test of ping', policyDoc('proto-1'), {
    src: 'tag:proxy',
    proto: 'icmp',
    accept: ['tag:web:1'],
    deny: ['tag:nas:1'],
  }),
  tests(
    'an unknown protocol fails',
    policyDoc('proto-1'),
    { src: 'tag:proxy', proto: 'http', accept: ['tag:web:443'] },
    'invalid',
  ),
].flat()
