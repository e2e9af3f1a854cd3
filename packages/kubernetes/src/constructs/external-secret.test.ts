import { App, Chart } from 'cdk8s'
import { expect, test } from 'vitest'
import { CopiedSecret } from './external-secret.ts'

interface Rendered {
  readonly kind: string
  readonly rules?: unknown
  readonly roleRef?: unknown
  readonly subjects?: unknown
  readonly metadata: { readonly name: string; readonly namespace: string }
}

function copied(): readonly Rendered[] {
  const chart = new Chart(new App(), 'test')
  const from = { namespace: 'databases', secret: 'pg-app' }
  new CopiedSecret(chart, 'copy', { name: 'url', namespace: 'app', from, keys: { url: 'uri' } })
  return chart.toJson()
}

test('whoever copies a Secret may get that one and no other', () => {
  const roles = copied().filter(({ kind }) => /Role$/.test(kind))
  expect(roles.map(({ kind, metadata, rules }) => ({ kind, metadata, rules }))).toEqual([
    {
      kind: 'Role',
      metadata: { name: 'url-reader', namespace: 'databases' },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['pg-app'], verbs: ['get'] }],
    },
  ])
})

test('only the account of the copy has that right, where the Secret is', () => {
  const bindings = copied().filter(({ kind }) => /Binding$/.test(kind))
  expect(bindings.map(({ kind, metadata, roleRef, subjects }) => ({ kind, metadata, roleRef, subjects }))).toEqual([
    {
      kind: 'RoleBinding',
      metadata: { name: 'url-reader', namespace: 'databases' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'url-reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'url-reader', namespace: 'app' }],
    },
  ])
})
