import { afterEach, expect, test, vi } from 'vitest'
import { fixturesIn } from './support/fixtures.ts'
import { openFindings } from './support/render.ts'

/** Each check of the estate, and the fixtures that need it: without it exactly these turn red. */
const checks: Readonly<Record<string, readonly string[]>> = {
  names: ['duplicate-service', 'duplicate-host', 'invalid-name'],
  places: ['unknown-place'],
  hostnames: ['duplicate-hostname'],
  ports: ['duplicate-port', 'duplicate-port-node-port', 'duplicate-port-proxy', 'invalid-port'],
  images: ['unpinned-image'],
  secrets: ['unknown-secret', 'unknown-secret-host', 'unknown-secret-stack'],
  quantities: ['invalid-quantity-volume'],
  schedules: ['invalid-schedule'],
  backups: ['missing-backup', 'missing-backup-unreachable'],
  probes: ['invalid-path'],
  databases: ['duplicate-object-database'],
}

afterEach(() => {
  vi.resetModules()
  vi.doUnmock('@homelab/estate')
})

test.each(Object.entries(checks))('without the check of %s exactly its fixtures turn red', async (check, names) => {
  const file = `../packages/estate/src/checks/${check}.ts`
  const original = (await import(file)) as Record<string, unknown>
  vi.resetModules()
  vi.doMock(file, () => Object.fromEntries(Object.keys(original).map(name => [name, () => []])))
  const { render } = await import('./support/render.ts')
  const fixtures = await fixturesIn('invalid')
  const red = fixtures.filter(({ estate, expected }) => {
    try {
      return openFindings(render(estate).findings).join() !== expected.join()
    } catch {
      // What the check keeps away from the projections makes one of them throw.
      return true
    }
  })
  vi.doUnmock(file)
  expect(red.map(({ name }) => name).sort()).toEqual([...names].sort())
})
