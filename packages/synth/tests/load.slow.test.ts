import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addService, lab, main, writeEstate } from './lab.ts'
import { write } from './out-folder.ts'

/** What `check` finds without the compiler (types.slow.test.ts has what that one says first), and that it shows no stack. */
async function found(root: string): Promise<unknown[]> {
  // A process of its own: in this one vitest loads modules in its own way.
  const {
    exitCode,
    stdout: out,
    stderr,
  } = await main(['check', '--estate', join(root, 'apps', 'lab'), '--json', '--no-types'])
  expect(stderr).toBe('')
  expect(out).not.toContain('    at ')
  expect(out).not.toContain(root)
  const { findings } = JSON.parse(out)
  expect(exitCode).toBe(findings.length === 0 ? 0 : 1)
  return findings
}

describe('loading an estate', () => {
  test('finds nothing wrong with one that is right', async () => {
    expect(await found(lab('wiki', 'search'))).toEqual([])
  })

  test('finds a service file that the list does not name, and no other file', async () => {
    const root = lab('wiki')
    addService(root, 'lost')
    for (const name of ['index.ts', 'wiki.test.ts', 'notes.md']) write(root, `apps/lab/services/${name}`, '')
    expect(await found(root)).toEqual([
      {
        code: 'unlisted-file',
        where: { subject: 'lost', file: 'apps/lab/services/lost.ts' },
        problem: 'the list of services names no service of this file',
        fix: 'add its service to the list in apps/lab/services/index.ts, or delete the file',
      },
    ])
  })

  test('of no services folder at all', async () => {
    const root = lab()
    fs.rmSync(join(root, 'apps/lab/services'), { recursive: true, force: true })
    expect(await found(root)).toEqual([])
  })

  test.each([
    [
      'throws',
      "const late = () => { throw new Error('no such host: attic\\nand more') }\nlate()\nexport const it = 1\n",
      1,
      'no such host: attic',
    ],
    ['throws no error', "export const it = 1\nthrow 'nothing'\n", undefined, 'nothing'],
    ['is no TypeScript', 'export const it = \n', 1, ''],
    ['uses what must be compiled', 'export enum it { red }\n', 1, 'enum'],
  ])('finds a service that %s', async (_, text, line, reason) => {
    const root = lab('wiki')
    write(root, 'apps/lab/services/wiki.ts', text)
    const [finding, ...rest] = (await found(root)) as {
      code: string
      where: { file: string }
      problem: string
      fix: string
    }[]
    expect(rest).toEqual([])
    expect(finding?.code).toBe('failed-import')
    expect(finding?.problem).toContain(reason)
    expect(finding?.problem).not.toContain('and more')
    if (line === undefined) return
    expect(finding?.where.file).toBe('apps/lab/services/wiki.ts')
    expect(finding?.fix).toBe(`look at line ${line}`)
  })

  test.each([
    ["import { x } from './nowhere.ts'\n", 'apps/lab/services/nowhere.ts'],
    ["import { x } from 'nopackage'\n", "Cannot find package 'nopackage'"],
    ["import { x } from 'node:fs'\n", "does not provide an export named 'x'"],
  ])('finds the import %j', async (text, reason) => {
    const root = lab('wiki')
    write(root, 'apps/lab/services/wiki.ts', `${text}export const it = x\n`)
    expect(await found(root)).toMatchObject([
      { code: 'failed-import', where: { file: 'apps/lab/services/wiki.ts' }, problem: expect.stringContaining(reason) },
    ])
  })

  test('finds a module that is not there', async () => {
    const root = lab('wiki')
    fs.rmSync(join(root, 'apps/lab/services/wiki.ts'))
    expect(await found(root)).toMatchObject([
      { code: 'failed-import', problem: expect.stringContaining('apps/lab/services/wiki.ts') },
    ])
  })

  test.each([
    ['export const x = 1\n', 'the module has no default export'],
    ['export default { kind: "other" }\n', 'its default export is no estate'],
    ['export default null\n', 'its default export is no estate'],
  ])('finds %j to be no estate', async (text, problem) => {
    const root = lab()
    write(root, 'apps/lab/estate.ts', text)
    expect(await found(root)).toMatchObject([
      { code: 'failed-import', where: { subject: 'estate', file: 'apps/lab/estate.ts' }, problem },
    ])
  })

  test('finds services that are listed twice, and goes on', async () => {
    const root = lab('wiki')
    writeEstate(root, ['wiki', 'wiki'])
    expect(await found(root)).toMatchObject([{ code: 'repeated-element' }])
  })

  test('finds what the code of an estate throws while it is resolved', async () => {
    const root = lab('wiki')
    const text = fs.readFileSync(join(root, 'apps/lab/services/wiki.ts'), 'utf8')
    const needs = "needs: () => { throw new Error('no such provider') },"
    write(root, 'apps/lab/services/wiki.ts', text.replace('ports: {},', `ports: {}, ${needs}`))
    expect(await found(root)).toMatchObject([{ code: 'failed-import', where: { file: 'apps/lab/services/wiki.ts' } }])
  })

  test('finds a property that throws when it is read', async () => {
    const root = lab('wiki')
    const text = fs.readFileSync(join(root, 'apps/lab/services/wiki.ts'), 'utf8')
    const late = "Object.defineProperty(it, 'props', { get: () => { throw new Error('no such thing') } })"
    write(root, 'apps/lab/services/wiki.ts', `${text}${late}\n`)
    expect(await found(root)).toMatchObject([
      { code: 'failed-import', where: { file: 'apps/lab/services/wiki.ts' }, fix: 'look at line 4' },
    ])
  })

  test('asks nothing of an estate that is not whole', async () => {
    const root = lab('wiki', 'search')
    const text = fs.readFileSync(join(root, 'apps/lab/services/wiki.ts'), 'utf8')
    write(root, 'apps/lab/services/wiki.ts', text.replace('ports: {}', 'ports: 42'))
    const { exitCode, stderr } = await main(['services-check', '--estate', join(root, 'apps', 'lab')])
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^error: wrong-type wiki\.ports .*; `check` shows all that is wrong\n?$/)
  })

  test('finds a list that has nothing in the place of a service', async () => {
    const root = lab('wiki')
    const text = fs.readFileSync(join(root, 'apps/lab/estate.ts'), 'utf8')
    write(root, 'apps/lab/estate.ts', text.replace('[s0]', '[undefined]'))
    expect(await found(root)).toMatchObject([
      { code: 'wrong-type', where: { subject: 'services[0]', file: 'apps/lab/estate.ts' } },
      { code: 'unlisted-file' },
    ])
  })

  test('says what to do about two services that use each other while they load', async () => {
    const root = lab('wiki', 'search')
    for (const [name, other] of [
      ['wiki', 'search'],
      ['search', 'wiki'],
    ]) {
      const text = `import { it as other } from './${other}.ts'\nexport const it = { name: '${name}', other: other.name }\n`
      write(root, `apps/lab/services/${name}.ts`, text)
    }
    expect(await found(root)).toMatchObject([
      {
        code: 'failed-import',
        where: { file: 'apps/lab/services/search.ts' },
        fix: 'look at line 2: mention other services only inside `needs`',
      },
    ])
  })

  test('does not call the file of a service unlisted that is wrong in another way', async () => {
    const root = lab('wiki', 'search')
    const text = fs.readFileSync(join(root, 'apps/lab/services/wiki.ts'), 'utf8')
    write(root, 'apps/lab/services/wiki.ts', text.replace('ports: {}', 'ports: 42'))
    const twice = fs.readFileSync(join(root, 'apps/lab/services/search.ts'), 'utf8')
    write(root, 'apps/lab/services/other.ts', twice)
    writeEstate(root, ['wiki', 'search', 'other'])
    expect(await found(root)).toMatchObject([{ code: 'wrong-type' }, { code: 'duplicate-service' }])
  })

  test.each(['"../../etc"', '"a\\nb"', '42', 'undefined', '"__proto__"', '""'])('of a service named %s', async name => {
    const root = lab('wiki')
    const text = fs.readFileSync(join(root, 'apps/lab/services/wiki.ts'), 'utf8')
    write(
      root,
      'apps/lab/services/wiki.ts',
      text.replace("service(import.meta, 'wiki'", `service(import.meta, ${name}`),
    )
    expect(await found(root)).toMatchObject([{ where: { file: 'apps/lab/services/wiki.ts' } }])
  })
})
