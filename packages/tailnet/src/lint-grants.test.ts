import { expect, test } from 'vitest'
import { brief, inventory, machine, run, sound } from '../tests/lints.ts'
import type { Lint, Policy } from './index.ts'

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
