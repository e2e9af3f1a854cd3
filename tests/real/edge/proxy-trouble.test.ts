import { describe, expect, test } from 'vitest'
import { allFronts } from './fronts/all.ts'
import { movedTo, upstreams, useLab } from './lab.ts'

describe.each(allFronts)('$name', front => {
  const lab = useLab(front)

  describe.skipIf(lab.missing !== undefined)('an upstream in trouble', () => {
    test('a slow one is given up, with the error page', async () => {
      await lab.proxy().agent.tell({ do: 'delay', name: 'docs', milliseconds: 18_000 })
      const { status, body } = await lab.ask('docs', 'GET /slow')
      await lab.proxy().agent.tell({ do: 'delay', name: 'docs', milliseconds: 0 })
      expect([status, /is resting/.test(body)]).toEqual([504, true])
    })

    test('while it is down, cached pages stay and others show the error page', async () => {
      await lab.ask('docs', 'GET /kept')
      await lab.ask('docs', 'GET /missing')
      await lab.proxy().agent.tell({ do: 'stop', name: 'docs' })
      const kept = await lab.ask('docs', 'GET /kept')
      const other = await lab.ask('docs', 'GET /other')
      expect([kept.status, kept.headers['x-cache-status']]).toEqual([200, 'HIT'])
      expect([other.status, /is resting/.test(other.body)]).toEqual([502, true])
      // The other site does not notice.
      expect((await lab.ask('forge', 'GET /')).status).toBe(200)
    })

    test('what it gave before is served past its time, also when its name is gone', async () => {
      await lab.proxy().network.silence()
      // A page that is not there is fresh for a minute; resolved names are for half of that.
      await new Promise(next => setTimeout(next, 62_000))
      const stale = await lab.ask('docs', 'GET /missing')
      expect([stale.status, stale.headers['x-cache-status']]).toEqual([404, 'STALE'])
      expect((await lab.ask('docs', 'GET /kept')).headers['x-cache-status']).toBe('HIT')
      expect((await lab.ask('docs', 'GET /unknown')).status).toBe(502)
    })

    test('back under another address, it is found without a restart', async () => {
      await lab.proxy().standIn('docs', movedTo)
      await lab.proxy().name({ ...upstreams, 'docs.tail1234.ts.example': movedTo })
      const back = await lab.ask('docs', 'GET /other')
      expect([back.status, back.body.startsWith('docs answer 1 ')]).toEqual([200, true])
    })
  })
})
