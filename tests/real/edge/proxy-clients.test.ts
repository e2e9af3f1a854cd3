import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Response, request } from './client.ts'
import { allFronts } from './fronts/all.ts'
import { statuses, useLab } from './lab.ts'
import { EDGE, STRANGER } from './proxy.ts'

describe.each(allFronts)('$name', front => {
  const lab = useLab(front)

  describe.skipIf(lab.missing !== undefined)('sessions', () => {
    test('a WebSocket is carried both ways', async () => {
      const raw = request('GET /ws', { Host: 'forge.lab.example', Upgrade: 'websocket', Connection: 'Upgrade' })
      const parts = [
        { text: raw, after: 0 },
        { text: 'hello', after: 300 },
      ]
      const { status, text } = await lab.proxy().visit({ from: EDGE, raw: parts, milliseconds: 1500 })
      expect([status, text.endsWith('echo hello')]).toEqual([101, true])
    })

    test('nothing else is upgraded, and a static site upgrades nothing', async () => {
      await lab.proxy().agent.seen('forge')
      expect((await lab.ask('forge', 'GET /h2c', { Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' })).status).toBe(200)
      const [seen] = await lab.proxy().agent.seen('forge')
      expect([seen?.headers['upgrade'], seen?.headers['connection']]).toEqual([undefined, undefined])
      expect((await lab.ask('docs', 'GET /ws', { Upgrade: 'websocket' })).status).toBe(200)
    })

    test('the application is told the real client, whatever the client says', async () => {
      await lab.proxy().agent.seen('forge')
      await lab.ask('forge', 'GET /', {
        'Fly-Client-IP': '203.0.113.9',
        'X-Forwarded-For': '127.0.0.1',
        'X-Real-IP': '::1',
        Forwarded: 'for=::1',
      })
      await lab.ask('forge', 'GET /', { 'Fly-Client-IP': '203.0.113.9' }, { from: STRANGER })
      const [named, direct] = await lab.proxy().agent.seen('forge')
      expect([named?.headers['x-forwarded-for'], named?.headers['x-real-ip'], named?.headers['forwarded']]).toEqual([
        '203.0.113.9',
        '203.0.113.9',
        undefined,
      ])
      expect(direct?.headers['x-real-ip']).toBe(STRANGER)
    })
  })

  describe.skipIf(lab.missing !== undefined)('floods', () => {
    const flood = (
      host: 'docs' | 'forge',
      line: string,
      count: number,
      client: (n: number) => string,
    ): Promise<Response[]> =>
      Promise.all(Array.from({ length: count }, (_, n) => lab.ask(host, line, { 'Fly-Client-IP': client(n) })))

    test('one client above the rate is refused, and no other for its sake', async () => {
      await lab.ask('docs', 'GET /flood')
      const answers = statuses(await flood('docs', 'GET /flood', 60, () => '203.0.113.66'))
      expect(answers['200']).toBeGreaterThanOrEqual(21)
      expect(answers['200']).toBeLessThan(35)
      expect((answers['200'] ?? 0) + (answers['429'] ?? 0)).toBe(60)
      expect((await lab.ask('docs', 'GET /flood', { 'Fly-Client-IP': '203.0.113.67' })).status).toBe(200)
    })

    test('what a static site refuses counts, too', async () => {
      const headers = { 'Fly-Client-IP': '203.0.113.68', 'Content-Length': '0' }
      const answers = statuses(await Promise.all(Array.from({ length: 60 }, () => lab.ask('docs', 'POST /', headers))))
      expect(answers['405']).toBeGreaterThanOrEqual(21)
      expect(answers['405']).toBeLessThan(35)
      expect((answers['405'] ?? 0) + (answers['429'] ?? 0)).toBe(60)
      // So many would all be served, had the others not counted; what is free again meanwhile depends on the machine.
      expect(statuses(await flood('docs', 'GET /flood', 20, () => '203.0.113.68'))['429']).toBeGreaterThan(0)
    })

    test('many clients through one edge are all served', async () => {
      expect(statuses(await flood('docs', 'GET /flood', 120, n => `192.0.2.${n}`))).toEqual({ 200: 120 })
    })

    test('the addresses of one IPv6 network are one client, those of many are many', async () => {
      const one = statuses(await flood('docs', 'GET /flood', 60, n => `2001:db8:0:66:${n.toString(16)}::${n}`))
      expect(one['429']).toBeGreaterThan(20)
      const many = await flood('docs', 'GET /flood', 60, n => `2001:db8:0:${(0x100 + n).toString(16)}::1`)
      expect(statuses(many)).toEqual({ 200: 60 })
      // 0x0a is the end of a line for expressions that are not told otherwise.
      const lines = statuses(await flood('docs', 'GET /flood', 60, n => `2001:db8:a0a:0a0a:0a0a:${n.toString(16)}::0a`))
      expect(lines['429']).toBeGreaterThan(20)
    })

    test('one client holds some connections, and leaves the others to others', async () => {
      const open = (client: string) => {
        const headers = {
          Host: 'forge.lab.example',
          Upgrade: 'websocket',
          Connection: 'Upgrade',
          'Fly-Client-IP': client,
        }
        return lab.proxy().visit({ from: EDGE, raw: request('GET /ws', headers), milliseconds: 8000 })
      }
      // Slow enough for the rate, which is not what this is about.
      const held: Promise<Response>[] = []
      for (let n = 0; n < 55; n += 1) {
        held.push(open('203.0.113.80'))
        await new Promise(next => setTimeout(next, 60))
      }
      const other = open('203.0.113.81')
      expect(statuses(await Promise.all(held))).toEqual({ 101: 50, 429: 5 })
      expect((await other).status).toBe(101)
    })

    test('a client that names others is one client all the same, when it is not the edge', async () => {
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          lab.ask('docs', 'GET /flood', { 'Fly-Client-IP': `192.0.2.${n}` }, { from: STRANGER }),
        ),
      )
      expect(statuses(answers)['429']).toBeGreaterThan(20)
    })

    test('logins have a tighter limit, in whatever way they are spelt', async () => {
      const spelt = ['/user/login', '/USER/login', '/user/%6cogin', '//user/./login', '/user/login/']
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          lab.ask('forge', `POST ${spelt[n % 5]}`, { 'Fly-Client-IP': '203.0.113.70', 'Content-Length': '0' }),
        ),
      )
      const refused = statuses(answers)['429'] ?? 0
      expect(30 - refused).toBeLessThanOrEqual(9)
      expect(30 - refused).toBeGreaterThanOrEqual(6)
      expect((await lab.ask('forge', 'GET /', { 'Fly-Client-IP': '203.0.113.70' })).status).toBe(200)
    })
  })

  describe.skipIf(lab.missing !== undefined)('slow clients', () => {
    test.each([
      ['headers', `GET / HTTP/1.1\r\nHost: docs.lab.example\r\n`],
      ['a body', `POST / HTTP/1.1\r\nHost: forge.lab.example\r\nContent-Length: 10\r\n\r\nab`],
    ])('%s that never end are given up', async (_, start) => {
      const { how, milliseconds } = await lab.proxy().visit({ from: EDGE, raw: start, milliseconds: 15_000 })
      expect(how).toBe('closed')
      expect(milliseconds).toBeGreaterThan(9_000)
      expect(milliseconds).toBeLessThan(13_000)
    })
  })

  describe.skipIf(lab.missing !== undefined)('bans', () => {
    test('a banned address is refused everywhere on its site, and nowhere else', async () => {
      const file = join(lab.proxy().place('/etc/nginx'), 'forge-deny.conf')
      writeFileSync(file, '203.0.113.99 1;\n2001:db8::bad 1;\n')
      await lab.proxy().reload()
      const status = async (host: 'docs' | 'forge', client: string): Promise<number> =>
        (await lab.ask(host, 'GET /', { 'Fly-Client-IP': client })).status
      expect(await status('forge', '203.0.113.99')).toBe(403)
      expect(await status('forge', '2001:db8:0::bad')).toBe(403)
      expect(await status('docs', '203.0.113.99')).toBe(200)
      expect(await status('forge', '203.0.113.98')).toBe(200)
    })
  })
})
