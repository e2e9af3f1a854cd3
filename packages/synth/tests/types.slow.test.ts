import fs from 'node:fs'
import { join } from 'node:path'
import type { Finding, Projection } from '@homelab/estate/model'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { type Compiler, findCompiler } from '../src/types/compiler.ts'
import { lab, main, names, run } from './lab.ts'
import { temporaryFolder, write } from './out-folder.ts'

/** A process of its own: in this one vitest loads modules in its own way. */
async function check(root: string, ...words: readonly string[]): Promise<readonly Finding[]> {
  const { stdout, stderr } = await main(['check', '--estate', join(root, 'apps', 'lab'), '--json', ...words])
  // Node.js may have a warning of its own.
  expect(stderr).not.toContain('    at ')
  return JSON.parse(stdout).findings
}

async function found(root: string, ...words: readonly string[]): Promise<readonly string[]> {
  return (await check(root, ...words)).map(({ code, where: { file, line, column }, problem }) => {
    const place = [file, line, column].filter(part => part !== undefined).join(':')
    return `${code} ${place} ${problem}`
  })
}

/** A service on the lab's host, with what is given. */
function service(root: string, name: string, imports: string, props: string): void {
  const text = `import { endpoint, external, host, http, type Needs, service } from '@homelab/estate'
${imports}
export const it = service(import.meta, '${name}', {
  title: 'A', summary: 'a service', workload: external(host('box', { platform: 'linux', role: 'x' })),
  ${props}
})
`
  write(root, `apps/lab/services/${name}.ts`, text)
}

const real = findCompiler() as Compiler

describe('one misspelt word is one finding', () => {
  test('also where the model and the projections trip over it', async () => {
    const root = lab('wiki')
    service(root, 'wiki', '', "ports: { http: http(80) },\n  probes: { live: { port: 'htpp', path: '/' } },")
    expect((await found(root, '--no-types')).join('\n')).toMatch(/^unknown-port /m)
    expect(await found(root)).toEqual([
      `wrong-type apps/lab/services/wiki.ts:6:21 Type '"htpp"' is not assignable to type '"http"'`,
    ])
  })

  test('also where others use what it is in', async () => {
    const root = lab('wiki', 'feed')
    service(root, 'wiki', '', 'ports: { http: http(80) }, sumary: 1,')
    const needs = "needs: (): Needs => [endpoint(wiki, 'http', 'asks')],"
    service(root, 'feed', "import { it as wiki } from './wiki.ts'", `ports: {}, ${needs}`)
    expect(await found(root)).toEqual([
      expect.stringMatching(
        /^wrong-type apps\/lab\/services\/wiki\.ts:5:30 .* 'sumary' does not exist in type .* 'summary'\?$/,
      ),
    ])
  })

  test('in all files that it makes wrong', async () => {
    const root = lab('wiki', 'feed', 'news')
    write(root, 'apps/lab/words.ts', "export const words = { first: 'one' }\n")
    for (const name of ['wiki', 'feed', 'news'])
      service(root, name, "import { words } from '../words.ts'", 'ports: {}, tile: words.frist,')
    const [first, ...others] = await check(root)
    expect(others).toEqual([])
    expect(first?.problem).toBe(
      "Property 'frist' does not exist on type '{ first: string; }'. Did you mean 'first'?, also in " +
        'apps/lab/services/news.ts:5:26, apps/lab/services/wiki.ts:5:26',
    )
  })

  test('in the places that take it from one', async () => {
    const root = lab('wiki')
    const text = "export const named = () => ({ protocol: 'gopher', port: 70 }) as const\n"
    write(root, 'apps/lab/ports.ts', text)
    service(root, 'wiki', "import { named } from '../ports.ts'", 'ports: { one: named(), two: named() },')
    const [first, ...others] = await check(root)
    expect(others).toEqual([])
    expect(first?.problem).toMatch(/'"gopher"' is not assignable to .*, also in apps\/lab\/services\/wiki\.ts:5:\d+$/)
  })

  test('also where a service is left out for it, which others miss', async () => {
    const missed: Finding = {
      code: 'unwatched-backup',
      where: { subject: 'feed', file: 'apps/lab/services/feed.ts' },
      problem: 'nobody measures it',
      fix: 'measure it',
    }
    const doubting: Projection = { target: 'doubt', render: () => ({ files: [], claims: [], findings: [missed] }) }
    const how = { projections: async () => [names, doubting], compiler: () => real }
    const codes = async (from: string, to: string): Promise<readonly string[]> => {
      const root = lab('wiki', 'feed')
      service(root, 'wiki', '', 'ports: {},')
      const file = join(root, 'apps/lab/services/wiki.ts')
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(from, to))
      const { out } = await run(root, ['check', '--estate', 'lab', '--json'], how)
      return JSON.parse(out).findings.map(({ code }: Finding) => code)
    }
    expect(await codes('workload:', 'worklaod:')).toEqual(['wrong-type'])
    // The same where the service is there: it may be a mistake of its own.
    expect(await codes('ports:', 'tile: 1, ports:')).toEqual(['unwatched-backup', 'wrong-type'])
  })

  test('a thunk without its type, in a circle', async () => {
    const root = lab('wiki', 'feed')
    for (const [name, other] of [
      ['wiki', 'feed'],
      ['feed', 'wiki'],
    ] as const) {
      const props = "ports: { http: http(80) }, needs: () => [endpoint(other, 'http', 'asks')],"
      service(root, name, `import { it as other } from './${other}.ts'`, props)
    }
    const all = await check(root)
    expect(all.map(({ fix }) => fix)).toEqual(['annotate it: `needs: (): Needs => [...]`'])
  })

  test('a package.json that does not make them modules', async () => {
    const root = lab('wiki')
    write(root, 'apps/lab/package.json', '{}')
    expect((await check(root)).map(({ fix }) => fix)).toEqual([
      'write `"type": "module"` into the package.json of the estate',
    ])
  })

  test('a projection that throws over it', async () => {
    const root = lab('wiki')
    service(root, 'wiki', '', 'ports: {}, sumary: 1,')
    const failing: Projection = { target: 'moon', render: () => names.render(undefined as never) }
    const how = { projections: async () => [names, failing], compiler: () => real }
    const { code, out, err } = await run(root, ['check', '--estate', 'lab'], how)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/^apps\/lab\/services\/wiki\.ts\n {2}wrong-type wiki \[apps\/lab\/services\/wiki\.ts:5:14\]: /)
    expect(out).toMatch(/^1 finding; moon could not be rendered, and may have more$/m)
  })
})

