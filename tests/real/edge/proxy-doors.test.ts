import { describe, expect, test } from 'vitest'
import { request } from './client.ts'
import { allFronts } from './fronts/all.ts'
import { useLab } from './lab.ts'
import { EDGE } from './proxy.ts'

/** Bytes of files without a name that programs of this network hold open: where nginx keeps a body that it waits for. */
const STORED = `
for process in /proc/[0-9]*; do
  [ "$(readlink "$process/ns/net")" = "$(readlink /proc/self/ns/net)" ] || continue
  for file in "$process"/fd/*; do
    case "$(readlink "$file")" in *'(deleted)') stat -L -c %s "$file" ;; esac
  done
done 2>/dev/null | awk '{ sum += $1 } END { print sum + 0 }'
`

/** What applications believe of a proxy before them, in their own documentation. */
const BELIEVED = [
  ...['X-WEBAUTH-USER', 'X-WEBAUTH-EMAIL', 'X-WEBAUTH-FULLNAME', 'Remote-User', 'Remote-Groups', 'Remote-Email'],
  ...['X-Remote-User', 'X-Forwarded-User', 'X-Forwarded-Email', 'X-Forwarded-Groups', 'X-Auth-Request-User'],
  ...['Tailscale-User-Login', 'Tailscale-User-Name', 'X-authentik-username', 'X-Original-URL', 'X-Rewrite-URL'],
  ...['X-Forwarded-Scheme', 'X-Forwarded-Port', 'X-Forwarded-Prefix', 'X-Forwarded-Server', 'X-Original-Host'],
  ...['True-Client-IP', 'CF-Connecting-IP', 'X-Client-IP', 'Cf-Access-Authenticated-User-Email'],
]

