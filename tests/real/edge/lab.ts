import { afterAll, beforeAll } from 'vitest'
import { skipped } from '../tools.ts'
import { type Response, request } from './client.ts'
import type { LiveFront } from './fronts/front.ts'
import { noNamespace } from './namespace.ts'
import { EDGE, type LiveProxy, openProxy } from './proxy.ts'

/** The upstreams of the fixture estate, by name; the third address is where one of them may move. */
export const upstreams = { 'forge.tail1234.ts.example': '100.64.0.10', 'docs.tail1234.ts.example': '100.64.0.11' }
export const movedTo = '100.64.0.21'

type Headers = Readonly<Record<string, string>>

export interface Lab {
  /** Why there is none; undefined where there is one. */
  readonly missing: string | undefined
  readonly proxy: () => LiveProxy
  /** Asks as another client each time, unless the headers name one. */
  readonly ask: (
    host: 'docs' | 'forge',
    line: string,
    headers?: Headers,
    more?: { body?: string; from?: string },
  ) => Promise<Response>
  /** The URLs that a stand-in was asked for since the last time. */
  readonly asked: (name: string) => Promise<readonly string[]>
}

/** A live proxy with both upstreams for the tests of a file. */
export function useLab(front: LiveFront, ...programs: readonly string[]): Lab {
  return open(front, noNamespace('nginx', ...programs), (proxy, name, address) => proxy.standIn(name, address))
}

/** The same with Go's reverse proxy before each upstream, as in production. */
export function useLabBehindIngress(front: LiveFront, program: string | undefined): Lab {
  return open(
    front,
    noNamespace('nginx') ?? (program === undefined ? skipped('go') : undefined),
    (proxy, name, address) => proxy.behindIngress(name, address, program ?? ''),
  )
}

function open(
  front: LiveFront,
  missing: string | undefined,
  standIn: (proxy: LiveProxy, name: string, address: string) => Promise<void>,
): Lab {
  let opened: LiveProxy | undefined
  const proxy = (): LiveProxy => {
    if (opened === undefined) throw new Error('the proxy is not open')
    return opened
  }
  beforeAll(async () => {
    if (missing !== undefined) return
    opened = await openProxy(front, Object.keys(upstreams), [...Object.values(upstreams), movedTo])
    await opened.name(upstreams)
    await standIn(opened, 'forge', upstreams['forge.tail1234.ts.example'])
    await standIn(opened, 'docs', upstreams['docs.tail1234.ts.example'])
    await opened.start()
  })
  afterAll(() => opened?.close())
  let clients = 0
  return {
    missing,
    proxy,
    ask: (host, line, headers = {}, { body = '', from = EDGE } = {}) => {
      clients += 1
      const client = `198.51.100.${clients % 250}`
      const raw = request(line, { Host: `${host}.lab.example`, 'Fly-Client-IP': client, ...headers }, body)
      return proxy().visit({ from, raw, milliseconds: 20_000 })
    },
    asked: async name => (await proxy().agent.seen(name)).map(({ url }) => url),
  }
}

/** How many answers had which status. */
export function statuses(answers: readonly Response[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(answers, ({ status }) => String(status))
  return Object.fromEntries([...groups].map(([status, all]) => [status, all.length]))
}
