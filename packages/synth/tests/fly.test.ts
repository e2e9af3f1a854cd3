import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { confirmOn } from '../src/cli/confirm.ts'
import { lab, run } from './lab.ts'
import { write } from './out-folder.ts'

/** A repository whose estate has a public proxy and one public name. */
function withProxy(): string {
  const root = lab('wiki', 'proxy')
  const service = (name: string, props: string): string =>
    `import { http, service } from '@homelab/estate'\nexport const it = service(import.meta, '${name}', { title: 'x', summary: 'x', ${props} })\n`
  const at = "at: { kind: 'host', name: 'box' }"
  const route = "routes: { public: { port: 'http', mode: 'static' } }"
  write(
    root,
    'apps/lab/services/wiki.ts',
    service('wiki', `ports: { http: http(80) }, workload: { kind: 'external', ${at} }, ${route}`),
  )
  write(
    root,
    'apps/lab/services/proxy.ts',
    service('proxy', `ports: {}, serves: 'public', workload: { kind: 'fly-app', app: 'lab-proxy', images: {}, ${at} }`),
  )
  write(
    root,
    'apps/lab/estate.ts',
    `import { hostParts } from '@homelab/ansible-gen'
import { domain, estate } from '@homelab/estate'
import { it as proxy } from './services/proxy.ts'
import { it as wiki } from './services/wiki.ts'
const hosts = [{ kind: 'host', name: 'box', platform: 'managed', role: 'x' }]
export default estate(import.meta, 'lab', {
  title: 'Lab', hosts, clusters: [], domains: { public: domain('public', 'example.org') }, vaults: [], people: [], shares: [], services: [wiki, proxy], parts: hostParts,
})
`,
  )
  return root
}

describe('fly-shutoff', () => {
  test('asks, and does nothing when the answer is no', async () => {
    const asked: string[] = []
    const confirm = async (question: string) => asked.push(question) < 0
    const { code, out } = await run(withProxy(), ['fly-shutoff', '--estate', 'lab'], { confirm })
    expect(asked).toEqual(['Take them offline?'])
    expect(out.split('\n')).toEqual([
      'this takes offline: wiki.example.org',
      'flyctl scale count 0 --yes --app lab-proxy',
      'nothing was changed',
      '',
    ])
    expect(code).toBe(1)
  })

  test('refuses where nobody can answer, and where there is no such application', async () => {
    expect(await run(withProxy(), ['fly-shutoff', '--estate', 'lab'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nobody is here to confirm: say --yes'),
    })
    expect(await run(lab('wiki'), ['fly-shutoff', '--estate', 'lab'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('the estate lab has no application on Fly.io'),
    })
  })
})

describe('a question', () => {
  async function answer(text: string, isTTY: boolean): Promise<boolean | undefined> {
    const input = Object.assign(new PassThrough(), { isTTY })
    const asked = confirmOn(input, new PassThrough())('Now?')
    input.write(`${text}\n`)
    return asked
  }

  test.each([
    ['y', true],
    ['YES', true],
    ['n', false],
    ['', false],
    ['yesterday', false],
  ])('answered with %j is %s', async (text, expected) => expect(await answer(text, true)).toBe(expected))

  test('nobody sees is no answer', async () => expect(await answer('y', false)).toBeUndefined())
})
