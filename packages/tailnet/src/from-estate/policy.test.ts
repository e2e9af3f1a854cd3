import { flowsOf, type Needs, type Resolved, type TailnetGrant, tcp } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { asksPg, boss, client, edge, guest, lab, laptop, nas, readsDocs, server } from '../../tests/estate.ts'
import type { PolicyDocument } from '../policy.ts'
import { tailnetOf } from './policy.ts'

const grant = (src: `tag:${string}`, dst: `tag:${string}`, port: number): TailnetGrant => ({
  src: [src],
  dst: [dst],
  ip: [`tcp:${port}`],
  reason: 'because',
})
const both = (): Needs => [...readsDocs(), ...asksPg()]

function documentOf(resolved: Resolved): PolicyDocument {
  return tailnetOf(resolved)?.document ?? {}
}

function grantsOf(resolved: Resolved): readonly string[] {
  return (documentOf(resolved).grants ?? []).map(({ src, dst, ip }) => `${src} -> ${dst} ${ip}`)
}

test('an estate without a policy has none', () => {
  const { tailnet: _, ...rest } = lab({})
  expect(tailnetOf(rest)).toBeUndefined()
})

describe('grants that follow', () => {
  test('a machine that may reach little is granted the tag of its targets, with what it is for', () => {
    const { grants = [] } = documentOf(lab({}, client('proxy', edge, readsDocs), client('probe', edge, readsDocs)))
    expect(grants).toEqual([
      {
        src: ['tag:edge'],
        dst: ['tag:target'],
        ip: ['tcp:443'],
        comment: 'Follows from what services need:\n- proxy reads pages (docs)\n- probe reads pages (docs)',
      },
    ])
  })

  test('another one is granted the Services themselves, and devices by their tag', () => {
    expect(grantsOf(lab({}, client('indexer', nas, both)))).toEqual([
      'tag:nas -> svc:docs tcp:443',
      'tag:nas -> tag:k8s tcp:5432',
    ])
  })

  test('nothing follows where somebody decided already, or for people’s devices', () => {
    const decided = [grant('tag:nas', 'tag:k8s', 443)]
    expect(grantsOf(lab({ grants: decided }, client('a', nas, both), client('b', laptop, both)))).toEqual([
      'tag:nas -> tag:k8s tcp:443',
      'tag:nas -> tag:k8s tcp:5432',
    ])
  })

  test('they stand where the estate says, else last', () => {
    const clients = [client('proxy', edge, readsDocs), client('indexer', nas, readsDocs)]
    const decided = [flowsOf(nas), grant('tag:server', 'tag:nas', 445)]
    expect(grantsOf(lab({ grants: decided }, ...clients))).toEqual([
      'tag:nas -> svc:docs tcp:443',
      'tag:server -> tag:nas tcp:445',
      'tag:edge -> tag:target tcp:443',
    ])
  })

  test('a neighbour needs no tailnet', () => {
    expect(
      grantsOf(
        lab(
          {},
          client('near', server, () => []),
        ),
      ),
    ).toEqual([])
  })
})

describe('tests that follow', () => {
  const nothingElse = 'tag:edge accept  deny tag:k8s:443 tag:k8s:5432'
  const testsOf = (resolved: Resolved): readonly string[] =>
    (documentOf(resolved).tests ?? []).map(
      ({ src, accept = [], deny = [] }) => `${src} accept ${accept.join(' ')} deny ${deny.join(' ')}`,
    )

  test('a need is accepted, between the tags that let it pass', () => {
    const decided = [grant('tag:forge', 'tag:k8s', 5432)]
    const clients = [client('a', nas, both), client('b', server, asksPg)]
    expect(testsOf(lab({ grants: decided }, ...clients))).toEqual([
      'tag:nas accept svc:docs:443 tag:k8s:5432 deny ',
      'tag:forge accept tag:k8s:5432 deny ',
      nothingElse,
    ])
  })

  test('a machine that may reach little is denied everything else that answers', () => {
    const answers = client('web', nas, () => [])
    const web = { ...answers, ports: { http: { protocol: 'http', port: 80 } } } as const
    expect(testsOf(lab({}, client('proxy', edge, readsDocs), web))).toEqual([
      'tag:edge accept tag:target:443 deny ',
      'tag:edge accept  deny tag:k8s:443 tag:k8s:5432 tag:nas:80',
    ])
  })

  test('and what its hosts answer on besides their services', () => {
    const resolved = lab({})
    const hosts = resolved.hosts.map(host => (host.name === 'server' ? { ...host, listens: { ssh: tcp(22) } } : host))
    expect(testsOf({ ...resolved, hosts })).toEqual([
      'tag:edge accept  deny tag:forge:22 tag:k8s:443 tag:k8s:5432 tag:server:22',
    ])
  })

  test('what is stated is not said again, and comes first', () => {
    const stated = [{ src: 'tag:edge', accept: ['tag:target:443'], deny: ['tag:k8s:443', 'tag:nas:22'] }] as const
    expect(testsOf(lab({ tests: stated }, client('proxy', edge, readsDocs)))).toEqual([
      'tag:edge accept tag:target:443 deny tag:k8s:443 tag:nas:22',
      'tag:edge accept  deny tag:k8s:5432',
    ])
  })

  test('a need that nothing lets pass is no test', () => {
    expect(testsOf(lab({}, client('reader', laptop, readsDocs)))).toEqual([nothingElse])
  })
})

test('attributes of devices, with their note', () => {
  const stated = { target: ['tag:nas', guest], attr: ['drive:share'], note: 'Shares.' } as const
  expect(documentOf(lab({ nodeAttrs: [stated] })).nodeAttrs).toEqual([
    { target: ['tag:nas', '{{ person:guest }}'], attr: ['drive:share'], comment: 'Shares.' },
  ])
})

test('groups, SSH rules, approvers and owners, with their notes and people by name', () => {
  const { groups, ssh, autoApprovers, tagOwners, tests, comments } = documentOf(
    lab({
      groups: [{ name: 'group:all', members: [boss, guest], note: 'Everybody.' }],
      ssh: [
        { action: 'check', src: [guest], dst: ['autogroup:self'], users: ['root'], checkPeriod: '1h', note: 'Own.' },
      ],
      serviceApprovers: [{ services: 'tag:k8s', approvers: ['tag:k8s'], note: 'Proxies.' }],
      tags: [{ tag: 'tag:k8s', owners: [boss, 'tag:server'], note: 'Cluster.' }],
      tests: [{ src: guest, deny: ['tag:k8s:22'], note: 'Never.' }],
    }),
  )
  expect(groups).toEqual({ 'group:all': ['{{ person:boss }}', '{{ person:guest }}'] })
  expect(ssh).toEqual([
    {
      action: 'check',
      src: ['{{ person:guest }}'],
      dst: ['autogroup:self'],
      users: ['root'],
      checkPeriod: '1h',
      comment: 'Own.',
    },
  ])
  expect(autoApprovers).toEqual({ services: { 'tag:k8s': ['tag:k8s'] } })
  expect(tagOwners).toEqual({ 'tag:k8s': ['{{ person:boss }}', 'tag:server'] })
  expect(tests?.[0]).toEqual({ src: '{{ person:guest }}', deny: ['tag:k8s:22'], comment: 'Never.' })
  expect(comments).toMatchObject({
    groups: { 'group:all': 'Everybody.' },
    services: { 'tag:k8s': 'Proxies.' },
    tagOwners: { 'tag:k8s': 'Cluster.' },
  })
})
