import type { Resolved, ResolvedService } from '@homelab/estate'
import { expect, test } from 'vitest'
import { asLokiPush, asRemoteWrite } from './alloy.ts'
import { asDataSource } from './grafana.ts'
import { checkUses, isDataSource } from './use-shape.ts'

function found(use: object): string[] {
  const none = { services: [], hosts: [], clusters: [], routes: [], databases: [], roles: [], backups: [] }
  const estate = { ...none, flows: [{ from: 'web', to: 'api', use }] } as unknown as Resolved
  const service = { name: 'web', file: 'apps/x/services/web.ts' } as ResolvedService
  return checkUses(estate, service).map(({ code, where, expected }) => `${code} ${where.path} ${expected}`)
}

test.each([
  asDataSource({ name: 'Loki', type: 'loki' }),
  asDataSource({
    name: 'Database',
    type: 'postgres',
    isDefault: true,
    database: { name: 'app', user: 'reader' },
    jsonData: { sslmode: 'disable', version: 18, timescale: false },
    secureJsonData: { password: 'PASSWORD' },
    uid: 'database',
  }),
  asLokiPush(),
  asRemoteWrite(),
  { kind: 'of-another-package', anything: 1 },
])('a need that is used as %o', use => {
  expect(found(use)).toEqual([])
})

test.each<[object, string]>([
  [{ type: 'loky' }, 'type prometheus or loki or postgres'],
  [{ name: undefined }, 'name a text'],
  [{ isDefault: false }, 'isDefault true'],
  [{ database: { name: 'app' } }, 'database.user a text'],
  [{ jsonData: { list: [] } }, 'jsonData.list a text, a number, or true or false'],
  [{ secureJsonData: { password: 1 } }, 'secureJsonData.password a text'],
  [{ udi: 'x' }, 'udi no property of this name; did you mean uid?'],
])('a data source with %o', (wrong, expected) => {
  const use = { ...asDataSource({ name: 'Loki', type: 'loki' }), ...wrong }
  expect(found(use)).toEqual([`wrong-type needs.api.use.${expected}`])
  expect(isDataSource(use)).toBe(false)
})

test.each(['loki-push', 'remote-write'])('a %s with a setting', kind => {
  expect(found({ kind, uses: 'endpoint', url: 'x' })).toEqual(['wrong-type needs.api.use.url no property of this name'])
})
