import { type Policy, type PolicyTest, readPolicy, type SshRule } from '../../src/index.ts'
import { type Case, cases, flow, from, granting, policyDoc, type Row, recorded, to } from './case.ts'

/** A policy as it may lie in a file: types promise nothing about it. */
const file = (policy: object): Policy => readPolicy(policy).policy
const refused = (name: string, recording: string, policy: Policy, ...answer: readonly string[]): readonly Case[] =>
  cases([name, recorded(recording), policy, { ask: 'problems' }, answer])
const capability = (name: string): Policy => ({ grants: [{ src: ['*'], dst: ['*'], app: { [name]: [{}] } }] })
const login = (...users: readonly string[]): Policy => ({
  ssh: [{ action: 'accept', src: ['autogroup:member'], dst: ['tag:web'], users }],
})
const rule = (change: Partial<Record<keyof SshRule, unknown>>): Policy =>
  file({ ssh: [{ action: 'accept', src: ['ada@example.com'], dst: ['tag:web'], users: ['root'], ...change }] })
const enter = (change: Parameters<typeof rule>[0]): Policy => ({ ...rule(change), grants: [] })
const testing = (test: PolicyTest): Policy => ({
  tagOwners: { 'tag:web': [], 'tag:proxy': [] },
  ...granting('tag:proxy', 'tag:web', '443'),
  tests: [test],
})

