import type { ServiceWithWorkload } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { expect, test } from 'vitest'
import { checkRights } from './rights.ts'

/** What is wrong with a policy, by row or word. */
function wrong(rows: readonly string[], settings: Readonly<Record<string, string>> = {}, everybody?: string) {
  const policy = { 'policy.csv': rows.join('\n'), ...present({ 'policy.default': everybody }) }
  const workload = { configMapPatches: { 'argocd-cm': settings, 'argocd-rbac-cm': policy } }
  const service = { name: 'argocd', file: 'argocd.ts', workload } as unknown as ServiceWithWorkload
  return checkRights([service]).map(({ code, got }) => `${code} ${got}`)
}

test('somebody is allowed something', () => {
  const rows = ['p, ci, applications, sync, */*, allow', 'p, role:reads, logs, get, */*, allow', 'g, admin, role:reads']
  expect(wrong(rows, { 'accounts.ci': 'apiKey' })).toEqual([])
})

test('an account that nobody has, and a role without members', () => {
  const rows = ['p, cj, applications, sync, */*, allow', 'p, role:reads, logs, get, */*, allow']
  expect(wrong(rows, { 'accounts.ci': 'apiKey' })).toEqual([
    'unprovided-reference cj',
    'unprovided-reference role:reads',
  ])
})

test('the role of whoever has logged in needs no member', () => {
  expect(wrong(['p, role:reads, logs, get, */*, allow'], {}, 'role:reads')).toEqual([])
})

test('whom another login knows, nobody knows here', () => {
  const rows = ['p, people@example.org, applications, get, */*, allow', 'p, role:reads, logs, get, */*, allow']
  expect(wrong(rows, { 'oidc.config': 'name: Dex' })).toEqual(['unprovided-reference role:reads'])
})
