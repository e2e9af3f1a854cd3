import type { Resolved, TailnetPolicyProps } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { client, edge, lab, readsDocs } from '../../tests/estate.ts'
import { findingsOf } from './findings.ts'
import { tailnetOf } from './policy.ts'

function found(resolved: Resolved, code: string): readonly unknown[] {
  const made = tailnetOf(resolved)
  const all = made === undefined ? [] : findingsOf(resolved, made)
  return all.filter(finding => finding.code === code).map(({ where, got, fix }) => [where.path, got, fix])
}

test('access that a derived grant opens besides is fixed by what can be stated', () => {
  const proxied = (policy: Partial<TailnetPolicyProps>) =>
    found(lab(policy, client('proxy', edge, readsDocs)), 'policy-unexplained-access')
  const printer = (tag: `tag:${string}`) => [{ name: 'printer', tags: [tag] }] as const
  expect(proxied({ devices: printer('tag:target') })).toEqual([
    [
      'printer tcp:443',
      'tag:edge -> tag:target tcp:443',
      'state the grant in the policy with a reason, give the endpoint a tag of its own, or declare the need',
    ],
  ])
  const grants = [{ src: ['tag:edge'], dst: ['tag:target'], ip: ['tcp:443'], reason: 'It prints, too.' }] as const
  expect(proxied({ devices: printer('tag:target'), grants })).toEqual([])
  expect(proxied({ devices: printer('tag:nas') })).toEqual([])
})

test('Services whose hosts nobody approves are one finding for the same hosts', () => {
  const fix = 'name its tag in serviceApprovers, for these Services or a tag that they carry'
  expect(found(lab({}), 'policy-unapproved-host')).toEqual([['serviceApprovers ingress-0, ingress-1', 'svc:docs', fix]])
  const approved = (services: `tag:${string}` | `svc:${string}`) =>
    found(lab({ serviceApprovers: [{ services, approvers: ['tag:k8s'] }] }), 'policy-unapproved-host')
  expect(approved('tag:k8s')).toEqual([])
  expect(approved('svc:docs')).toEqual([])
})