/** What the documentation leaves open, and the control plane was asked. */
export const recordedCases: readonly Case[] = [
  cases(
    [
      'a policy with neither grants nor acls opens everything',
      recorded('nodeattrs_results/nodeattrs-tailnet-magicdns-on'),
      {},
      flow('proxy -> cal-laptop tcp:22'),
      'yes',
    ],
    ['an empty list of acls opens nothing', policyDoc('acls'), { acls: [] }, from('proxy'), []],
    [
      'any source is what a subnet router brings in, too',
      recorded('acl_results/acl-a06'),
      granting('*', 'tag:nas', '445'),
      flow('lab -> nas tcp:445'),
      'yes',
    ],
    [
      'from IPv4 addresses a rule opens no IPv6 address',
      recorded('routes_results/routes-r8-mixed-ipv4-ipv6-coverage'),
      granting('100.64.0.23', 'fd7a:115c:a1e0::14', '22'),
      from('proxy'),
      [],
    ],
    [
      'nor from what lies in an IPv4 subnet',
      recorded('routes_results/routes-r8-mixed-ipv4-ipv6-coverage'),
      granting('*', 'fd7a:115c:a1e0::/64', '*'),
      flow('lab -> cal-laptop tcp:22'),
      'no',
    ],
    [
      'in acls * may stand for all people with their own devices',
      recorded('acl_results/acl-a04'),
      { acls: [{ action: 'accept', src: ['*'], dst: ['autogroup:self:*'] }] },
      from('ada-laptop'),
      'ada-phone *:*',
    ],
  ),
  refused('in acls * to autogroup:self is taken', 'acl_results/acl-a04', {
    acls: [{ action: 'accept', src: ['*'], dst: ['autogroup:self:*'] }],
  }),
  refused('in grants it is refused', 'grant_results/grant-h9', granting('*', 'autogroup:self', '*'), 'grants[0].src'),
  refused('port 0 is none', 'grant_results/grant-k23', granting('*', 'tag:web', 'tcp:0'), 'grants[0].ip[0]'),
  refused(
    'no range of ports begins with 0',
    'grant_results/grant-k23',
    granting('*', 'tag:web', '0-65535'),
    'grants[0].ip[0]',
  ),
  refused('a range may be all ports', 'acl_results/acl-pf05', granting('*', 'tag:web', '1-65535')),
  refused('a protocol alone is no port', 'grant_results/grant-j7', granting('*', 'tag:web', 'icmp'), 'grants[0].ip[0]'),
  refused(
    'all addresses are not written as a CIDR',
    'grant_results/grant-v08',
    granting('*', '0.0.0.0/0', 'tcp:80'),
    'grants[0].dst',
  ),
  refused(
    'a grant of no capabilities gives nothing',
    'grant_results/grant-h1',
    { grants: [{ src: ['*'], dst: ['*'], app: {} }] },
    'grants[0]',
  ),
  refused(
    'a capability has a domain',
    'grant_results/grant-a2',
    capability('https://example.com/cap'),
    'grants[0].app',
  ),
  refused(
    'some capabilities no grant gives',
    'grant_results/grant-k9',
    capability('tailscale.com/cap/ingress'),
    'grants[0].app',
  ),
  refused(
    'the Kubernetes operator’s a grant gives',
    'grant_results/grant-b1',
    capability('tailscale.com/cap/kubernetes'),
  ),
  refused('a capability of one’s own', 'grant_results/grant-k25', capability('my-company.internal/cap/access')),
  refused(
    'on the internet no capability is given',
    'grant_results/grant-v01',
    { grants: [{ src: ['*'], dst: ['autogroup:internet'], app: { 'example.com/cap/a': [{}] } }] },
    'grants[0].dst',
  ),
  refused(
    'a rule without a source is taken and does nothing',
    'grant_results/grant-h4',
    granting([], '*', '*'),
    'grants[0].src',
  ),
  refused('* is no login', 'ssh_results/ssh-malformed-user-wildcard', login('*'), 'ssh[0].users'),
  refused('nothing is no login', 'ssh_results/ssh-malformed-user-empty', login('root', ''), 'ssh[0].users'),
  refused(
    'a tag as a login is taken for a name',
    'ssh_results/ssh-malformed-user-tag-prefix',
    login('tag:foo'),
    'ssh[0].users',
  ),
  refused(
    'missing logins are refused',
    'ssh_results/ssh-malformed-users-missing',
    rule({ users: undefined }),
    'ssh[0].users',
  ),
  refused('null is as good as nothing', 'ssh_results/ssh-users-null', rule({ users: null }), 'ssh[0].users'),
  refused(
    'a missing source is taken and does nothing',
    'ssh_results/ssh-malformed-src-missing',
    rule({ src: undefined }),
    'ssh[0].src',
  ),
  refused(
    'so is a missing destination',
    'ssh_results/ssh-malformed-dst-missing',
    rule({ dst: undefined }),
    'ssh[0].dst',
  ),
  refused(
    'a missing action is refused',
    'ssh_results/ssh-malformed-action-missing',
    rule({ action: undefined }),
    'ssh[0].action',
  ),
  refused(
    'actions are written small',
    'ssh_results/ssh-malformed-action-mixedcase',
    rule({ action: 'Accept' }),
    'ssh[0].action',
  ),
  refused(
    'variables may be named',
    'ssh_results/ssh-malformed-acceptenv-glob-shapes',
    rule({ acceptEnv: ['*X', 'X*'] }),
  ),
  refused(
    'a variable without a name is refused',
    'ssh_results/ssh-malformed-acceptenv-empty',
    rule({ acceptEnv: [''] }),
    'ssh[0].acceptEnv',
  ),
  refused(
    'a period of nothing is taken',
    'ssh_results/ssh-malformed-checkperiod-zero',
    rule({ action: 'check', checkPeriod: '0s' }),
    'ssh[0].checkPeriod',
  ),
  refused(
    'no period is negative',
    'ssh_results/ssh-malformed-checkperiod-negative',
    rule({ action: 'check', checkPeriod: '-1m' }),
    'ssh[0].checkPeriod',
  ),
  cases(
    [
      'a domain is everybody whose login is of it',
      recorded('grant_results/grant-k20'),
      granting('user:*@example.com', 'tag:nas', '445'),
      to('nas'),
      ['ada-laptop *:445', 'ada-phone *:445', 'ben-desk *:445', 'cal-laptop *:445', 'dee-tablet *:445'],
    ],
    [
      'and nobody else',
      recorded('grant_results/grant-k20'),
      granting('user:*@example.org', 'tag:nas', '445'),
      to('nas'),
      [],
    ],
    [
      'a login by the domain is the first part of who asks',
      recorded('ssh_results/ssh-d2'),
      { ...login('localpart:*@example.com'), grants: [{ src: ['*'], dst: ['*'], ip: ['22'] }] },
      { ask: 'ssh', from: 'cal-laptop', to: 'web' },
      'accept cal',
    ],
    attributes('a group has an attribute', 'target-a4-group', ['group:media'], 'cal-laptop', 'randomize-client-port'),
    attributes('others have it not', 'target-a4-group', ['group:media'], 'ada-laptop'),
    attributes('so has an address', 'target-a9-prefix', ['100.64.0.21/32'], 'web', 'randomize-client-port'),
    attributes(
      'roles have attributes',
      'target-a11-autogroup-owner',
      ['autogroup:owner'],
      'ada-phone',
      'randomize-client-port',
    ),
    attributes('devices with tags have no role', 'target-a12-tag-vs-autogroup-member', ['autogroup:member'], 'web'),
    attributes(
      'devices with tags have attributes',
      'target-a6-autogroup-tagged',
      ['autogroup:tagged'],
      'web',
      'randomize-client-port',
    ),
    [
      'attributes add up',
      recorded('nodeattrs_results/nodeattrs-merge-b2-overlap'),
      {
        nodeAttrs: [
          { target: ['*'], attr: ['drive:access'] },
          { target: ['tag:web'], attr: ['drive:share', 'drive:access'] },
        ],
      },
      { ask: 'attributes', of: 'web' },
      ['drive:access', 'drive:share'],
    ],
    [
      'one switch randomizes ports everywhere',
      recorded('nodeattrs_results/nodeattrs-toplevel-randomize-client-port'),
      { randomizeClientPort: true },
      { ask: 'attributes', of: 'web' },
      ['randomize-client-port'],
    ],
  ),
  refused(
    'an entry for nothing is taken',
    'nodeattrs_results/nodeattrs-error-e5-empty-target-array',
    { nodeAttrs: [{ target: [], attr: ['a'] }] },
    'nodeAttrs[0].target',
  ),
  refused(
    'an entry of nothing is taken',
    'nodeattrs_results/nodeattrs-error-e1-empty',
    { nodeAttrs: [{ target: ['*'] }] },
    'nodeAttrs[0]',
  ),
  refused(
    'own devices are no target',
    'nodeattrs_results/nodeattrs-error-e3-autogroup-self',
    { nodeAttrs: [{ target: ['autogroup:self'], attr: ['a'] }] },
    'nodeAttrs[0].target',
  ),
  refused(
    'some addresses are Tailscale’s own',
    'nodeattrs_results/nodeattrs-error-e4-reserved-ippool',
    { nodeAttrs: [{ target: ['*'], ipPool: ['100.100.100.0/24'] }] },
    'nodeAttrs[0].ipPool',
  ),
  refused('others may be a pool', 'nodeattrs_results/nodeattrs-ippool-g1-admin', {
    nodeAttrs: [{ target: ['autogroup:admin'], ipPool: ['100.81.0.0/16'] }],
  }),
  ...blanks(),
  cases(
    [
      'no test is of port 0',
      policyDoc('accept-and-deny-destinations'),
      testing({ src: 'tag:proxy', deny: ['tag:web:0'] }),
      { ask: 'tests' },
      'invalid tag:web:0',
    ],
    [
      'no test is of a negative port',
      recorded('policytest_results/policytest-malformed-test-port-negative'),
      testing({ src: 'tag:proxy', deny: ['tag:web:-1'] }),
      { ask: 'tests' },
      'invalid tag:web:-1',
    ],
    [
      'a test needs a source',
      recorded('policytest_results/policytest-malformed-test-missing-src'),
      file({ ...testing({ src: 'tag:proxy' }), tests: [{ accept: ['tag:web:443'] }] }),
      { ask: 'tests' },
      'invalid',
    ],
    [
      'the source of a test may be an address',
      policyDoc('tests'),
      testing({ src: '100.64.0.23', accept: ['tag:web:443'] }),
      { ask: 'tests' },
      [],
    ],
  ),
].flat()

