import { describe, expect, test } from 'vitest'
import { allFronts } from './fronts/all.ts'
import { builtIngress } from './ingress.ts'
import { statuses, useLabBehindIngress } from './lab.ts'

describe.each(allFronts)('$name', front => {
  const lab = useLabBehindIngress(front, builtIngress)
  const abc = { body: 'abc' }

  /** Ways to announce a body; the rest of the request comes, or does not. */
  const announced = {
    'a length': [{ 'Content-Length': '3' }, 'abc'],
    chunks: [{ 'Transfer-Encoding': 'chunked' }, '3\r\nabc\r\n0\r\n\r\n'],
    'a length and an upgrade': [{ 'Content-Length': '3', Upgrade: 'websocket', Connection: 'close, Upgrade' }, 'abc'],
  } as const

  /** An upstream that waits for what it was promised holds the cache's lock, and with it everybody who wants the page. */
  describe.skipIf(lab.missing !== undefined)(
    `a body to a static site behind Go’s reverse proxy${lab.missing === undefined ? '' : ` (${lab.missing})`}`,
    () => {
      test.each(Object.entries(announced))('%s: the page is asked for once, for all', async (name, [headers, body]) => {
        for (const method of ['GET', 'HEAD']) {
          const page = `/cold-${method}-${name.replaceAll(' ', '-')}`
          const answers = await Promise.all([
            lab.ask('docs', `${method} ${page}`, headers, { body }),
            lab.ask('docs', `GET ${page}`),
          ])
          expect(statuses(answers), method).toEqual({ 200: 2 })
          // Who waits longer than the lock lasts asks again by himself.
          expect(await lab.asked('docs')).toEqual([page])
        }
      })

      test('a body that never comes keeps nobody waiting but its sender', async () => {
        const silent = lab.ask('docs', 'GET /promised', { 'Content-Length': '3' })
        const waiting = lab.ask('docs', 'GET /promised', { 'Content-Length': '3', Expect: '100-continue' })
        await new Promise(next => setTimeout(next, 500))
        const other = await lab.ask('docs', 'GET /promised')
        expect([other.status, other.headers['x-cache-status']]).toEqual([200, 'MISS'])
        expect(await lab.asked('docs')).toEqual(['/promised'])
        expect([(await silent).status, (await silent).how, (await waiting).status]).toEqual([0, 'closed', 100])
        expect(await lab.asked('docs')).toEqual([])
      })

      test('twenty cold pages are twenty pages', async () => {
        const pages = Array.from({ length: 20 }, (_, n) => `/page-${n}`)
        const [headers] = announced['a length']
        const answers = await Promise.all(pages.map(page => lab.ask('docs', `GET ${page}`, headers, abc)))
        expect(statuses(answers)).toEqual({ 200: 20 })
        expect((await lab.asked('docs')).toSorted()).toEqual(pages.toSorted())
      })

      test('a dynamic site’s upstream gets it whole', async () => {
        for (const [headers, body] of Object.values(announced).slice(0, 2)) {
          expect((await lab.ask('forge', 'GET /any', headers, { body })).body).toBe('forge got 3 bytes\n')
          expect((await lab.ask('forge', 'POST /any', headers, { body })).body).toBe('forge got 3 bytes\n')
        }
      })
    },
  )
})
