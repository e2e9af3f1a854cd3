import { present } from '@homelab/formats/present'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inventories, policies, traffic } from '../tests/arbitraries.ts'
import { example } from '../tests/conformance/example.ts'
import { type Change, changesBetween, compile, type Policy, permits } from './index.ts'

const changes = (before: Policy, after: Policy): readonly string[] => changesBetween(before, after, example).map(text)

function text({ what, from, to, access }: Change): string {
  return [from.join(','), what, access, ...(to === undefined ? [] : [`on ${to.join(',')}`])].join(' ')
}

const grant = (src: string, dst: string, ...ip: string[]): Policy => ({ grants: [{ src: [src], dst: [dst], ip }] })

test('the same policy changes nothing', () => {
  expect(changes(grant('tag:proxy', '*', '*'), grant('tag:proxy', '*', '1-65535', '*'))).toEqual([])
})

test('exactly the ports that are new, and those that are gone', () => {
  expect(
    changes(grant('tag:proxy', 'tag:nas', 'tcp:1-100'), grant('tag:proxy', 'tag:nas', 'tcp:50-150', '53')),
  ).toEqual(['proxy gains tcp:101-150 on nas', 'proxy gains udp:53 on nas', 'proxy loses tcp:1-49 on nas'])
})

test('who gains the same is told together', () => {
  expect(changes({ grants: [] }, grant('autogroup:admin', 'tag:web', '443'))).toEqual([
    'ada-laptop,ada-phone,ben-desk gains 443 on web,web-db',
  ])
})

test('a policy without rules opens everything, so that one with some takes away', () => {
  const lost = changes({}, grant('tag:proxy', '*', '*'))
  expect(lost.every(line => line.includes('loses *'))).toBe(true)
  expect(lost.join()).toContain('nas')
})

test('postures are told where access stays', () => {
  const postures = { 'posture:new': ["node:tsVersion >= '1.80'"] }
  const [open, bound] = [undefined, ['posture:new']].map(srcPosture => ({
    postures,
    grants: [{ src: ['tag:proxy'], dst: ['tag:nas'], ip: ['445'], ...present({ srcPosture }) }],
  }))
  expect(changes(open ?? {}, bound ?? {})).toEqual(['proxy loses 445 whatever the posture on nas'])
  expect(changes(bound ?? {}, open ?? {})).toEqual(['proxy gains 445 whatever the posture on nas'])
})

test('logins, what applications are told, and attributes', () => {
  const base = grant('cal@example.com', 'tag:nas', '22')
  const more: Policy = {
    ...base,
    ssh: [{ action: 'check', src: ['cal@example.com'], dst: ['tag:nas'], users: ['root'] }],
    nodeAttrs: [{ target: ['tag:nas'], attr: ['funnel'] }],
    grants: [
      ...(base.grants ?? []),
      {
        src: ['cal@example.com'],
        dst: ['tag:nas'],
        app: { 'tailscale.com/cap/drive': [{ shares: ['*'], access: 'ro' }] },
      },
    ],
  }
  expect(changes(base, more)).toEqual([
    'cal-laptop gains SSH as root (check) on nas',
    'cal-laptop gains tailscale.com/cap/drive: every share to read on nas',
    'nas gains attribute funnel',
  ])
})

test('changes say of every question whether its answer changes', () => {
  fc.assert(
    fc.property(policies, policies, inventories, (before, after, inventory) => {
      const [old, now] = [compile(before, inventory), compile(after, inventory)]
      const all = changesBetween(before, after, inventory)
      const names = now.endpoints.map(({ name }) => name)
      for (const from of names)
        for (const to of names)
          for (const { protocol, port } of traffic.filter(one => one.protocol !== 'icmp')) {
            const asked = { from, to, protocol, port }
            const [was, is] = [permits(old, asked).allowed, permits(now, asked).allowed]
            const told = all
              .filter(change => change.from.includes(from) && change.to?.includes(to) === true)
              .filter(({ access }) => covers(access, protocol, port))
              .map(({ what }) => what)
            expect({ ...asked, told }).toEqual({ ...asked, told: was === is ? [] : [is ? 'gains' : 'loses'] })
          }
    }),
    { numRuns: 100 },
  )
})

function covers(access: string, protocol: string, port: number): boolean {
  const [, own, ports = ''] = /^(?:([a-z]+):)?(.*)$/.exec(access) ?? []
  if (own !== undefined && own !== protocol) return false
  return ports.split(', ').some(part => {
    const [first = 0, last = first] = part === '*' ? [0, 65_535] : part.split('-').map(Number)
    return first <= port && port <= last
  })
}
