import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allFronts } from './fronts/all.ts'
import { statuses, useLab } from './lab.ts'

describe.each(allFronts)('$name', front => {
  const lab = useLab(front, 'logrotate')
  const MEGABYTE = 1024 * 1024

  const folder = (): string => lab.proxy().logs
  const files = (): readonly string[] => readdirSync(folder()).toSorted()
  const uris = (name: string): readonly string[] =>
    [...readFileSync(join(folder(), name), 'utf8').matchAll(/"request_uri":"([^"]*)"/g)].map(([, uri]) => uri ?? '')

  /** What is left of a limit's worth of other lines. */
  function fill(name: string): void {
    appendFileSync(join(folder(), name), `${'x'.repeat(1023)}\n`.repeat(1025))
  }

  describe.skipIf(lab.missing !== undefined)(
    `rotation of the logs${lab.missing === undefined ? '' : ` (${lab.missing})`}`,
    () => {
      test('logs that are short stay as they are', async () => {
        await lab.ask('docs', 'GET /short')
        expect(await lab.proxy().rotate()).toEqual({ code: 0, said: '' })
        expect(files()).toEqual(['access.json.log', 'forge-logins.log'])
      })

      test('no request goes unwritten, and nginx goes on in a new file', async () => {
        fill('access.json.log')
        const pages = Array.from({ length: 200 }, (_, n) => `/during-${n}`)
        const asked = pages.map(async (page, n) => {
          await new Promise(next => setTimeout(next, n * 5))
          return lab.ask('docs', `GET ${page}`)
        })
        await new Promise(next => setTimeout(next, 300))
        expect(await lab.proxy().rotate()).toEqual({ code: 0, said: '' })
        expect(statuses(await Promise.all(asked))).toEqual({ 200: 200 })
        expect(files()).toEqual(['access.json.log', 'access.json.log.1', 'forge-logins.log'])
        const written = [...uris('access.json.log.1'), ...uris('access.json.log')]
        expect(written.filter(uri => uri.startsWith('/during-')).toSorted()).toEqual(pages.toSorted())
        expect(uris('access.json.log').length).toBeGreaterThan(0)
        expect(statSync(join(folder(), 'access.json.log')).size).toBeLessThan(MEGABYTE)
      })

      test('however often it is done, one older file is kept of each', async () => {
        for (let turn = 0; turn < 3; turn += 1) {
          for (const name of ['access.json.log', 'forge-logins.log']) fill(name)
          expect(await lab.proxy().rotate()).toEqual({ code: 0, said: '' })
          // nginx opens them when its workers have heard of it, and not while it is told.
          const all = ['access.json.log', 'access.json.log.1', 'forge-logins.log', 'forge-logins.log.1']
          await expect.poll(files, { timeout: 10_000 }).toEqual(all)
          await lab.ask('docs', `GET /turn-${turn}`)
          expect(uris('access.json.log')).toContain(`/turn-${turn}`)
        }
        const bytes = files().reduce((sum, name) => sum + statSync(join(folder(), name)).size, 0)
        expect(bytes).toBeLessThan(3 * MEGABYTE)
      })
    },
  )
})
