import { describe, expect, test } from 'vitest'
import { type Device, type Inventory, type Lint, lint, type Policy, type Tag, UnknownEndpointError } from './index.ts'

const machine = (name: string, tag: Tag, ...more: readonly Tag[]): Device => ({
  kind: 'device',
  name,
  identity: { by: 'tags', tags: [tag, ...more] },
})
const inventory: Inventory = {
  users: [{ login: 'ada@example.com', role: 'owner' }],
  endpoints: [
    { kind: 'device', name: 'laptop', identity: { by: 'owner', owner: 'ada@example.com' }, addresses: ['100.64.0.1'] },
    { ...machine('proxy', 'tag:proxy'), addresses: ['100.64.0.2'] },
    { ...machine('nas', 'tag:nas'), addresses: ['100.64.0.3'] },
    {
      kind: 'service',
      name: 'svc:docs',
      tags: ['tag:web'],
      addresses: ['100.64.0.4'],
      ports: [{ protocol: 'tcp', port: 443 }],
    },
  ],
}
/** Nothing to say about it. */
const sound: Policy = {
  tagOwners: { 'tag:proxy': [], 'tag:nas': [], 'tag:web': [] },
  grants: [
    { src: ['autogroup:admin'], dst: ['*'], ip: ['*'] },
    { src: ['tag:proxy'], dst: ['tag:web'], ip: ['tcp:443'], reason: 'It serves the web.' },
  ],
}
const run = (change: Policy, more: Partial<Inventory> = {}): readonly Lint[] =>
  lint({ policy: { ...sound, ...change }, inventory: { ...inventory, ...more }, flows: [] })
const brief = (lints: readonly Lint[]): readonly string[] =>
  lints.map(one => {
    switch (one.code) {
      case 'dead-grant':
        return `${one.code} ${one.rule.section}[${one.rule.index}] ${one.side} ${one.selectors.join(',')}${one.whole ? ' whole' : ''}`
      case 'shadowed-grant':
        return `${one.code} ${one.rule.index} by ${one.by.index}`
      case 'unknown-address':
        return `${one.code} ${one.selector} ${one.endpoints.join(',')}`
      case 'unowned-tag':
        return `${one.code} ${one.tag} on ${one.carriedBy.join(',')} in ${one.paths.join(',')}`
      case 'unused-tag':
        return `${one.code} ${one.tag} in ${one.paths.join(',')}`
      case 'vacuous-test':
        return `${one.code} ${one.test} ${one.tag} ${one.path}`
      case 'undefined-group':
      case 'undefined-host':
      case 'unknown-user':
      case 'unknown-service':
        return `${one.code} ${one.name} in ${one.paths.join(',')}`
      case 'unused-group':
      case 'unused-host':
        return `${one.code} ${one.name}`
      case 'refused-flow':
        return `${one.code} ${one.flow.from} -> ${one.flow.to}`
      case 'unexplained-access':
        return `${one.code} ${one.from} -> ${one.to} ${one.protocol}:${one.ports} by ${one.because.map(({ index }) => index).join(',')}`
      case 'unapproved-host':
        return `${one.code} ${one.host} of ${one.service}`
      case 'policy-problem':
        return `${one.code} ${one.path} ${one.got}`
    }
  })

test('a sound policy has nothing', () => {
  expect(run({})).toEqual([])
})

