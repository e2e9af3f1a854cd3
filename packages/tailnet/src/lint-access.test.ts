import { expect, test } from 'vitest'
import { brief, inventory, run, sound } from '../tests/lints.ts'
import { lint, type Policy, UnknownEndpointError } from './index.ts'

const flow = (from: string, to: string, port: number) => ({ from, to, protocol: 'tcp', port, why: 'needs it' }) as const
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
