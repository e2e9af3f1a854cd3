import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allFronts } from './fronts/all.ts'
import { noNamespace } from './namespace.ts'
import { EDGE, type LiveProxy, openProxy } from './proxy.ts'
import { rows } from './requests/index.ts'

const missing = noNamespace('nginx')
const upstreams = { 'forge.tail1234.ts.example': '100.64.0.10', 'docs.tail1234.ts.example': '100.64.0.11' }
describe.each(allFronts)('$name', front => {
  let proxy: LiveProxy

  beforeAll(async () => {
    if (missing !== undefined) return
    // An undeclared machine stands beside the upstreams: nobody must ask it for anything.
    proxy = await openProxy(front, Object.keys(upstreams), [...Object.values(upstreams), '100.64.0.12'])
    await proxy.standIn('forge', '100.64.0.10')
    await proxy.standIn('docs', '100.64.0.11')
    await proxy.standIn('undeclared', '100.64.0.12')
  })
  afterAll(() => proxy?.close())

  describe.skipIf(missing !== undefined)(
    `the public proxy, as rendered${missing === undefined ? '' : ` (${missing})`}`,
    () => {
      test('nginx accepts its configuration, without a warning', async () => {
        const { code, said } = await proxy.check()
        expect(said).not.toMatch(/\[(warn|emerg)\]/)
        expect(code).toBe(0)
      })

      test('it starts before any name of the tailnet is known', async () => {
        await proxy.start()
        await proxy.name({ ...upstreams, 'undeclared.tail1234.ts.example': '100.64.0.12' })
      })

      test('the table is long enough to mean something', () => expect(rows.length).toBeGreaterThanOrEqual(60))

      test.each(rows.filter(({ only }) => only === undefined || only === front.name))(
        '$name',
        async ({ raw, from = EDGE, status, body, headers = {}, asked, lingers = false, client }) => {
          const answer = await proxy.visit({ from, raw, milliseconds: lingers ? 1000 : 5000 })
          expect(answer.status, answer.text.slice(0, 400)).toBe(status)
          expect(answer.how).toBe(lingers ? 'open' : 'closed')
          if (body !== undefined) expect(answer.body).toMatch(body)
          for (const [name, value] of Object.entries(headers)) expect(answer.headers[name], name).toBe(value)
          const seen = await Promise.all(
            ['forge', 'docs', 'undeclared'].map(
              async name => [name, (await proxy.agent.seen(name)).map(({ url }) => url)] as const,
            ),
          )
          if (client === undefined)
            expect(Object.fromEntries(seen.filter(([, urls]) => urls.length > 0))).toEqual(asked ?? {})
          else expect(lastLine()['client_ip']).toBe(client)
        },
      )

      test('no name was looked up but those of the declared upstreams', () => {
        expect([...proxy.network.lookedUp()].sort()).toEqual(Object.keys(upstreams).sort())
      })

      test('every line of the log is JSON with the fields that the dashboards know', () => {
        const lines = proxy
          .log('access.json.log')
          .trim()
          .split('\n')
          .map(line => JSON.parse(line) as Record<string, unknown>)
        expect(lines.length).toBeGreaterThan(40)
        for (const line of lines) {
          expect(Object.keys(line)).toEqual([
            ...['time', 'remote_addr', 'client_ip', 'request_method', 'request_uri', 'status', 'body_bytes_sent'],
            ...[
              'request_time',
              'upstream_response_time',
              'upstream_cache_status',
              'http_host',
              'http_user_agent',
              'weight',
            ],
          ])
          expect(typeof line['status']).toBe('number')
        }
      })
    },
  )

  function lastLine(): Record<string, unknown> {
    return JSON.parse(proxy.log('access.json.log').trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>
  }
})
