import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import estate from '../../fixtures/dynamic-proxy/estate.ts'
import { type Response, request } from './client.ts'
import { noNamespace } from './namespace.ts'
import { EDGE, type LiveProxy, openProxy, STRANGER } from './proxy.ts'

const missing = noNamespace('nginx')
const names = { 'forge.tail1234.ts.example': '100.64.0.10', 'docs.tail1234.ts.example': '100.64.0.11' }
let proxy: LiveProxy

beforeAll(async () => {
  if (missing !== undefined) return
  proxy = await openProxy(estate, Object.keys(names), [...Object.values(names), '100.64.0.21'])
  await proxy.name(names)
  await proxy.standIn('forge', '100.64.0.10')
  await proxy.standIn('docs', '100.64.0.11')
  await proxy.start()
})
afterAll(() => proxy?.close())

type Headers = Readonly<Record<string, string>>

let clients = 0
/** Another client each time, unless the headers name one. */
function ask(
  host: string,
  line: string,
  headers: Headers = {},
  more: { body?: string; from?: string } = {},
): Promise<Response> {
  clients += 1
  const client = `198.51.100.${clients % 250}`
  const raw = request(line, { Host: `${host}.lab.example`, 'Fly-Client-IP': client, ...headers }, more.body ?? '')
  return proxy.agent.ask({ from: more.from ?? EDGE, port: 8080, raw, milliseconds: 20_000 })
}
const asked = async (name: string): Promise<readonly string[]> => (await proxy.agent.seen(name)).map(({ url }) => url)
const wait = (milliseconds: number): Promise<void> => new Promise(next => setTimeout(next, milliseconds))
const statuses = (answers: readonly Response[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => String(status))].map(([status, all]) => [status, all.length]),
  )

