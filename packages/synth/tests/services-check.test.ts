import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lab, run } from './lab.ts'
import { write } from './out-folder.ts'

/** An estate with two TCP routes; the first leads to a server, the second nowhere. */
async function withRoutes(): Promise<{ readonly root: string; readonly connectTo: string }> {
  // It speaks first: of one that is silent it takes a second to know.
  const server = createServer(socket => socket.end('220 ready\r\n'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const root = lab('mail', 'chat')
  for (const name of ['mail', 'chat']) {
    write(
      root,
      `apps/lab/services/${name}.ts`,
      `import { service, tcp } from '@homelab/estate'
const workload = { kind: 'external', at: { kind: 'host', name: 'box' } }
const routes = { ops: { port: 'tcp' } }
export const it = service(import.meta, '${name}', { title: 'x', summary: 'x', ports: { tcp: tcp(25) }, workload, routes })
`,
    )
  }
  write(
    root,
    'apps/lab/estate.ts',
    `import { domain, estate } from '@homelab/estate'
import { it as chat } from './services/chat.ts'
import { it as mail } from './services/mail.ts'
const hosts = [{ kind: 'host', name: 'box', platform: 'linux', role: 'x' }]
const domains = { ops: domain('ops', 'example.org') }
export default estate(import.meta, 'lab', {
  title: 'Lab', hosts, clusters: [], domains, vaults: [], people: [], shares: [], services: [mail, chat],
})
`,
  )
  const connectTo = join(root, 'connect-to.json')
  const { port } = server.address() as AddressInfo
  const table = { 'mail.example.org:25': `127.0.0.1:${port}`, 'chat.example.org:25': '127.0.0.1:1' }
  write(root, 'connect-to.json', JSON.stringify(table))
  return { root, connectTo }
}

const words = (connectTo: string, ...more: readonly string[]): readonly string[] => [
  ...['services-check', '--estate', 'lab', '--connect-to', connectTo, ...more],
]

test('prints a row a check, aligned, and what it comes to', async () => {
  const { root, connectTo } = await withRoutes()
  const { code, out, err } = await run(root, words(connectTo))
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out.replaceAll(/ECONN.*:1 /g, 'refused').split('\n')).toEqual([
    expect.stringMatching(/^service {2}what {7}where {22}state {2}detail +ms$/),
    expect.stringMatching(/^mail {5}ops route {2}tcp:\/\/mail\.example\.org:25 {2}up {5}says 220 ready +0$/),
    expect.stringMatching(/^chat {5}ops route {2}tcp:\/\/chat\.example\.org:25 {2}down {3}connect refused +0$/),
    '1 up, 1 down of 2, after 0.0 s',
    '',
  ])
})

test('paints the states, and shows how far it is', async () => {
  const { root, connectTo } = await withRoutes()
  const shown: string[] = []
  const { out } = await run(root, words(connectTo), {
    paint: (style, text) => `<${style}>${text}`,
    progress: { show: text => shown.push(text), clear: () => shown.push('cleared') },
  })
  expect(out).toMatch(/<green>up +says 220 ready/)
  expect(out).toMatch(/<red>down +connect/)
  expect(shown).toEqual([
    expect.stringMatching(/^1 of 2 asked; last (mail|chat) ops route$/),
    expect.stringMatching(/^2 of 2 asked; last (mail|chat) ops route$/),
    'cleared',
  ])
})

test('gives the same as data, of single services', async () => {
  const { root, connectTo } = await withRoutes()
  const { code, out } = await run(root, words(connectTo, '--only', 'mail', '--json'))
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({
    ok: true,
    milliseconds: 0,
    checks: [
      {
        service: 'mail',
        what: 'ops route',
        where: 'tcp://mail.example.org:25',
        state: 'up',
        detail: 'says 220 ready',
        milliseconds: 0,
      },
    ],
  })
})

test('an estate without anything to ask says so', async () => {
  const { code, out } = await run(lab('wiki'), ['services-check', '--estate', 'lab'])
  expect(code).toBe(0)
  expect(out).toContain('the estate has nothing to ask')
})

test.each([
  [['--only', 'mial'], 'there is nothing to ask of mial (did you mean mail?)'],
  [['--timeout', '-1'], '--timeout takes a number above 0, but got -1'],
  [['--certificate-days', 'x'], '--certificate-days takes a number above 0, but got x'],
])('refuses %j', async (more, message) => {
  const { root, connectTo } = await withRoutes()
  const [option = '', value = ''] = more
  expect(await run(root, words(connectTo, `${option}=${value}`))).toMatchObject({
    code: 2,
    err: expect.stringContaining(message),
  })
})

test.each([
  ['no JSON', 'connect-to.json is no table in JSON'],
  ['{ "a:1": "b" }', 'both ends are HOST:PORT, but it has a:1 -> b'],
])('refuses the table %s', async (text, message) => {
  const { root, connectTo } = await withRoutes()
  write(root, 'connect-to.json', text)
  expect(await run(root, words(connectTo))).toMatchObject({ code: 2, err: expect.stringContaining(message) })
})