describe('what the compiler says', () => {
  test('replaces what Node.js says of the same import', async () => {
    const root = lab('wiki')
    write(root, 'apps/lab/services/wiki.ts', "import { x } from './nowhere.ts'\nexport const it = x\n")
    expect(await found(root, '--no-types')).toEqual([
      expect.stringMatching(/^failed-import apps\/lab\/services\/wiki\.ts /),
    ])
    expect(await found(root)).toEqual([
      "wrong-type apps/lab/services/wiki.ts:1:19 Cannot find module './nowhere.ts' or its corresponding type declarations",
    ])
  })

  test('stands beside an import that fails elsewhere', async () => {
    const root = lab('wiki', 'feed')
    fs.appendFileSync(join(root, 'apps/lab/services/wiki.ts'), "throw new Error('no such host')\n")
    service(root, 'feed', '', 'ports: {}, sumary: 1,')
    expect((await check(root)).map(({ code }) => code).toSorted()).toEqual(['failed-import', 'wrong-type'])
  })

  test('of the packages comes first and alone', async () => {
    const root = lab('wiki', 'feed')
    write(root, 'packages/mine/package.json', '{ "type": "module" }')
    write(root, 'packages/mine/mine.ts', "export const mine: number = 'text'\n")
    const imports = ['import { mine } from ', "'../../../packages/mine/mine.ts'"].join('')
    service(root, 'wiki', imports, 'ports: { [mine]: http(80) }, sumary: 1,')
    service(root, 'feed', '', 'ports: {}, sumary: 1,')
    expect(await found(root)).toEqual([
      "wrong-type packages/mine/mine.ts:1:14 Type 'string' is not assignable to type 'number'",
    ])
  })

  test('keeps synth from writing, and its check from comparing', async () => {
    const root = lab('wiki')
    const how = { compiler: () => real }
    const words = ['--estate', 'lab', '--out', join(root, 'dist')]
    expect((await run(root, ['synth', ...words], how)).code).toBe(0)
    fs.appendFileSync(join(root, 'apps/lab/services/wiki.ts'), 'export const text: string = 1\n')
    for (const command of [['synth'], ['synth', '--check']]) {
      const { code, out } = await run(root, [...command, ...words], how)
      expect([code, out]).toEqual([
        1,
        expect.stringContaining('wrong-type wiki [apps/lab/services/wiki.ts:4:14]: Type '),
      ])
      const { findings, types } = JSON.parse((await run(root, [...command, ...words, '--json'], how)).out)
      expect(types).toBe(true)
      expect(findings).toMatchObject([{ code: 'wrong-type', where: { line: 4, column: 14 } }])
    }
  })
})