function attributes(
  name: string,
  recording: string,
  target: readonly string[],
  of: string,
  ...answer: readonly string[]
): Row {
  const policy: Policy = {
    groups: { 'group:media': ['cal@example.com'] },
    nodeAttrs: [{ target, attr: ['randomize-client-port'] }],
  }
  return [name, recorded(`nodeattrs_results/nodeattrs-${recording}`), policy, { ask: 'attributes', of }, answer]
}

/** Blanks around a word are none to the control plane. */
function blanks(): readonly (readonly Case[])[] {
  const named = (name: string, recording: string, change: Parameters<typeof rule>[0]): readonly Case[] =>
    cases([
      name,
      recorded(recording),
      { ...enter(change), grants: [{ src: ['*'], dst: ['*'], ip: ['22'] }] },
      { ask: 'ssh', from: 'ada-laptop', to: 'web' },
      ['accept root'],
    ])
  return [
    named('before a user', 'ssh_results/ssh-src-leading-whitespace', { src: [' ada@example.com'] }),
    named('behind a tag', 'ssh_results/ssh-dst-trailing-whitespace', { dst: ['tag:web '] }),
    named('before a login', 'ssh_results/ssh-malformed-user-whitespace-leading', { users: [' root'] }),
    named('before an action', 'ssh_results/ssh-malformed-action-whitespace', { action: ' accept' }),
  ]
}
