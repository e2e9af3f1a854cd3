import { afterEach, expect, test, vi } from 'vitest'
import { fixturesIn } from './support/fixtures.ts'
import { openFindings } from './support/render.ts'

/** Each check of the estate, and the codes that only it gives. Without it exactly their fixtures turn red. */
const checks: Readonly<Record<string, readonly string[]>> = {
  names: ['duplicate-service', 'duplicate-host', 'invalid-name'],
  places: ['unknown-place'],
  hostnames: ['duplicate-hostname'],
  ports: ['duplicate-port', 'invalid-port'],
  images: ['unpinned-image'],
  secrets: ['unknown-secret'],
  quantities: ['invalid-quantity-volume'],
  schedules: ['invalid-schedule'],
  backups: ['missing-backup'],
  probes: ['invalid-path'],
  databases: ['duplicate-object-database'],
}

afterEach(() => {
  vi.resetModules()
  vi.doUnmock('@homelab/estate')
})

test.each(Object.entries(checks))('without the check of %s exactly its fixtures turn red', async (check, codes) => {
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
  const own = fixtures.filter(({ name }) => codes.some(code => name === code || name.startsWith(`${code}-`)))
  expect(own.length).toBeGreaterThan(0)
  expect(red.map(({ name }) => name)).toEqual(own.map(({ name }) => name))
})
