import { type Estate, resolvedOf } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { allFronts } from './fronts/all.ts'
import { useLab } from './lab.ts'

/** What its machine's shell is given: behind `--command` where the platform carries it there, else behind `sudo`. */
function emptied(estate: Estate): string {
  const said = resolvedOf(estate).services.flatMap(({ runs }) => runs.publicProxy?.emptyCache ?? [])
  const words = said.flatMap(({ run }) => run.words).map(String)
  const carried = words.indexOf('--command')
  return carried < 0 ? words.slice(words.indexOf('sudo') + 1).join(' ') : (words[carried + 1] ?? '')
}

describe.each(allFronts)('$name', front => {
  const lab = useLab(front)

  describe.skipIf(lab.missing !== undefined)('the cache', () => {
    test('a page is asked for once, however it is asked for', async () => {
      const first = await lab.ask('docs', 'GET /page?utm=evil', {
        'X-Forwarded-Host': 'evil.example',
        Cookie: 'a=b',
        Range: 'bytes=0-3',
      })
      expect(await lab.asked('docs')).toEqual(['/page'])
      const again = [
        await lab.ask('docs', 'GET /page'),
        await lab.ask('docs', 'GET /page?x=<script>'),
        await lab.ask('docs', 'GET /x/%2e%2e/page'),
        await lab.ask('docs', 'GET //page', { 'Cache-Control': 'no-cache', Pragma: 'no-cache' }),
        await lab.ask('docs', 'GET /page', {
          Host: 'DOCS.lab.example:8080',
          Cookie: 'session=mine',
          Authorization: 'Basic eDp5',
        }),
      ]
      expect(first.status).toBe(200)
      for (const { body, headers } of again) {
        expect(body).toBe('docs answer 1 host=docs.tail1234.ts.example path=/page for=anybody\n')
        expect(headers['x-cache-status']).toBe('HIT')
      }
      expect(await lab.asked('docs')).toEqual([])
    })

    test('HEAD fills it as GET does, and stays without a body', async () => {
      const head = await lab.ask('docs', 'HEAD /head')
      const get = await lab.ask('docs', 'GET /head')
      expect([head.body, get.body]).toEqual([
        '',
        'docs answer 2 host=docs.tail1234.ts.example path=/head for=anybody\n',
      ])
    })

    test('no visitor gets a cookie, not even the first', async () => {
      expect((await lab.ask('docs', 'GET /cookie')).headers['set-cookie']).toBeUndefined()
      const second = await lab.ask('docs', 'GET /cookie')
      expect([second.headers['set-cookie'], second.headers['x-cache-status']]).toEqual([undefined, 'HIT'])
    })

    test('what the upstream says against caching or for other files of ours is not followed', async () => {
      await lab.ask('docs', 'GET /uncached')
      expect((await lab.ask('docs', 'GET /uncached')).headers['x-cache-status']).toBe('HIT')
      expect((await lab.ask('docs', 'GET /accel')).body).toMatch(/path=\/accel/)
    })

    test('after a release its command, and no restart, brings the new pages', async () => {
      const before = await lab.ask('docs', 'GET /released')
      expect((await lab.ask('docs', 'GET /released')).body).toBe(before.body)
      expect(await lab.proxy().command(emptied(front.estate))).toEqual({ code: 0, said: '' })
      const after = await lab.ask('docs', 'GET /released')
      expect([after.status, after.headers['x-cache-status']]).toEqual([200, 'MISS'])
      expect(after.body).not.toBe(before.body)
      expect((await lab.ask('docs', 'GET /released')).headers['x-cache-status']).toBe('HIT')
    })

    test('of a dynamic site only its files, only without a session', async () => {
      const secret = await lab.ask('forge', 'GET /team/plan.png', { Cookie: 'session=member' })
      expect([secret.body.includes('for=session=member'), secret.headers['x-cache-status']]).toEqual([true, undefined])
      const anonymous = await lab.ask('forge', 'GET /team/plan.png')
      expect([anonymous.body.includes('for=anybody'), anonymous.headers['x-cache-status']]).toEqual([true, 'MISS'])
      expect((await lab.ask('forge', 'GET /team/plan.png')).headers['x-cache-status']).toBe('HIT')
      expect(
        (await lab.ask('forge', 'GET /team/plan.png', { Authorization: 'token x' })).headers['x-cache-status'],
      ).toBeUndefined()
      expect((await lab.ask('forge', 'GET /team/plan')).headers['x-cache-status']).toBeUndefined()
    })

    test('every answer of a dynamic site carries the security headers, once', async () => {
      for (const path of ['/', '/a.css', '/user/login', '/swagger', '/failing', '/framed', '/error.html']) {
        const { headers } = await lab.ask('forge', `GET ${path}`)
        expect(headers['x-frame-options'], path).toBe('DENY')
        expect(headers['x-content-type-options'], path).toBe('nosniff')
        expect(headers['strict-transport-security'], path).toBe('max-age=31536000; includeSubDomains')
        expect(headers['referrer-policy'], path).toBe('strict-origin-when-cross-origin')
      }
    })
  })
})
