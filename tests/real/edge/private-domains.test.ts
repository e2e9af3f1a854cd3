/** Caddy with two private domains, and two of one each: what they answer, asked of them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import annex, { oneProxy } from '../../fixtures/annex/estate.ts'
import { render } from '../../support/render.ts'
import { skipped } from '../tools.ts'
import { builtCaddy, startCaddy } from './caddy.ts'
import { Agent, request } from './client.ts'
import { Network, noNamespace } from './namespace.ts'

const ME = '10.9.0.9'
const missing = noNamespace() ?? (builtCaddy === undefined ? skipped('go') : undefined)
const program = builtCaddy ?? ''

/** Each on a host of its own, which has the address of the estate, and one that stands for all else. */
const proxies = {
  both: { text: render(oneProxy).files.get('caddy/Caddyfile') ?? '', at: '192.0.2.40', beside: '192.0.2.41' },
  front: { text: render(annex).files.get('caddy/Caddyfile') ?? '', at: '192.0.2.40', beside: '192.0.2.41' },
  side: { text: render(annex).files.get('caddy/side/Caddyfile') ?? '', at: '192.0.2.41', beside: '192.0.2.40' },
}

describe.skipIf(missing !== undefined).each(Object.entries(proxies))(
  `%s${missing === undefined ? '' : ` (${missing})`}`,
  (name, { text, at, beside }) => {
    let network: Network
    let agent: Agent

    beforeAll(async () => {
      network = await Network.open([ME, at, beside])
      agent = new Agent(network)
      const here = at === '192.0.2.40' ? [8080, 8082] : [8081, 5432]
      const there = at === '192.0.2.40' ? [8081, 5432] : [8080, 8082]
      for (const [address, ports] of [
        ['127.0.0.1', here],
        [beside, there],
      ] as const)
        for (const port of ports)
          await agent.tell({
            do: 'serve',
            name: `${port}`,
            address,
            port,
            ...(port === 5432 && { tls: 'tcp' as const }),
          })
      const base = name === 'side' ? 'annex.house.example' : 'in.house.example'
      await startCaddy(network, text, async () => (await ask(base)).status === 200)
    }, 900_000)
    afterAll(async () => {
      await network?.close()
    })

    function ask(host: string, port = 443, tlsName = host) {
      return agent.ask({ from: ME, port, tlsName, raw: request('GET /x', { Host: host }) })
    }

    async function answer(host: string, port = 443, tlsName = host): Promise<string> {
      const { status, body, how } = await ask(host, port, tlsName)
      return status === 0 ? how : `${status} ${/^\d+ answer/.exec(body)?.[0] ?? body.trim()}`
    }

    test('the file is accepted as it is, and would be written so', async () => {
      const file = join(network.folder, 'unmodified')
      writeFileSync(file, text)
      const env = { HOME: network.folder, DNS_TOKEN: 'stand-in' }
      const fine = await network.run(program, ['validate', '--config', file, '--adapter', 'caddyfile'], env)
      expect(fine.all).toMatch(/Valid configuration/)
      expect(fine.all).not.toMatch(/"level":"warn"|not formatted/)
      const adapted = await network.run(program, ['adapt', '--config', file, '--adapter', 'caddyfile'], env)
      // A wildcard and a base of each domain, for each of which the DNS challenge gets a certificate.
      const subjects = [...String(adapted.stdout).matchAll(/"subjects":\[([^\]]*)\]/g)].flatMap(([, all = '']) =>
        [...all.matchAll(/"([^"]+)"/g)].map(([, one = '']) => one),
      )
      const domains = { both: ['annex', 'in'], front: ['in'], side: ['annex'] }[name] ?? []
      const wanted = domains.flatMap(each => [`*.${each}.house.example`, `${each}.house.example`])
      expect([...new Set(subjects)].toSorted()).toEqual(wanted.toSorted())
    })

    const unknown = '404 Unknown service'
    const ofHouse = name === 'side' ? [] : (['wiki.in', 'photos.in'] as const)
    const ofAnnex = name === 'front' ? [] : (['photos.annex'] as const)
    test.each([...ofHouse, ...ofAnnex])('%s leads to its service', async label => {
      const port = label === 'wiki.in' ? 8080 : 8082
      expect(await answer(`${label}.house.example`)).toBe(`200 ${port} answer`)
    })

    const admins = name === 'both' ? 8443 : 9443
    if (name !== 'front')
      test('a name for those who run the estate answers on their port alone', async () => {
        expect(await answer('draft.annex.house.example', admins)).toBe('200 8081 answer')
        expect(await answer('draft.annex.house.example')).toBe(unknown)
        expect(await answer('draft.annex.house.example', 443, 'photos.annex.house.example')).toBe(unknown)
        expect(await answer('photos.annex.house.example', admins)).toBe(unknown)
      })

    if (name === 'both')
      test('a name of one domain is none of the other', async () => {
        expect(await answer('wiki.annex.house.example')).toBe(unknown)
        expect(await answer('draft.in.house.example')).toBe(unknown)
        expect(await answer('wiki.annex.house.example', 443, 'wiki.in.house.example')).toBe(unknown)
        expect(await answer('draft.annex.house.example', 443, 'wiki.in.house.example')).toBe(unknown)
      })

    /** Those of the domain that the other proxy serves. */
    const foreign = name === 'front' ? ['photos.annex', 'draft.annex', 'annex'] : ['wiki.in', 'photos.in', 'in']
    const own = name === 'front' ? 'wiki.in.house.example' : 'photos.annex.house.example'
    if (name !== 'both')
      test.each(foreign)('%s is no name here, and has no certificate', async label => {
        const host = `${label}.house.example`
        expect(await answer(host)).not.toMatch(/^\d/)
        expect(await answer(host, 443, own)).toBe('closed')
        if (name === 'side') expect(await answer(host, 9443, 'draft.annex.house.example')).toBe('closed')
      })

    test.each([
      'wiki.in.house.example.evil.example',
      'annex.house.example.in.house.example',
      'a.wiki.in.house.example',
    ])('Host %s leads nowhere', async host => {
      expect(await answer(host, 443, own)).not.toMatch(/answer/)
    })
  },
)
