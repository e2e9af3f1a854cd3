import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificatesFor } from './certificates.ts'
import { request } from './client.ts'
import { allFronts } from './fronts/all.ts'
import { upstreams } from './lab.ts'
import { noNamespace } from './namespace.ts'
import { EDGE, type LiveProxy, openProxy } from './proxy.ts'

const missing = noNamespace('nginx')
const [forgeName, docsName] = ['forge.tail1234.ts.example', 'docs.tail1234.ts.example'] as const

/** Whoever answers at an upstream's address without being it gets neither passwords nor a place in the cache. */
describe.each(allFronts)('$name', front => {
  let proxy: LiveProxy
  beforeAll(async () => {
    if (missing !== undefined) return
    proxy = await openProxy(front, [docsName], Object.values(upstreams))
    await proxy.name(upstreams)
    const folder = join(proxy.network.folder, 'impostor')
    mkdirSync(folder)
    // The one has the name from somebody whom nobody believes, the other a name that is not the one asked for.
    await proxy.standIn('docs', upstreams[docsName], await certificatesFor(folder, [docsName]))
    await proxy.standIn('forge', upstreams[forgeName])
    await proxy.start()
  })
  afterAll(() => proxy?.close())

  test.skipIf(missing !== undefined).each(['docs', 'forge'])('%s is not asked', async site => {
    const headers = { Host: `${site}.lab.example`, 'Fly-Client-IP': '203.0.113.1', Cookie: 'session=mine' }
    const { status, body } = await proxy.visit({ from: EDGE, raw: request('GET /', headers), milliseconds: 20_000 })
    expect([status, body.includes('is resting')]).toEqual([502, true])
    expect(await proxy.agent.seen(site)).toEqual([])
  })
})
