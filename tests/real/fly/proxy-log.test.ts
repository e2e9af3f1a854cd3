import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { request } from '../edge/client.ts'
import { fly } from '../edge/fronts/fly.ts'
import { useLab } from '../edge/lab.ts'
import { EDGE } from '../edge/proxy.ts'
import { filler } from '../edge/requests/row.ts'

describe.each([fly])('$name', front => {
  const lab = useLab(front)
  const FLOOD = 300
  /** What a client may choose, as long as nginx takes it; a control character is six bytes of JSON. */
  const agent = { 'User-Agent': '\u0001'.repeat(8000) }
  const long = filler(7900)

  /** Each from one client. A whole connection closes with an answer of 400. */
  const floods: Readonly<Record<string, (client: string) => string>> = {
    'the health check': client =>
      request('GET /healthz', { Host: '172.19.0.2:8080', 'Fly-Client-IP': client, ...agent }),
    'a foreign host': client => request(`GET /${long}`, { Host: 'evil.example', 'Fly-Client-IP': client, ...agent }),
    'a long host': client => request('GET /', { Host: long, 'Fly-Client-IP': client, ...agent }),
    'a long method': client =>
      request(`${'A'.repeat(7900)} /`, { Host: 'evil.example', 'Fly-Client-IP': client, ...agent }),
    'no host': client => request(`GET /${long}`, { 'Fly-Client-IP': client, ...agent }),
    'quotation marks': client =>
      request(`GET /${'"'.repeat(7900)}`, { Host: 'docs.lab.example', 'Fly-Client-IP': client, ...agent }),
    'the status of nginx': client =>
      request(`GET /stub_status?${long}`, { Host: 'x', 'Fly-Client-IP': client, ...agent }),
    'a refused path': client =>
      request(`GET /swagger/${long}`, { Host: 'forge.lab.example', 'Fly-Client-IP': client, ...agent }),
    'a page of a static site': client =>
      request(`GET /flood?${long}`, { Host: 'docs.lab.example', 'Fly-Client-IP': client, ...agent }),
    'a refused method': client =>
      request(`DELETE /${long}`, { Host: 'docs.lab.example', 'Fly-Client-IP': client, ...agent }),
    TRACE: client => request(`TRACE /${long}`, { Host: 'docs.lab.example', 'Fly-Client-IP': client, ...agent }),
    'a body that is too large': client =>
      request(`GET /${long}`, {
        Host: 'docs.lab.example',
        'Content-Length': '5000',
        'Fly-Client-IP': client,
        ...agent,
      }),
    'an upload that is too large': client =>
      request(`PUT /${long}`, {
        Host: 'forge.lab.example',
        'Content-Length': '0600000000',
        'Fly-Client-IP': client,
        ...agent,
      }),
    'a login': client =>
      request(`POST /user/login?${long}`, {
        Host: 'forge.lab.example',
        'Content-Length': '0',
        'Fly-Client-IP': client,
        ...agent,
      }),
    'a banned client': () =>
      request(`GET /${long}`, { Host: 'forge.lab.example', 'Fly-Client-IP': '203.0.113.99', ...agent }),
  }

  const lines = (): readonly string[] => lab.proxy().log('access.json.log').split('\n').slice(0, -1)

  describe.skipIf(lab.missing !== undefined)(
    `what one client makes the proxy write${lab.missing === undefined ? '' : ` (${lab.missing})`}`,
    () => {
      test.each(Object.entries(floods))('%s', async (name, raw) => {
        writeFileSync(join(lab.proxy().place('/etc/nginx'), 'forge-deny.conf'), '203.0.113.99 1;\n')
        await lab.proxy().reload()
        const before = lines().length
        const said = lab.proxy().errors().length
        const client = `192.0.2.${Object.keys(floods).indexOf(name) + 1}`
        const started = performance.now()
        const bytes = raw(client)
        await Promise.all(Array.from({ length: FLOOD }, () => lab.proxy().visit({ from: EDGE, raw: bytes })))
        const seconds = (performance.now() - started) / 1000
        const written = lines().slice(before)
        for (const line of written) {
          expect(line.length, line.slice(0, 300)).toBeLessThanOrEqual(1500)
          expect(JSON.parse(line)).toBeTypeOf('object')
        }
        const errors = lab.proxy().errors().slice(said).split('\n')
        expect(errors.length, errors[0]?.slice(0, 300)).toBeLessThanOrEqual(50 + 10 * seconds)
        // The rate with its burst of 50 at most, and of all others one in a hundred: 30 of 300 is none that chance writes.
        expect(written.length).toBeLessThanOrEqual(50 + 10 * seconds + 30)
      })

      test('others are answered meanwhile, the platform’s health check among them', async () => {
        const flood = (floods['the health check'] ?? (() => ''))('192.0.2.200')
        const flooded = await Promise.all(
          Array.from({ length: FLOOD }, () => lab.proxy().visit({ from: EDGE, raw: flood })),
        )
        expect(flooded.filter(({ status }) => status === 200).length).toBeLessThan(100)
        const health = request('GET /healthz', { Host: '172.19.0.2:8080' })
        expect((await lab.proxy().visit({ from: EDGE, raw: health })).body).toBe('ok\n')
        expect((await lab.ask('docs', 'GET /flood')).status).toBe(200)
      })

      test('who is let through is in the log, each time', async () => {
        const before = lines().length
        for (let n = 0; n < 10; n += 1) await lab.ask('docs', 'GET /each?utm=x', { 'User-Agent': 'a "browser" \\ é' })
        const written = lines()
          .slice(before)
          .map(line => JSON.parse(line) as Record<string, unknown>)
        expect(written).toHaveLength(10)
        expect(written[0]).toMatchObject({
          request_method: 'GET',
          request_uri: '/each?utm=x',
          http_host: 'docs.lab.example',
          http_user_agent: 'a "browser" \\ ',
          weight: 1,
        })
      })

      test('one of a hundred others stands for all of them', async () => {
        const before = lines().length
        const raw = (floods['no host'] ?? (() => ''))('192.0.2.201')
        for (let turn = 0; turn < 10; turn += 1)
          await Promise.all(Array.from({ length: FLOOD }, () => lab.proxy().visit({ from: EDGE, raw })))
        const weights = lines()
          .slice(before)
          .map(line => (JSON.parse(line) as { weight: number }).weight)
        // 3,000 at one in a hundred: none at all has a chance of one in 10^13, more than 90 an even smaller one.
        expect(new Set(weights)).toEqual(new Set([100]))
        expect(weights.length).toBeLessThan(90)
      })
    },
  )
})
