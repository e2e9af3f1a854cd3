import type { ResolvedService } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { judgeSecrets, type KubeObject } from '../src/index.ts'

const services = [
  {
    runs: {
      delivered: [
        {
          ...{ to: 'secret', namespace: 'wiki', name: 'login', by: 'external-secret', followed: false },
          from: { password: { kind: 'secret', vault: 'lab', item: 'Wiki', field: 'password' } },
          keys: { user: [], url: ['password'] },
        },
      ],
      reads: [{ namespace: 'wiki', name: 'login', key: 'url', optional: false, by: 'container wiki' }],
    },
  },
] as unknown as readonly ResolvedService[]
const fields = [{ vault: 'lab', item: 'Wiki', field: 'password', value: 'p4ss' }]
const metadata = {
  ...{ name: 'login', namespace: 'wiki' },
  annotations: { 'argocd.argoproj.io/tracking-id': 'wiki:external-secrets.io/ExternalSecret:wiki/login' },
}
const external = (ready: string): KubeObject => ({
  ...{ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata, spec: { target: {} } },
  status: { conditions: [{ type: 'Ready', status: ready, message: 'no such field' }] },
})
const secret = (data: Readonly<Record<string, string>>): KubeObject => ({
  ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace: 'wiki' } },
  data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
})
const said = (ready: string, secrets: readonly KubeObject[]): readonly string[] =>
  judgeSecrets(services, { externals: [external(ready)], secrets }, fields).flatMap(({ wrong }) =>
    wrong.map(({ application, what }) => `${application}: ${what}`),
  )

test('one with the keys and values that are said is fine', () => {
  expect(said('True', [secret({ user: 'me', url: 'wiki://p4ss@db' })])).toEqual([])
})

test.each<[string, string, readonly KubeObject[], readonly string[]]>([
  ['not ready', 'False', [secret({ user: 'me', url: 'p4ss' })], ['is not ready: no such field']],
  [
    'another key',
    'True',
    [secret({ user: 'me', url: 'p4ss', more: '' })],
    ['delivers the keys more, url, user, and the estate says user, url'],
  ],
  [
    'another value',
    'True',
    [secret({ user: 'me', url: 'wiki://db' })],
    ['delivers another value as url than its item has'],
  ],
])('%s is wrong', (_, ready, secrets, clauses) => {
  expect(said(ready, secrets)).toEqual(clauses.map(clause => `wiki: ExternalSecret wiki/login ${clause}`))
})

test('a key that something reads and that is not there is wrong, whoever makes it', () => {
  expect(said('True', [secret({ user: 'me' })])).toContain(
    'wiki: container wiki reads url of the Secret wiki/login, which does not have it',
  )
})
