import { expect, test } from 'vitest'
import type { OwnedObject } from './manifest.ts'
import { checkReferences } from './references.ts'

const around = {
  ...{
    cluster: { storageClass: 'standard', secretStore: 'store' },
    unseen: new Set<string>(),
    claims: new Set<string>(),
  },
  ...{ tailnetOperator: false, leadNowhere: new Set<string>() },
}

function object(kind: string, name: string, spec: object = {}): OwnedObject {
  return { service: 'web', file: 'web.ts', keys: [], manifest: { kind, metadata: { name, namespace: 'web' }, spec } }
}

test('for a name that nothing has, those of its own kind are offered', () => {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'dta' } }]
  const web = object('Deployment', 'web', { template: { spec: { containers: [], volumes } } })
  const others = [object('ConfigMap', 'settings'), object('PersistentVolumeClaim', 'data')]
  expect(checkReferences([web, ...others], around)).toMatchObject([{ got: 'web/dta', expected: 'web/data' }])
  const [found] = checkReferences([web, object('ConfigMap', 'settings')], around)
  expect(found).toMatchObject({ got: 'web/dta' })
  expect(found).not.toHaveProperty('expected')
})