describe.skipIf(missing !== undefined)('the cache', () => {
  test('a page is asked for once, however it is asked for', async () => {
    const first = await ask('docs', 'GET /page?utm=evil', {
      'X-Forwarded-Host': 'evil.example',
      Cookie: 'a=b',
      Range: 'bytes=0-3',
    })
    expect(await asked('docs')).toEqual(['/page'])
    const again = [
      await ask('docs', 'GET /page'),
      await ask('docs', 'GET /page?x=<script>'),
      await ask('docs', 'GET /x/%2e%2e/page'),
      await ask('docs', 'GET //page', { 'Cache-Control': 'no-cache', Pragma: 'no-cache' }),
      await ask('docs', 'GET /page', {
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
    expect(await asked('docs')).toEqual([])
  })

  test('HEAD fills it as GET does, and stays without a body', async () => {
    const head = await ask('docs', 'HEAD /head')
    const get = await ask('docs', 'GET /head')
    expect([head.body, get.body]).toEqual(['', 'docs answer 2 host=docs.tail1234.ts.example path=/head for=anybody\n'])
  })

  test('no visitor gets a cookie, not even the first', async () => {
    expect((await ask('docs', 'GET /cookie')).headers['set-cookie']).toBeUndefined()
    const second = await ask('docs', 'GET /cookie')
    expect([second.headers['set-cookie'], second.headers['x-cache-status']]).toEqual([undefined, 'HIT'])
  })

  test('what the upstream says against caching or for other files of ours is not followed', async () => {
    await ask('docs', 'GET /uncached')
    expect((await ask('docs', 'GET /uncached')).headers['x-cache-status']).toBe('HIT')
    expect((await ask('docs', 'GET /accel')).body).toMatch(/path=\/accel/)
  })

  test('of a dynamic site only its files, only without a session', async () => {
    const secret = await ask('forge', 'GET /team/plan.png', { Cookie: 'session=member' })
    expect([secret.body.includes('for=session=member'), secret.headers['x-cache-status']]).toEqual([true, 'BYPASS'])
    const anonymous = await ask('forge', 'GET /team/plan.png')
    expect([anonymous.body.includes('for=anybody'), anonymous.headers['x-cache-status']]).toEqual([true, 'MISS'])
    expect((await ask('forge', 'GET /team/plan.png')).headers['x-cache-status']).toBe('HIT')
    expect((await ask('forge', 'GET /team/plan.png', { Authorization: 'token x' })).headers['x-cache-status']).toBe(
      'BYPASS',
    )
    expect((await ask('forge', 'GET /team/plan')).headers['x-cache-status']).toBeUndefined()
  })

  test('every answer of a dynamic site carries the security headers, once', async () => {
    for (const path of ['/', '/a.css', '/user/login', '/swagger', '/failing', '/framed', '/error.html']) {
      const { headers } = await ask('forge', `GET ${path}`)
      expect(headers['x-frame-options'], path).toBe('DENY')
      expect(headers['x-content-type-options'], path).toBe('nosniff')
      expect(headers['strict-transport-security'], path).toBe('max-age=31536000; includeSubDomains')
      expect(headers['referrer-policy'], path).toBe('strict-origin-when-cross-origin')
    }
  })
})

describe.skipIf(missing !== undefined)('sessions', () => {
  test('a WebSocket is carried both ways', async () => {
    const raw = request('GET /ws', { Host: 'forge.lab.example', Upgrade: 'websocket', Connection: 'Upgrade' })
    const parts = [
      { text: raw, after: 0 },
      { text: 'hello', after: 300 },
    ]
    const { status, text } = await proxy.agent.ask({ from: EDGE, port: 8080, raw: parts, milliseconds: 1500 })
    expect([status, text.endsWith('echo hello')]).toEqual([101, true])
  })

  test('nothing else is upgraded, and a static site upgrades nothing', async () => {
    await proxy.agent.seen('forge')
    expect((await ask('forge', 'GET /h2c', { Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' })).status).toBe(200)
    const [seen] = await proxy.agent.seen('forge')
    expect([seen?.headers['upgrade'], seen?.headers['connection']]).toEqual([undefined, undefined])
    expect((await ask('docs', 'GET /ws', { Upgrade: 'websocket' })).status).toBe(200)
  })

  test('the application is told the real client, whatever the client says', async () => {
    await proxy.agent.seen('forge')
    await ask('forge', 'GET /', {
      'Fly-Client-IP': '203.0.113.9',
      'X-Forwarded-For': '127.0.0.1',
      'X-Real-IP': '::1',
      Forwarded: 'for=::1',
    })
    await ask('forge', 'GET /', { 'Fly-Client-IP': '203.0.113.9' }, { from: STRANGER })
    const [named, direct] = await proxy.agent.seen('forge')
    expect([named?.headers['x-forwarded-for'], named?.headers['x-real-ip'], named?.headers['forwarded']]).toEqual([
      '203.0.113.9',
      '203.0.113.9',
      undefined,
    ])
    expect(direct?.headers['x-real-ip']).toBe(STRANGER)
  })
})

describe.skipIf(missing !== undefined)('floods', () => {
  const flood = (host: string, line: string, count: number, client: (n: number) => string): Promise<Response[]> =>
    Promise.all(Array.from({ length: count }, (_, n) => ask(host, line, { 'Fly-Client-IP': client(n) })))

  test('one client above the rate is refused, and no other for its sake', async () => {
    await ask('docs', 'GET /flood')
    const answers = statuses(await flood('docs', 'GET /flood', 60, () => '203.0.113.66'))
    expect(answers['200']).toBeGreaterThanOrEqual(21)
    expect(answers['200']).toBeLessThan(35)
    expect((answers['200'] ?? 0) + (answers['429'] ?? 0)).toBe(60)
    expect((await ask('docs', 'GET /flood', { 'Fly-Client-IP': '203.0.113.67' })).status).toBe(200)
  })

  test('many clients through one edge are all served', async () => {
    expect(statuses(await flood('docs', 'GET /flood', 120, n => `192.0.2.${n}`))).toEqual({ 200: 120 })
  })

  test('a client that names others is one client all the same, when it is not the edge', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        ask('docs', 'GET /flood', { 'Fly-Client-IP': `192.0.2.${n}` }, { from: STRANGER }),
      ),
    )
    expect(statuses(answers)['429']).toBeGreaterThan(20)
  })

  test('logins have a tighter limit, in whatever way they are spelt', async () => {
    const spelt = ['/user/login', '/USER/login', '/user/%6cogin', '//user/./login', '/user/login/']
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        ask('forge', `POST ${spelt[n % 5]}`, { 'Fly-Client-IP': '203.0.113.70', 'Content-Length': '0' }),
      ),
    )
    const refused = statuses(answers)['429'] ?? 0
    expect(30 - refused).toBeLessThanOrEqual(9)
    expect(30 - refused).toBeGreaterThanOrEqual(6)
    expect((await ask('forge', 'GET /', { 'Fly-Client-IP': '203.0.113.70' })).status).toBe(200)
  })
})

describe.skipIf(missing !== undefined)('slow clients', () => {
  test.each([
    ['headers', `GET / HTTP/1.1\r\nHost: docs.lab.example\r\n`],
    ['a body', `POST / HTTP/1.1\r\nHost: forge.lab.example\r\nContent-Length: 10\r\n\r\nab`],
  ])('%s that never end are given up', async (_, start) => {
    const { how, milliseconds } = await proxy.agent.ask({ from: EDGE, port: 8080, raw: start, milliseconds: 15_000 })
    expect(how).toBe('closed')
    expect(milliseconds).toBeGreaterThan(9_000)
    expect(milliseconds).toBeLessThan(13_000)
  })
})

describe.skipIf(missing !== undefined)('bans', () => {
  test('a banned address is refused everywhere on its site, and nowhere else', async () => {
    const file = join(proxy.place('/etc/nginx'), 'forge-deny.conf')
    writeFileSync(file, '203.0.113.99 1;\n2001:db8::bad 1;\n')
    await proxy.reload()
    const status = async (host: string, client: string): Promise<number> =>
      (await ask(host, 'GET /', { 'Fly-Client-IP': client })).status
    expect(await status('forge', '203.0.113.99')).toBe(403)
    expect(await status('forge', '2001:db8:0::bad')).toBe(403)
    expect(await status('docs', '203.0.113.99')).toBe(200)
    expect(await status('forge', '203.0.113.98')).toBe(200)
  })
})

describe.skipIf(missing !== undefined)('an upstream in trouble', () => {
  test('a slow one is given up, with the error page', async () => {
    await proxy.agent.tell({ do: 'delay', name: 'docs', milliseconds: 18_000 })
    const { status, body } = await ask('docs', 'GET /slow')
    await proxy.agent.tell({ do: 'delay', name: 'docs', milliseconds: 0 })
    expect([status, /is resting/.test(body)]).toEqual([504, true])
  })

  test('while it is down, cached pages stay and others show the error page', async () => {
    await ask('docs', 'GET /kept')
    await ask('docs', 'GET /missing')
    await proxy.agent.tell({ do: 'stop', name: 'docs' })
    const kept = await ask('docs', 'GET /kept')
    const other = await ask('docs', 'GET /other')
    expect([kept.status, kept.headers['x-cache-status']]).toEqual([200, 'HIT'])
    expect([other.status, /is resting/.test(other.body)]).toEqual([502, true])
    // The other site does not notice.
    expect((await ask('forge', 'GET /')).status).toBe(200)
  })

  test('what it gave before is served past its time, also when its name is gone', async () => {
    await proxy.network.silence()
    // A page that is not there is fresh for a minute; resolved names are for half of that.
    await wait(62_000)
    const stale = await ask('docs', 'GET /missing')
    expect([stale.status, stale.headers['x-cache-status']]).toEqual([404, 'STALE'])
    expect((await ask('docs', 'GET /kept')).headers['x-cache-status']).toBe('HIT')
    expect((await ask('docs', 'GET /unknown')).status).toBe(502)
  })

  test('back under another address, it is found without a restart', async () => {
    await proxy.standIn('docs', '100.64.0.21')
    await proxy.name({ ...names, 'docs.tail1234.ts.example': '100.64.0.21' })
    const back = await ask('docs', 'GET /other')
    expect([back.status, back.body.startsWith('docs answer 1 ')]).toEqual([200, true])
  })
})
