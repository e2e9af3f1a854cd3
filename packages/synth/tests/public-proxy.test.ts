import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { confirmOn } from '../src/cli/confirm.ts'
import { lab, run } from './lab.ts'
import { write } from './out-folder.ts'

/** A provider that the estate itself brings: a tunnel, of which one command is all that is known. */
const provider = `import { unknownRuns } from '@homelab/estate/model'
const kinds = ['tunnel']
const line = does => ({ name }) => 'tunnel ' + does + ' ' + name
export const parts = [
  { contract: 'workload', kinds, runs: (workload, mine) => ({ ...unknownRuns('tunnel', mine), publicProxy: { name: workload.tunnel, rendered: 'tunnel' } }) },
  { contract: 'public-proxy', kinds, commands: async () => ({
    program: { name: 'node', install: 'https://nodejs.org' },
    deploy: async (proxy, { shown }, { write }) => write('in ' + shown + ': ' + proxy.name + '\\n'),
    setUp: async () => {},
    shutOff: { line: line('down'), run: async (proxy, { write }) => write('went down\\n'), back: line('up') },
  }) },
]
`

/** A repository whose estate has a public proxy and one public name. */
function withProxy(): string {
  const root = lab('wiki', 'proxy')
  const service = (name: string, props: string): string =>
    `import { http, service } from '@homelab/estate'\nexport const it = service(import.meta, '${name}', { title: 'x', summary: 'x', ${props} })\n`
  const at = "at: { kind: 'host', name: 'box' }"
  const route =
    "routes: { public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } } }"
  write(
    root,
    'apps/lab/services/wiki.ts',
    service('wiki', `ports: { http: http(80) }, workload: { kind: 'external', ${at} }, ${route}`),
  )
  write(
    root,
    'apps/lab/services/proxy.ts',
    service('proxy', `ports: {}, serves: 'public', workload: { kind: 'tunnel', tunnel: 'lab-proxy', ${at} }`),
  )
  write(root, 'apps/lab/provider.ts', provider)
  write(
    root,
    'apps/lab/estate.ts',
    `import { domain, estate } from '@homelab/estate'
import { parts } from './provider.ts'
import { it as proxy } from './services/proxy.ts'
import { it as wiki } from './services/wiki.ts'
const hosts = [{ kind: 'host', name: 'box', platform: 'managed', role: 'x' }]
export default estate(import.meta, 'lab', {
  title: 'Lab', hosts, clusters: [], domains: { public: domain('public', 'example.org') }, vaults: [], people: [], shares: [], services: [wiki, proxy], parts,
})
`,
  )
  return root
}

describe('public-proxy-shutoff', () => {
  test('asks, and does nothing when the answer is no', async () => {
    const asked: string[] = []
    const confirm = async (question: string) => asked.push(question) < 0
    const { code, out } = await run(withProxy(), ['public-proxy-shutoff', '--estate', 'lab'], { confirm })
    expect(asked).toEqual(['Take them offline?'])
    expect(out.split('\n')).toEqual([
      'this takes offline: wiki.example.org',
      'tunnel down lab-proxy',
      'nothing was changed',
      '',
    ])
    expect(code).toBe(1)
  })

  test('refuses where nobody can answer, and where there is none that tasks act on', async () => {
    expect(await run(withProxy(), ['public-proxy-shutoff', '--estate', 'lab'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nobody is here to confirm: say --yes'),
    })
    expect(await run(lab('wiki'), ['public-proxy-shutoff', '--estate', 'lab'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('the estate lab has no public proxy that tasks act on'),
    })
  })
})

test('whoever agrees is told how to take it back', async () => {
  const { code, out } = await run(withProxy(), ['public-proxy-shutoff', '--estate', 'lab', '--yes'])
  expect([code, out.split('\n').slice(1)]).toEqual([
    0,
    ['tunnel down lab-proxy', 'went down', 'offline; to restore: tunnel up lab-proxy', ''],
  ])
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