describe('grants', () => {
  const grants = (...more: NonNullable<Policy['grants']>): Policy => ({ grants: [...(sound.grants ?? []), ...more] })
  const tagOwners = { ...sound.tagOwners, 'tag:idle': [] }
  const dead = (lints: readonly Lint[]) => brief(lints.filter(({ code }) => code === 'dead-grant'))

  test('whose source nothing carries', () => {
    const lints = run({ ...grants({ src: ['tag:idle'], dst: ['tag:nas'], ip: ['*'] }), tagOwners })
    expect(dead(lints)).toEqual(['dead-grant grants[2] src tag:idle whole'])
  })

  test('whose destination nothing carries', () => {
    const lints = run({ ...grants({ src: ['tag:nas'], dst: ['tag:idle', 'svc:none'], ip: ['*'] }), tagOwners })
    expect(dead(lints)).toEqual(['dead-grant grants[2] dst tag:idle,svc:none whole'])
  })

  test('of which a part is dead', () => {
    const lints = run({
      ...grants({ src: ['tag:nas'], dst: ['tag:idle', 'tag:web'], ip: ['tcp:443'], reason: 'r' }),
      tagOwners,
    })
    expect(dead(lints)).toEqual(['dead-grant grants[2] dst tag:idle'])
  })

  test('with a role that nobody has, and own devices that nobody has two of', () => {
    const lints = run(
      grants(
        { src: ['autogroup:auditor'], dst: ['tag:nas'], ip: ['*'] },
        { src: ['autogroup:member'], dst: ['autogroup:self'], ip: ['tcp:22'] },
      ),
    )
    expect(dead(lints)).toEqual([
      'dead-grant grants[2] src autogroup:auditor whole',
      'dead-grant grants[3] dst autogroup:self whole',
    ])
  })

  test('that another grant covers', () => {
    const lints = run(grants({ src: ['ada@example.com'], dst: ['tag:nas'], ip: ['tcp:22', 'udp:53-60'] }))
    expect(brief(lints)).toEqual(['shadowed-grant 2 by 0'])
  })

  test('that are written twice: the later one is superfluous', () => {
    const [, twice] = sound.grants ?? []
    expect(brief(run(grants(...(twice === undefined ? [] : [twice]))))).toEqual(['shadowed-grant 2 by 1'])
  })

  test('of another protocol are needed', () => {
    const lints = run(
      grants(
        { src: ['tag:proxy'], dst: ['tag:nas'], ip: ['tcp:53'], reason: 'r' },
        { src: ['tag:proxy'], dst: ['tag:nas'], ip: ['udp:53'], reason: 'r' },
      ),
    )
    expect(brief(lints)).toEqual([])
  })

  test('to own devices are needed beside those to others', () => {
    const phone = { kind: 'device', name: 'phone', identity: { by: 'owner', owner: 'ada@example.com' } } as const
    const change: Policy = {
      grants: [
        { src: ['autogroup:member'], dst: ['tag:web'], ip: ['*'] },
        { src: ['autogroup:member'], dst: ['autogroup:self'], ip: ['tcp:22'] },
        { src: ['ada@example.com'], dst: ['autogroup:self'], ip: ['tcp:22'] },
      ],
    }
    expect(brief(run(change, { endpoints: [...inventory.endpoints, phone] }))).toEqual(['shadowed-grant 2 by 1'])
  })

  test('that only overlap are both needed', () => {
    const lints = run(grants({ src: ['tag:proxy'], dst: ['tag:web', 'tag:nas'], ip: ['tcp:80-442'], reason: 'r' }))
    expect(brief(lints)).toEqual([])
  })

  test('by address, where an address is not known', () => {
    const endpoints = inventory.endpoints.map(one => (one.name === 'nas' ? machine('nas', 'tag:nas') : one))
    const change = { ...grants({ src: ['tag:proxy'], dst: ['100.64.0.3', '192.0.2.1'], ip: ['*'], reason: 'r' }) }
    expect(brief(run(change, { endpoints }))).toEqual([
      'dead-grant grants[2] dst 100.64.0.3,192.0.2.1 whole',
      'unknown-address 100.64.0.3 nas',
    ])
    expect(brief(run(change))).toEqual(['dead-grant grants[2] dst 192.0.2.1'])
  })
})

describe('tags', () => {
  test('that are carried or mentioned without an owner', () => {
    const change = {
      tagOwners: { 'tag:proxy': [], 'tag:web': [] },
      ssh: [{ action: 'accept' as const, src: ['tag:proxy'], dst: ['tag:NAS', 'tag:ghost'], users: ['root'] }],
    }
    expect(brief(run(change))).toEqual([
      'unowned-tag tag:ghost on  in ssh[0].dst',
      'unowned-tag tag:nas on nas in ssh[0].dst',
    ])
  })

  test('that are owned and carried by nothing', () => {
    const tagOwners = { ...sound.tagOwners, 'tag:idle': [], 'tag:lost': ['tag:idle'] }
    expect(brief(run({ tagOwners }))).toEqual(['unused-tag tag:idle in tagOwners.tag:lost', 'unused-tag tag:lost in '])
  })

  test('that a test speaks of and nothing carries', () => {
    const tagOwners = { ...sound.tagOwners, 'tag:idle': [] }
    const tests = [
      { src: 'tag:proxy', deny: ['tag:nas:22'] },
      { src: 'ada@example.com', accept: ['tag:nas:22', 'tag:idle:22'] },
    ]
    expect(brief(run({ tagOwners, tests }))).toEqual([
      'unused-tag tag:idle in tests[1].accept',
      'vacuous-test 1 tag:idle tests[1].accept',
    ])
  })

  test('that a test speaks of without an owner are not vacuous but unowned', () => {
    const tests = [{ src: 'tag:proxy', deny: ['tag:ghost:22'] }]
    expect(brief(run({ tests }))).toEqual(['unowned-tag tag:ghost on  in tests[0].deny'])
  })
})

