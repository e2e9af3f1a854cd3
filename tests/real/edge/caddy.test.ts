import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import blumeops from '@homelab/app-blumeops'
import { type ResolvedRoute, resolvedOf } from '@homelab/estate/model'
import { printCaddyfile } from '@homelab/formats'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caddyfileTree } from '../../../ansible-gen/src/caddy/tree.ts'
import { render } from '../../support/render.ts'
import { skipped } from '../tools.ts'
import { builtCaddy, byItself } from './caddy.ts'
import { certificatesFor } from './certificates.ts'
import { Agent, request } from './client.ts'
import { Network, noNamespace, stop } from './namespace.ts'

const ME = '10.9.0.9'
const routes = resolvedOf(blumeops).routes.filter(({ kind }) => kind === 'ops')
const web = routes.filter(({ protocol }) => protocol === 'https')
const tcp = routes.filter(({ protocol }) => protocol === 'tcp')
const answering = [...new Set(web.map(({ listen }) => listen))].sort((a, b) => a - b)
const caddyfile = render(blumeops).files.get('caddy/Caddyfile') ?? ''
const overridden = byItself(caddyfile)

/** Every back end as a stand-in, each at an address of its own unless it is on the host itself. */
const standIns = routes.flatMap(({ backend }, index) =>
  backend === undefined
    ? []
    : [
        {
          ...backend,
          name: nameOf(backend),
          address: backend.host === 'localhost' ? '127.0.0.1' : `100.64.0.${index + 10}`,
        },
      ],
)
const missing = noNamespace() ?? (builtCaddy === undefined ? skipped('go') : undefined)
const program = builtCaddy ?? ''
let host: Network
let tailnet: Network
/** Stand-ins on the host, and those elsewhere, which listen on ports that Caddy listens on too. */
const agents: { near?: Agent; far?: Agent } = {}
/** What Caddy said: its log. */
let said = ''

beforeAll(async () => {
  if (missing !== undefined) return
  const outside = standIns.filter(({ address }) => address !== '127.0.0.1')
  host = await Network.open([ME])
  tailnet = await host.neighbour(outside.map(({ address }) => address))
  await host.names(Object.fromEntries(outside.map(({ host: name, address }) => [name, address])))
  agents.near = new Agent(host)
  agents.far = new Agent(tailnet)
  const tls = await certificatesFor(host.folder, [...new Set(outside.map(({ host: name }) => name))])
  for (const { name, address, port, scheme } of standIns) {
    const how = scheme === 'https' ? { tls } : scheme === 'tcp' ? { tls: 'tcp' as const } : {}
    await agentAt(address).tell({ do: 'serve', name, address, port, ...how })
  }
  writeFileSync(join(host.folder, 'Caddyfile'), overridden)
  const running = host.start(program, ['run', '--config', join(host.folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
    HOME: host.folder,
    XDG_DATA_HOME: host.folder,
    SSL_CERT_FILE: tls.authority,
  })
  running.stderr.on('data', data => {
    said += String(data)
  })
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await ask('ops.eblu.me')).status === 200) return
    await new Promise(next => setTimeout(next, 100))
  }
  await stop(running)
  throw new Error(`Caddy does not answer: ${(await running).stderr}`)
}, 900_000)
afterAll(async () => {
  await host?.close()
  await tailnet?.close()
})

function agentAt(address: string): Agent {
  const agent = address === '127.0.0.1' || address === ME ? agents.near : agents.far
  if (agent === undefined) throw new Error('no agent')
  return agent
}

function standInOf({ backend, hostname }: ResolvedRoute): { readonly name: string; readonly agent: Agent } {
  const found = standIns.find(({ name }) => backend !== undefined && name === nameOf(backend))
  if (found === undefined) throw new Error(`${hostname} has no back end`)
  return { name: found.name, agent: agentAt(found.address) }
}

function nameOf({ host, port }: NonNullable<ResolvedRoute['backend']>): string {
  return `${host}:${port}`
}

function ask(host: string, path = '/', tlsName = host, port = portOf(tlsName)) {
  return agentAt(ME).ask({ from: ME, port, tlsName, raw: request(`GET ${path}`, { Host: host }) })
}

