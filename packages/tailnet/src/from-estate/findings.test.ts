import type { Resolved } from '@homelab/estate'
import { expect, test } from 'vitest'
import { lab } from '../../tests/estate.ts'
import { findingsOf } from './findings.ts'
import { tailnetOf } from './policy.ts'

function found(resolved: Resolved, code: string): readonly unknown[] {
  const made = tailnetOf(resolved)
  const all = made === undefined ? [] : findingsOf(resolved, made)
  return all.filter(finding => finding.code === code).map(({ where, got, mend }) => [where.path, got, mend])
}

test('Services whose hosts nobody approves are one finding for the same hosts', () => {
  const mend = 'name its tag in serviceApprovers, for these Services or a tag that they carry'
  expect(found(lab({}), 'policy-unapproved-host')).toEqual([
    ['serviceApprovers ingress-0, ingress-1', 'svc:docs', mend],
  ])
  const approved = (services: `tag:${string}` | `svc:${string}`) =>
    found(lab({ serviceApprovers: [{ services, approvers: ['tag:k8s'] }] }), 'policy-unapproved-host')
  expect(approved('tag:k8s')).toEqual([])
  expect(approved('svc:docs')).toEqual([])
})