describe('names', () => {
  test('that are mentioned and not there', () => {
    const change: Policy = {
      acls: [
        {
          action: 'accept',
          src: ['group:ghost', 'ghost@example.com', 'ghost-host'],
          dst: ['svc:ghost:443'],
          reason: 'r',
        },
      ],
      groups: { 'group:media': ['gone@example.com'] },
      tests: [{ src: 'group:media', accept: ['svc:ghost:443'] }],
    }
    expect(brief(run(change)).filter(text => !text.startsWith('dead'))).toEqual([
      'undefined-group group:ghost in acls[0].src',
      'undefined-host ghost-host in acls[0].src',
      'unknown-user gone@example.com in groups.group:media',
      'unknown-user ghost@example.com in acls[0].src',
      'unknown-service svc:ghost in acls[0].dst,tests[0].accept',
    ])
  })

  test('that are there and not mentioned', () => {
    const change = { groups: { 'group:media': ['ada@example.com'] }, hosts: { old: '192.0.2.1' } }
    expect(brief(run(change))).toEqual(['unused-group group:media', 'unused-host old'])
  })

  test('that an SSH test or an auto-approver mentions count as used', () => {
    const change: Policy = {
      groups: { 'group:media': ['ada@example.com'] },
      hosts: { box: '100.64.0.3' },
      autoApprovers: { exitNode: ['group:media'] },
      sshTests: [{ src: 'ada@example.com', dst: ['box'], deny: ['root'] }],
    }
    expect(brief(run(change))).toEqual([])
  })
})

describe('access', () => {
  const flow = (from: string, to: string, port: number) =>
    ({ from, to, protocol: 'tcp', port, why: 'needs it' }) as const
  const plain = (...ip: readonly string[]): Policy => ({
    ...sound,
    grants: [{ src: ['tag:proxy'], dst: ['tag:nas', 'tag:web'], ip }],
  })
  const access = (policy: Policy, ...flows: readonly ReturnType<typeof flow>[]) =>
    brief(lint({ policy, inventory, flows }))

  test('that a declared flow needs and the policy refuses', () => {
    expect(access(sound, flow('proxy', 'svc:docs', 443), flow('proxy', 'nas', 445))).toEqual([
      'refused-flow proxy -> nas',
    ])
  })

  test('that nothing explains', () => {
    expect(access(plain('tcp:443'))).toEqual([
      'unexplained-access proxy -> nas tcp:443 by 0',
      'unexplained-access proxy -> svc:docs tcp:443 by 0',
    ])
  })

  test('that a flow explains, port by port', () => {
    expect(access(plain('tcp:443', 'tcp:22'), flow('proxy', 'nas', 443), flow('proxy', 'svc:docs', 443))).toEqual([
      'unexplained-access proxy -> nas tcp:22 by 0',
    ])
  })

  test('that a flow from another machine, to another port or by another protocol does not explain', () => {
    const policy = plain('tcp:443')
    const other = { ...flow('proxy', 'nas', 443), protocol: 'udp' } as const
    const unexplained = 'unexplained-access proxy -> nas tcp:443 by 0'
    const some = (...flows: Parameters<typeof lint>[0]['flows']) =>
      brief(lint({ policy, inventory, flows })).filter(text => text.includes('nas') && text.startsWith('unexplained'))
    expect(some(flow('nas', 'nas', 443))).toEqual([unexplained])
    expect(some(flow('proxy', 'nas', 444))).toEqual([unexplained])
    expect(some(other)).toEqual([unexplained])
    expect(some(flow('proxy', 'nas', 443))).toEqual([])
  })

  test('to every port of a device is more than a flow explains; a Service has no more than its own', () => {
    expect(access(plain('*'), flow('proxy', 'nas', 443), flow('proxy', 'svc:docs', 443))).toEqual([
      'unexplained-access proxy -> nas *:* by 0',
    ])
  })

  test('that a reason explains, whatever other rules say the same', () => {
    const [bare] = plain('tcp:443').grants ?? []
    const reasoned = bare === undefined ? [] : [bare, { ...bare, reason: 'It is the edge.' }]
    expect(access({ ...sound, grants: reasoned })).toEqual(['shadowed-grant 1 by 0'])
  })

  test('of people needs no reason', () => {
    expect(access({ ...sound, grants: [{ src: ['ada@example.com'], dst: ['*'], ip: ['*'] }] })).toEqual([])
  })

  test('by a flow to nowhere is an error', () => {
    expect(() => access(sound, flow('proxy', 'ghost', 443))).toThrow(UnknownEndpointError)
  })

  test('to a Service whose host nobody approves', () => {
    const endpoints = inventory.endpoints.map(one =>
      one.kind === 'service' ? { ...one, hosts: ['nas', 'proxy', 'gone'] } : one,
    )
    const autoApprovers = { services: { 'tag:web': ['tag:nas'] } }
    expect(brief(run({ autoApprovers }, { endpoints })).filter(text => text.startsWith('unapproved'))).toEqual([
      'unapproved-host proxy of svc:docs',
      'unapproved-host gone of svc:docs',
    ])
  })
})

test('what Tailscale would refuse comes first', () => {
  const change = { ssh: [{ action: 'check' as const, src: ['tag:proxy'], dst: ['tag:nas'], users: ['root'] }] }
  expect(brief(run(change))).toEqual(['policy-problem ssh[0].src tag:proxy'])
})
