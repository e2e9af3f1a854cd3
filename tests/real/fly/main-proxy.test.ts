import blumeops from '@homelab/app-blumeops'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { request } from '../edge/client.ts'
import { fly } from '../edge/fronts/fly.ts'
import { noNamespace } from '../edge/namespace.ts'
import { EDGE, type LiveProxy, openProxy } from '../edge/proxy.ts'

const missing = noNamespace('nginx')
const name = 'docs.tail8d86e.ts.net'
let proxy: LiveProxy

beforeAll(async () => {
  if (missing !== undefined) return
  proxy = await openProxy(fly, [name, 'grafana.tail8d86e.ts.net'], ['100.64.0.11', '100.64.0.12'], blumeops)
  await proxy.name({ [name]: '100.64.0.11', 'grafana.tail8d86e.ts.net': '100.64.0.12' })
  await proxy.standIn('docs', '100.64.0.11')
  await proxy.standIn('grafana', '100.64.0.12')
  await proxy.start()
})
afterAll(() => proxy?.close())

const ask = (host: string, path: string, client = '203.0.113.5') =>
  proxy.agent.ask({ from: EDGE, port: 8080, raw: request(`GET ${path}`, { Host: host, 'Fly-Client-IP': client }) })

/** The proxy of the main estate; the fixture with a forge is asked more. */
describe.skipIf(missing !== undefined)(`the main estate’s proxy${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('nginx accepts it without a warning', async () => {
    const { code, said } = await proxy.check()
    expect([code, /\[(warn|emerg)\]/.test(said)]).toEqual([0, false])
  })

  test('the documentation is served, and stays when its server is gone', async () => {
    const first = await ask('docs.eblu.me', '/')
    expect([first.status, first.body]).toEqual([200, `docs answer 1 host=${name} path=/ for=anybody\n`])
    await proxy.agent.tell({ do: 'stop', name: 'docs' })
    expect((await ask('docs.eblu.me', '/')).status).toBe(200)
    expect((await ask('docs.eblu.me', '/other')).body).toContain('BlumeOps is resting')
  })

  test.each(['grafana.eblu.me', 'grafana.tail8d86e.ts.net', 'eblu.me', 'forge.eblu.me', 'blumeops-proxy.fly.dev'])(
    '%s gets no answer, and nobody is asked',
    async host => {
      expect((await ask(host, '/')).status).toBe(0)
      expect(await proxy.agent.seen('grafana')).toEqual([])
      expect(proxy.network.lookedUp()).toEqual(new Set([name]))
    },
  )

  test('the platform’s own name answers the health check', async () => {
    expect((await ask('blumeops-proxy.fly.dev', '/healthz')).body).toBe('ok\n')
  })
})