/** Where the proxy answers to the name, and to one that it does not know. */
function portOf(name: string): number {
  return web.find(({ hostname }) => hostname === name)?.listen ?? 443
}

describe.skipIf(missing !== undefined)(`Caddy${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('accepts the Caddyfile as it is, and needs the token', async () => {
    const file = join(host.folder, 'unmodified')
    writeFileSync(file, caddyfile)
    const validate = (env: Record<string, string>) =>
      host.run(program, ['validate', '--config', file, '--adapter', 'caddyfile'], {
        HOME: host.folder,
        ...env,
      })
    const fine = await validate({ GANDI_BEARER_TOKEN: 'stand-in' })
    expect(fine.all).toMatch(/Valid configuration/)
    expect(fine.all).not.toMatch(/"level":"warn"|not formatted/)
    const without = await validate({})
    expect([without.exitCode === 0, String(without.all).includes('GANDI_BEARER_TOKEN')]).toEqual([false, true])
  })

  test('the override is the only change', () => {
    expect(overridden.split('tls internal').length).toBe(2 + answering.length)
    expect(overridden).not.toContain('gandi')
  })

  test.each(web.map(route => [route.hostname, route] as const))('%s leads to its back end', async (hostname, route) => {
    const { name, agent } = standInOf(route)
    const { status, body } = await ask(hostname, '/some/path?q=1')
    expect(status).toBe(200)
    expect(body).toContain(`${name} answer 1 host=${hostname} path=/some/path?q=1`)
    expect((await agent.seen(name))[0]?.headers['x-forwarded-proto']).toBe('https')
  })

  test('a body that nobody asked for arrives whole, and one that never comes keeps nobody else waiting', async () => {
    const [route] = web
    if (route === undefined) throw new Error('no route')
    const { hostname } = route
    const { name, agent } = standInOf(route)
    const get = (headers: Record<string, string>, body: string) => ({
      from: ME,
      port: portOf(hostname),
      tlsName: hostname,
      raw: request('GET /fat', { Host: hostname, ...headers }, body),
    })
    const whole = [
      get({ 'Content-Length': '3' }, 'abc'),
      get({ 'Transfer-Encoding': 'chunked' }, '3\r\nabc\r\n0\r\n\r\n'),
    ]
    for (const question of whole) expect((await agentAt(ME).ask(question)).body).toBe(`${name} got 3 bytes\n`)
    const silent = agentAt(ME).ask({ ...get({ 'Content-Length': '3' }, ''), milliseconds: 2000 })
    await new Promise(next => setTimeout(next, 300))
    expect((await ask(hostname, '/fat')).status).toBe(200)
    expect((await silent).how).toBe('open')
    await agent.seen(name)
  })

  test('a name that no service has is answered so', async () => {
    const { status, body } = await ask('nobody.ops.eblu.me')
    expect([status, body]).toEqual([404, 'Unknown service'])
  })

  /** Each with the port of somebody else's audience, by its own name and behind one that is answered there. */
  const elsewhere = web.flatMap(route =>
    web
      .filter((other, at) => other.listen !== route.listen && at === web.findIndex(one => one.listen === other.listen))
      .flatMap(other => [
        [route.hostname, other.listen, route.hostname] as const,
        [route.hostname, other.listen, other.hostname] as const,
        [`${route.hostname}:${route.listen}`, other.listen, other.hostname] as const,
      ]),
  )
  test('there are names for members and names for admins', () => {
    expect([...new Set(web.flatMap(({ audience }) => audience ?? []))].sort()).toEqual(['admins', 'members'])
    const admins = web.filter(({ audience }) => audience === 'admins')
    expect(admins.length).toBeGreaterThan(0)
    expect(
      web.filter(({ audience, listen }) => audience !== 'admins' && admins.some(one => one.listen === listen)),
    ).toEqual([])
  })
  test.each(elsewhere)('%s is no name on %i, behind the certificate of %s', async (name, port, tlsName) => {
    const { status, body } = await ask(name, '/some/path', tlsName, port)
    expect([status, body]).toEqual([404, 'Unknown service'])
  })

  test.each(['a.forge.ops.eblu.me', 'evil.example', 'grafana.tail8d86e.ts.net'])(
    'Host %s behind a name that is ours leads nowhere',
    async host => {
      const { status, how } = await ask(host, '/', 'forge.ops.eblu.me')
      expect([status, how]).toEqual([0, 'closed'])
    },
  )

  test('without TLS there is the way to where there is TLS', async () => {
    const raw = request('GET /', { Host: 'forge.ops.eblu.me' })
    const { headers } = await agentAt(ME).ask({ from: ME, port: 80, raw })
    expect(headers['location']).toBe('https://forge.ops.eblu.me/')
  })

  test.each(['/x', '@x', '{env.HOME}', '{http.request.host} \\{x', '200', 'a "quoted" `word`', '{'])(
    'the answer to an unknown name is said as it is: %s',
    async body => {
      const [ops] = resolvedOf(blumeops).domains.filter(({ kind }) => kind === 'ops')
      if (ops === undefined) throw new Error('no domain')
      const dns = { provider: 'gandi', tokenVariable: 'X' }
      const tree = caddyfileTree([ops], [], { dns, unknownHost: { status: 404, body }, example: 'x' })
      const text = printCaddyfile(tree)
        .replaceAll(/tls \{[^}]*\}[^}]*\}/g, 'tls internal')
        .replace('admin off', 'admin off\n\tskip_install_trust\n\thttps_port 9443\n\thttp_port 9080')
        .replaceAll(/^:443 \{\n\tabort\n\}\n/gm, '')
      writeFileSync(join(host.folder, 'Texts'), text)
      const env = { HOME: host.folder, XDG_DATA_HOME: host.folder }
      const running = host.start(
        program,
        ['run', '--config', join(host.folder, 'Texts'), '--adapter', 'caddyfile'],
        env,
      )
      let answer = { status: 0, body: '' }
      for (let tries = 0; tries < 100 && answer.status === 0; tries += 1) {
        const name = 'nobody.ops.eblu.me'
        const raw = request('GET /', { Host: `${name}:9443` })
        answer = await agentAt(ME).ask({ from: ME, port: 9443, tlsName: name, raw })
        await new Promise(next => setTimeout(next, 100))
      }
      await stop(running)
      expect([answer.status, answer.body]).toEqual([404, body])
    },
  )

  test('the base domain tells what to do', async () => {
    const { status, body } = await ask('ops.eblu.me')
    expect([status, body]).toEqual([200, 'Use a subdomain, for example forge.ops.eblu.me.'])
  })

  test('a name that is not ours gets no certificate', async () => {
    expect((await ask('evil.example')).status).toBe(0)
  })

  test.each(tcp.map(route => [route.listen, route] as const))(
    'TCP port %i is carried to its back end',
    async (listen, route) => {
      const { text } = await agentAt(ME).ask({ from: ME, port: listen, raw: 'hello', milliseconds: 700 })
      expect(text).toBe(`${standInOf(route).name} got hello`)
    },
  )

  test('nothing else listens for the network', async () => {
    const { stdout } = await host.run('ss', ['-Hltn'])
    const ports = new Set(
      [...String(stdout).matchAll(/(?:\*|0\.0\.0\.0|\[::\]):(\d+)\s/g)].map(([, port]) => Number(port)),
    )
    expect([...ports].sort((a, b) => a - b)).toEqual(
      [80, ...answering, ...tcp.map(({ listen }) => listen)].sort((a, b) => a - b),
    )
  })

  test('while a back end is down, no request writes as much as it likes, nor each one', async () => {
    const [route] = web
    if (route === undefined) throw new Error('no route')
    const { hostname } = route
    const { name, agent } = standInOf(route)
    await agent.tell({ do: 'stop', name })
    const raw = request(`GET /${'x'.repeat(6000)}`, { Host: hostname, 'User-Agent': 'x'.repeat(6000) })
    const before = said.length
    const started = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        agentAt(ME).ask({ from: ME, port: portOf(hostname), tlsName: hostname, raw, milliseconds: 20_000 }),
      ),
    )
    const seconds = (performance.now() - started) / 1000
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([502]))
    const lines = said.slice(before).trim().split('\n')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', request: { host: hostname } })
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1500)
    expect(lines.length).toBeLessThanOrEqual(21 * (Math.ceil(seconds) + 1))
  })
})
