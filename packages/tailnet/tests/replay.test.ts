import { expect, test } from 'vitest'
import { type Device, type Inventory, lint, type Policy, reach, runTests, type Tag } from '../src/index.ts'

/**
 * A public proxy first reached everything that carries the broad tags of the cluster and the lab. A tag for its targets
 * took their place: the endpoints that it needs carry the tag, and the proxy is granted that tag alone.
 */
const machine = (name: string, ...tags: readonly [Tag, ...Tag[]]): Device => ({
  kind: 'device',
  name,
  identity: { by: 'tags', tags },
})
const endpoint = (name: `svc:${string}`, port: number, ...tags: readonly Tag[]) =>
  ({ kind: 'service', name, tags, ports: [{ protocol: 'tcp', port }], hosts: ['ingress'] }) as const
const inventory: Inventory = {
  users: [],
  endpoints: [
    machine('proxy', 'tag:proxy'),
    machine('server', 'tag:homelab'),
    machine('nas', 'tag:nas'),
    machine('ingress', 'tag:k8s'),
    endpoint('svc:docs', 443, 'tag:k8s', 'tag:target'),
    endpoint('svc:logs', 443, 'tag:k8s', 'tag:target'),
    endpoint('svc:metrics', 443, 'tag:k8s', 'tag:target'),
    endpoint('svc:reader', 443, 'tag:k8s'),
    endpoint('svc:deploys', 443, 'tag:k8s'),
    endpoint('svc:sql', 5432, 'tag:k8s'),
  ],
}
const owners = Object.fromEntries(
  ['tag:proxy', 'tag:homelab', 'tag:nas', 'tag:k8s', 'tag:target'].map(tag => [tag, ['autogroup:admin']]),
)
const approvers = { services: { 'tag:k8s': ['tag:k8s'] } }
const before: Policy = {
  tagOwners: owners,
  autoApprovers: approvers,
  grants: [
    { src: ['tag:proxy'], dst: ['tag:k8s'], ip: ['tcp:443'] },
    { src: ['tag:proxy'], dst: ['tag:homelab'], ip: ['tcp:443'] },
  ],
}
const after: Policy = {
  tagOwners: owners,
  autoApprovers: approvers,
  grants: [{ src: ['tag:proxy'], dst: ['tag:target'], ip: ['tcp:443'] }],
  tests: [{ src: 'tag:proxy', accept: ['tag:target:443'], deny: ['tag:k8s:443', 'tag:homelab:443', 'tag:nas:445'] }],
}
const flows = ['svc:docs', 'svc:logs', 'svc:metrics'].map(
  to => ({ from: 'proxy', to, protocol: 'tcp', port: 443, why: 'serves it' }) as const,
)
const reached = (policy: Policy): readonly string[] =>
  reach(policy, inventory, { from: 'proxy' }).map(row => `${row.to} ${row.protocol}:${row.ports}`)

test('with the broad grants the proxy reaches every machine and endpoint that carries the tags', () => {
  expect(reached(before)).toEqual([
    'ingress tcp:443',
    'server tcp:443',
    'svc:deploys tcp:443',
    'svc:docs tcp:443',
    'svc:logs tcp:443',
    'svc:metrics tcp:443',
    'svc:reader tcp:443',
  ])
})

test('with the target tag it reaches exactly the endpoints that carry it', () => {
  expect(reached(after)).toEqual(['svc:docs tcp:443', 'svc:logs tcp:443', 'svc:metrics tcp:443'])
})

test('the flows explain the narrow grant and not the broad ones', () => {
  const unexplained = (policy: Policy): readonly string[] =>
    lint({ policy, inventory, flows }).flatMap(one => (one.code === 'unexplained-access' ? [one.to] : []))
  expect(unexplained(before)).toEqual(['ingress', 'svc:deploys', 'svc:reader', 'server'])
  expect(unexplained(after)).toEqual([])
})

test('the new policy’s tests hold, and fail on the broad grants', () => {
  expect(runTests(after, inventory).failures).toEqual([])
  const failures = runTests({ ...after, grants: before.grants ?? [] }, inventory).failures
  expect(failures.map(({ kind, dst }) => `${kind} ${dst}`)).toEqual([
    'accept tag:target:443',
    'deny tag:k8s:443',
    'deny tag:homelab:443',
  ])
})

test('the denial of the broad tag holds for that tag alone: what else carries the target tag is reached', () => {
  const { exceptions } = runTests(after, inventory)
  expect(exceptions.map(({ from, to, dst }) => `${from} -> ${to} (${dst})`)).toEqual([
    'proxy -> svc:docs (tag:k8s:443)',
    'proxy -> svc:logs (tag:k8s:443)',
    'proxy -> svc:metrics (tag:k8s:443)',
  ])
})