describe.each(allFronts)('$name', front => {
  const lab = useLab(front)
  const leads = (to: string): string => `GET /leads/${Buffer.from(to).toString('base64url')}`

  describe.skipIf(lab.missing !== undefined)('doors', () => {
    test('bodies that never end are asked for at once, and stored nowhere', async () => {
      await lab.proxy().agent.seen('forge')
      const announced = 11_000_000
      const open = Array.from({ length: 5 }, (_, n) => {
        const headers = { Host: 'forge.lab.example', 'Fly-Client-IP': '203.0.113.30', 'Content-Length': `${announced}` }
        const raw = request(`POST /upload-${n}`, headers, 'x'.repeat(announced - 1000))
        return lab.proxy().visit({ from: EDGE, raw, milliseconds: 6000 })
      })
      const asked: string[] = []
      for (let tries = 0; tries < 20 && asked.length < 5; tries += 1) {
        asked.push(...(await lab.asked('forge')))
        await new Promise(next => setTimeout(next, 200))
      }
      const { stdout } = await lab.proxy().network.run('sh', ['-c', STORED])
      expect([asked.toSorted(), Number(stdout)]).toEqual([Array.from({ length: 5 }, (_, n) => `/upload-${n}`), 0])
      await Promise.all(open)
    })

    test('who a visitor says to be, and what was asked for elsewhere, does not reach an application', async () => {
      const claims = Object.fromEntries(BELIEVED.map(name => [name, 'admin']))
      for (const path of ['/', '/user/login', '/a.css', '/b.css?session']) {
        await lab.proxy().agent.seen('forge')
        const session = path.endsWith('session') ? { Cookie: 'session=mine' } : {}
        expect((await lab.ask('forge', `GET ${path}`, { ...claims, ...session })).status).toBe(200)
        const [seen] = await lab.proxy().agent.seen('forge')
        const passed = BELIEVED.filter(name => seen?.headers[name.toLowerCase()] !== undefined)
        expect(passed, path).toEqual([])
      }
    })

    test('what all are served is asked for with nothing that a visitor chose but the URL', async () => {
      await lab.proxy().agent.seen('forge')
      const odd = {
        'Accept-Encoding': 'evil',
        'Accept-Language': 'xx',
        'User-Agent': 'evil',
        Origin: 'https://evil.example',
        Accept: 'evil/evil',
        'X-Something-Else': 'evil',
        Range: 'bytes=0-3',
        Upgrade: 'websocket',
      }
      const { Range: _, Upgrade: __, ...plain } = odd
      expect((await lab.ask('forge', 'GET /site.css?v=1', plain)).headers['x-cache-status']).toBe('MISS')
      const [seen] = await lab.proxy().agent.seen('forge')
      expect(Object.values(seen?.headers ?? {}).filter(value => /evil|xx/.test(value))).toEqual([])
      expect(seen?.url).toBe('/site.css?v=1')
      // Who brings a session has all of it carried, and shares nothing.
      const own = await lab.ask('forge', 'GET /site.css?v=1', { ...plain, Cookie: 'session=mine' })
      expect([own.headers['x-cache-status'], own.body.includes('for=session=mine')]).toEqual([undefined, true])
      expect((await lab.proxy().agent.seen('forge'))[0]?.headers['accept-language']).toBe('xx')
      // So does who uploads to such a name.
      const put = await lab.ask(
        'forge',
        'PUT /logo.png',
        { 'Content-Length': '3', 'Content-Type': 'a/b' },
        { body: 'abc' },
      )
      expect(put.body).toBe('forge got 3 bytes\n')
      expect((await lab.proxy().agent.seen('forge'))[0]?.headers['content-type']).toBe('a/b')
    })

    test.each(['docs', 'forge'] as const)('%s: no redirect tells a private name', async site => {
      const upstream = `${site}.tail1234.ts.example`
      const here = `https://${site}.lab.example`
      const ways: Readonly<Record<string, string>> = {
        [`https://${upstream}/x?y=1`]: `${here}/x?y=1`,
        [`https://${upstream}:443/x`]: `${here}/x`,
        [`http://${upstream}:8080/x`]: `${here}/x`,
        [`HTTPS://${upstream.toUpperCase()}/X`]: `${here}/X`,
        [`//${upstream}/x`]: `${here}/x`,
        [`https://${upstream}`]: here,
        [`https://${upstream}?a`]: `${here}?a`,
        [`https://${upstream}./x`]: `${here}/x`,
        [`https://${site}.ops.lab.example/x`]: `${here}/x`,
        // Others are left alone.
        [`https://${upstream}.evil.example/x`]: `https://${upstream}.evil.example/x`,
        [`https://elsewhere.example/?to=https://${upstream}/`]: `https://elsewhere.example/?to=https://${upstream}/`,
        '/there/': '/there/',
      }
      const got: Record<string, string | undefined> = {}
      for (const to of Object.keys(ways)) got[to] = (await lab.ask(site, leads(to))).headers['location']
      expect(got).toEqual(ways)
      // A dynamic site is asked by its public name, and knows no other.
      const refresh = (await lab.ask(site, 'GET /refreshes')).headers['refresh']
      expect(refresh).toBe(site === 'docs' ? `0; url=${here}/there/` : `0; url=http://${site}.lab.example:8080/there/`)
    })

    test('every answer of a static site carries the security headers, once', async () => {
      const lines = ['GET /', 'GET /missing', 'GET /moved', 'GET /failing', 'GET /framed', 'POST /', 'GET /error.html']
      for (const line of lines) {
        const { headers } = await lab.ask('docs', line, { 'Content-Length': '0' })
        expect(headers['x-frame-options'], line).toBe('DENY')
        expect(headers['x-content-type-options'], line).toBe('nosniff')
        expect(headers['strict-transport-security'], line).toBe('max-age=31536000; includeSubDomains')
        expect(headers['referrer-policy'], line).toBe('strict-origin-when-cross-origin')
      }
    })

    test('a refusal tells nothing of where the site is asked privately', async () => {
      const { status, body } = await lab.ask('forge', 'GET /swagger')
      expect([status, body]).toEqual([403, 'Not for the public.\n'])
    })
  })
})
