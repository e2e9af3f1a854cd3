import { expect, test } from 'vitest'
import { example } from '../tests/conformance/example.ts'
import { compile, type Policy, permits, reach, reachSsh, UnknownEndpointError } from './index.ts'

const policy: Policy = {
  groups: { 'group:media': ['cal@example.com'] },
  tagOwners: {},
  grants: [
    { src: ['autogroup:member'], dst: ['svc:docs'], ip: ['443'] },
    { src: ['group:media'], dst: ['svc:docs'], ip: ['443'], reason: 'Media people read.' },
    { src: ['tag:proxy'], dst: ['tag:nas'], ip: ['tcp:440-450', 'udp:53'] },
  ],
}

test('a row says what is opened, what answers there, and by which rules', () => {
  expect(reach(policy, example, { from: 'cal-laptop' })).toEqual([
    {
      from: 'cal-laptop',
      to: 'svc:docs',
      protocol: '*',
      ports: '443',
      open: ['tcp:443'],
      because: [
        { section: 'grants', index: 0, text: 'autogroup:member -> svc:docs 443' },
        { section: 'grants', index: 1, text: 'group:media -> svc:docs 443', reason: 'Media people read.' },
      ],
    },
  ])
})

test('rows are sorted, and plain data', () => {
  const rows = reach(policy, example, { from: 'proxy' })
  expect(rows.map(({ protocol, ports, open }) => `${protocol}:${ports} ${open.join(',')}`)).toEqual([
    'tcp:440-450 tcp:445',
    'udp:53 ',
  ])
  expect(JSON.parse(JSON.stringify(rows))).toEqual(rows)
})

test.each<[string, readonly string[]]>([
  ['docs', ['ada-laptop', 'ada-phone', 'ben-desk', 'cal-laptop', 'dee-tablet']],
  ['svc:docs', ['ada-laptop', 'ada-phone', 'ben-desk', 'cal-laptop', 'dee-tablet']],
  ['tag:target', ['ada-laptop', 'ada-phone', 'ben-desk', 'cal-laptop', 'dee-tablet']],
  ['tag:nas', ['proxy', 'proxy']],
])('who reaches %s', (to, from) => {
  expect(reach(policy, example, { to }).map(row => row.from)).toEqual(from)
})

test.each<[string, readonly string[]]>([
  ['ada@example.com', ['ada-laptop', 'ada-phone']],
  ['group:media', ['cal-laptop']],
  ['autogroup:owner', ['ada-laptop', 'ada-phone']],
  ['tag:proxy', ['proxy', 'proxy']],
])('where %s reaches', (from, rows) => {
  expect(reach(policy, example, { from }).map(row => row.from)).toEqual(rows)
})

test('from and to together', () => {
  expect(reach(policy, example, { from: 'proxy', to: 'nas' })).toHaveLength(2)
  expect(reach(policy, example, { from: 'proxy', to: 'docs' })).toEqual([])
})

test('an end that does not exist is an error that names what does', () => {
  expect(() => reach(policy, example, { from: 'prxy' })).toThrow(UnknownEndpointError)
  expect(() => reach(policy, example, { to: 'tag:ghost' })).toThrow(/"tag:ghost" \(expected one of ada-laptop, /)
  expect(() => reachSsh(policy, example, { to: 'nsa' })).toThrow(UnknownEndpointError)
})

test('a permitted flow comes with its rules', () => {
  const compiled = compile(policy, example)
  const asked = { from: 'proxy', to: 'nas', protocol: 'tcp', port: 445 }
  expect(permits(compiled, asked)).toEqual({
    allowed: true,
    because: [{ section: 'grants', index: 2, text: 'tag:proxy -> tag:nas tcp:440-450, udp:53' }],
  })
  expect(permits(compiled, { ...asked, port: 22 })).toEqual({ allowed: false, because: [] })
})

test('SSH rows name both kinds of rules', () => {
  const rules: Policy = {
    ...policy,
    grants: [{ src: ['autogroup:admin'], dst: ['*'], ip: ['tcp:22'] }],
    ssh: [
      {
        action: 'check',
        src: ['autogroup:admin'],
        dst: ['tag:nas'],
        users: ['autogroup:nonroot'],
        checkPeriod: '12h0m0s',
      },
      { action: 'accept', src: ['autogroup:member'], dst: ['tag:nas'], users: ['guest'] },
    ],
  }
  const because = [{ section: 'grants', index: 0, text: 'autogroup:admin -> * tcp:22' }]
  expect(reachSsh(rules, example, { from: 'ben-desk' })).toEqual([
    {
      from: 'ben-desk',
      to: 'nas',
      action: 'check',
      users: ['autogroup:nonroot'],
      checkPeriod: '12h0m0s',
      rule: 0,
      because,
    },
    { from: 'ben-desk', to: 'nas', action: 'accept', users: ['guest'], rule: 1, because },
  ])
  expect(reachSsh(rules, example, { to: 'nas' }).map(({ from }) => from)).toEqual([
    ...['ada-laptop', 'ada-laptop', 'ada-phone', 'ada-phone', 'ben-desk', 'ben-desk'],
  ])
})

test('ports are sorted by number', () => {
  const grants = [{ src: ['tag:proxy'], dst: ['tag:nas'], ip: ['tcp:443', 'tcp:80', 'tcp:9-100', 'tcp:9'] }]
  expect(reach({ grants }, example, { from: 'proxy' }).map(({ ports }) => ports)).toEqual(['9', '9-100', '80', '443'])
})

test('an endpoint without a known address is still in Tailscale’s range', () => {
  const nas = { kind: 'device', name: 'nas', identity: { by: 'tags', tags: ['tag:nas'] } } as const
  const web = { ...nas, name: 'web' }
  const grants = (dst: string) => ({ grants: [{ src: ['tag:nas'], dst: [dst], ip: ['*'] }] })
  const reached = (dst: string) => reach(grants(dst), { users: [], endpoints: [nas, web] }, { from: 'nas' })
  expect(reached('100.64.0.0/10').map(({ to }) => to)).toEqual(['web'])
  expect(reached('fd7a:115c:a1e0::/48').map(({ to }) => to)).toEqual(['web'])
  expect(reached('0.0.0.0/0').map(({ to }) => to)).toEqual(['web'])
  expect(reached('100.64.0.0/11')).toEqual([])
})