describe('an estate in plain JavaScript', () => {
  function plain(more: string): string {
    const root = lab()
    fs.rmSync(join(root, 'apps/lab/estate.ts'))
    const text = `import { estate, external, host, http, service } from '@homelab/estate'
const box = host('box', { platform: 'linux', role: 'x' })
const wiki = service(import.meta, 'wiki', {
  title: 'Wiki', summary: 'pages', ports: { http: http(80) }, workload: external(box),
  ${more}
})
export default estate(import.meta, 'lab', {
  title: 'Lab', hosts: [box], clusters: [], domains: {}, vaults: [], people: [], shares: [], services: [wiki], parts: [],
})
`
    write(root, 'apps/lab/estate.js', text)
    return root
  }

  test('is checked as well', async () => {
    expect(await found(plain(''))).toEqual([])
    expect(await found(plain("metrics: { prot: 'http', exporter: 'node' },"))).toEqual([
      expect.stringMatching(
        /^wrong-type apps\/lab\/estate\.js:5:14 .* 'prot' does not exist in type 'OneOrMore<Metrics<"http">>'$/,
      ),
    ])
  })
})

describe('the compiler', () => {
  const script = (text: string): Compiler => ({ program: process.execPath, args: ['-e', text, '--'] })

  test.each<[string, Compiler | undefined, string]>([
    ['is not installed', undefined, 'there is no compiler to check the types with'],
    ['is gone', { program: '/nowhere/tsc', args: [] }, 'the compiler failed: /nowhere/tsc is not installed here'],
    ['ends without a word', script('process.exit(7)'), 'ended with exit code 7'],
    ['dies', script("process.kill(process.pid, 'SIGKILL')"), 'was ended by SIGKILL'],
    ['dies with words', script("console.error('panic: out of ideas'); process.exit(2)"), 'exit code 2: panic: out of'],
    [
      'lacks a library',
      { program: 'sh', args: ['-c', 'exec "$0" "$@" --types nowhere', real.program] },
      "the compiler says TS2688: Cannot find type definition file for 'nowhere'",
    ],
  ])('that %s ends the run with 1, and says what to do', async (_, compiler, reason) => {
    const root = lab('wiki')
    const words = ['--estate', 'lab', '--out', join(root, 'dist')]
    for (const command of [['synth'], ['synth', '--check']]) {
      const { code, out, err } = await run(root, [...command, ...words], { compiler: () => compiler })
      expect({ code, err }).toEqual({ code: 1, err: '' })
      expect(out).toMatch(/^ {2}unchecked-types estate: .*; run `mise run setup`, or go on without with --no-types$/m)
      expect(out).toContain(reason)
    }
    expect(fs.existsSync(join(root, 'dist'))).toBe(false)
    const { code, out } = await run(root, ['synth', ...words, '--no-types'], { compiler: () => compiler })
    expect([code, out]).toEqual([0, expect.stringMatching(/^the types were not checked \(--no-types\)$/m)])
    const { types } = JSON.parse((await run(root, ['check', '--estate', 'lab', '--json', '--no-types'])).out)
    expect(types).toBe(false)
  })

  test('is the native program, else what wraps it, else none', async () => {
    const root = fs.realpathSync(temporaryFolder())
    const module = JSON.stringify(join(import.meta.dirname, '..', 'src', 'types', 'compiler.ts'))
    const from = JSON.stringify(join(root, 'here.js'))
    const code = `const { findCompiler } = await import(${module})
const { createRequire } = await import('node:module')
console.log(JSON.stringify(findCompiler(createRequire(${from})) ?? 'none'))`
    const asked = async (): Promise<unknown> => {
      // Whoever runs the tests may name folders in NODE_PATH.
      const { stdout } = await execa('node', ['--input-type=module', '-e', code], { env: { NODE_PATH: '' } })
      return JSON.parse(stdout)
    }
    expect(await asked()).toBe('none')
    write(root, 'node_modules/typescript/package.json', '{}')
    write(root, 'node_modules/typescript/bin/tsc', '')
    const wrapped = [join(root, 'node_modules/typescript/bin/tsc')]
    expect(await asked()).toEqual({ program: expect.stringMatching(/node(\.exe)?$/), args: wrapped })
    const native = `node_modules/@typescript/typescript-${process.platform}-${process.arch}`
    write(root, `${native}/package.json`, '{}')
    expect(await asked()).toMatchObject({ args: wrapped })
    const file = process.platform === 'win32' ? 'tsc.exe' : 'tsc'
    write(root, `${native}/lib/${file}`, '')
    expect(await asked()).toEqual({ program: join(root, native, 'lib', file), args: [] })
  })

  test('is asked for by none of what acts on a running estate', async () => {
    const root = lab('wiki')
    const asked = (): never => {
      throw new Error('it was')
    }
    const { err } = await run(root, ['services-check', '--estate', 'lab', '--only', 'nobody'], { compiler: asked })
    expect(err).toContain('there is nothing to ask of nobody')
  })
})

test('without the compiler a projection that throws is a finding, and no fault', async () => {
  const root = lab('wiki')
  const failing: Projection = { target: 'moon', render: () => names.render(undefined as never) }
  const how = { projections: async () => [names, failing] }
  const { code, out, err } = await run(root, ['check', '--estate', 'lab', '--no-types'], how)
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toMatch(/unchecked-types estate: the projection to moon failed: .*; check the types: run again without/)
})
