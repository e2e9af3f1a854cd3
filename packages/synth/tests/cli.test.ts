import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lab, names, run } from './lab.ts'
import { snapshot, write } from './out-folder.ts'

const LAB = ['--estate', 'lab', '--out', 'OUT'] as const

function inLab(root: string, ...words: readonly string[]) {
  const out = join(root, 'dist')
  return run(root, [...words, ...LAB.map(word => (word === 'OUT' ? out : word))])
}

describe('synth', () => {
  test('shows a table and writes the files', async () => {
    const root = lab('wiki', 'search')
    const { code, out, err } = await inLab(root, 'synth')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "target  files  written  unchanged  removed  objects  ms
      names       2        2          0        0        2   0
      total       2        2          0        0        2   0
      dist/ is what the estate renders, after 0 ms (with Node's start)
      "
    `)
    expect(snapshot(join(root, 'dist'))).toMatchObject({ 'names/wiki.txt': 'name: wiki\n' })
    expect((await inLab(root, 'synth')).out).toMatch(/^total +2 +0 +2 +0 +2 +0$/m)
  })

  test('says which edited files it wrote over', async () => {
    const root = lab('wiki')
    await inLab(root, 'synth')
    write(root, 'dist/names/wiki.txt', 'edited\n')
    expect((await inLab(root, 'synth')).out).toContain('dist/names/wiki.txt was edited by hand, and is written over\n')
  })

  test('with a finding writes nothing, shows all findings and exits with 1', async () => {
    const root = lab('wiki')
    await inLab(root, 'synth')
    write(root, 'apps/lab/services/lost.ts', 'export {}\n')
    write(root, 'apps/lab/services/stray.ts', 'export {}\n')
    const before = snapshot(join(root, 'dist'))
    const { code, out } = await inLab(root, 'synth')
    expect(code).toBe(1)
    expect(out).toMatchInlineSnapshot(`
      "apps/lab/services/lost.ts
        unlisted-file lost: the list of services names no service of this file; add its service to the list in apps/lab/estate.ts, or delete the file

      apps/lab/services/stray.ts
        unlisted-file stray: the list of services names no service of this file; add its service to the list in apps/lab/estate.ts, or delete the file

      2 findings
      dist/ is left as it was
      "
    `)
    expect(snapshot(join(root, 'dist'))).toEqual(before)
  })

  test('tells of a file that somebody else put there', async () => {
    const root = lab('wiki')
    write(root, 'dist/names/wiki.txt', 'mine\n')
    const { code, out } = await inLab(root, 'synth')
    expect(code).toBe(1)
    expect(out).toContain('foreign-file names/wiki.txt: ')
    expect(snapshot(join(root, 'dist'))).toEqual({ names: '/', 'names/wiki.txt': 'mine\n' })
  })

  test('prints JSON', async () => {
    const root = lab('wiki')
    const { out } = await inLab(root, 'synth', '--json')
    expect(JSON.parse(out)).toEqual({
      ok: true,
      interrupted: false,
      dangerous: [],
      targets: [{ target: 'names', files: 1, written: 1, unchanged: 0, removed: 0, objects: 1, milliseconds: 0 }],
      edited: [],
      strays: [],
      findings: [],
      stopped: [],
      types: true,
    })
  })
})

test.each(['synth', 'synth --check', 'synth --check --json'])(
  '%s takes its progress away before it says anything',
  async words => {
    const root = lab('wiki')
    const events: string[] = []
    const progress = { show: () => void events.push('shown'), clear: () => void events.push('cleared') }
    const out = { write: () => void events.push('said') }
    await run(root, [...words.split(' '), '--estate', 'lab', '--out', join(root, 'dist')], { progress, out })
    expect(events).toContain('shown')
    expect(events).toContain('said')
    expect(events.filter((event, index) => event === 'said' && events[index - 1] === 'shown')).toEqual([])
  },
)

describe('synth --check', () => {
  test('writes nothing and exits with 1 and a diff until synth was run', async () => {
    const root = lab('wiki')
    const { code, out } = await inLab(root, 'synth', '--check')
    expect(code).toBe(1)
    expect(fs.existsSync(join(root, 'dist'))).toBe(false)
    expect(out).toMatchInlineSnapshot(`
      "--- /dev/null
      +++ dist/names/wiki.txt (rendered)
      @@ -0,0 +1,1 @@
      +name: wiki
      1 file differs from what the estate renders; run \`mise run synth\` and commit dist/
      "
    `)
    await inLab(root, 'synth')
    expect(await inLab(root, 'synth', '--check')).toEqual({
      code: 0,
      out: 'dist/ is what the estate renders\n',
      err: '',
    })
  })

  test('shows what changed, what is too much and whose mode differs', async () => {
    const root = lab('a', 'b', 'c', 'd')
    await inLab(root, 'synth')
    write(root, 'dist/names/a.txt', 'edited\n')
    fs.chmodSync(join(root, 'dist/names/b.txt'), 0o755)
    const change = { projections: async () => [{ ...names, render: without('c') }] }
    const out = join(root, 'dist')
    const { code, out: text } = await run(root, ['synth', '--check', '--estate', 'lab', '--out', out], change)
    expect(code).toBe(1)
    expect(text).toMatchInlineSnapshot(`
      "--- dist/names/a.txt (there)
      +++ dist/names/a.txt (rendered)
      @@ -1,1 +1,1 @@
      -edited
      +name: a
      dist/names/b.txt: only the permission to execute it differs
      --- dist/names/c.txt (there)
      +++ /dev/null
      @@ -1,1 +0,0 @@
      -name: c
      3 files differ from what the estate renders; run \`mise run synth\` and commit dist/
      "
    `)
  })

  test('says that a run was interrupted', async () => {
    const root = lab('wiki')
    await inLab(root, 'synth')
    interrupt(root)
    const told = 'dist/ is half-written: a run of synth was interrupted, or is at work'
    const { code, out } = await inLab(root, 'synth', '--check')
    expect(code).toBe(1)
    expect(out).toContain(`${told}; \`mise run synth\` ends it, \`git restore dist\` goes back\n`)
    expect(JSON.parse((await inLab(root, 'synth', '--check', '--json')).out)).toMatchObject({
      ok: false,
      unfinished: true,
    })
    write(root, 'apps/lab/services/lost.ts', 'export {}\n')
    expect((await inLab(root, 'synth')).out).toContain(`1 finding\n${told}`)
    fs.rmSync(join(root, 'apps/lab/services/lost.ts'))
    expect((await inLab(root, 'synth')).out).toContain('a run before was interrupted; its work is done now')
    expect((await inLab(root, 'synth', '--check')).code).toBe(0)
  })

  test('sees a manifest that does not list a file', async () => {
    const root = lab('wiki')
    await inLab(root, 'synth')
    fs.rmSync(join(root, 'dist/.synth.json'))
    const { code, out } = await inLab(root, 'synth', '--check')
    expect(code).toBe(1)
    expect(out).toContain('+++ dist/.synth.json (rendered)')
  })
})

/** The list as a run leaves it that ended before its first file. */
function interrupt(root: string): void {
  const path = join(root, 'dist/.synth.json')
  const { files, ...list } = JSON.parse(fs.readFileSync(path, 'utf8')) as { readonly files: object }
  fs.writeFileSync(path, JSON.stringify({ ...list, unfinished: 'A run was interrupted', files }))
}

function without(service: string): typeof names.render {
  return resolved => names.render({ ...resolved, services: resolved.services.filter(({ name }) => name !== service) })
}

describe('the command line', () => {
  test('without a command shows its help and exits with 2', async () => {
    const { code, out, err } = await run('/', [])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^Usage: /)
  })

  test.each([
    [['--help'], /^Usage: .*COMMAND/],
    [['-h'], /^Usage: .*COMMAND/],
    [['help'], /^Usage: .*COMMAND/],
    [['synth', '--help'], /^Usage: mise run synth (.|\n)*Examples:/],
    [['help', 'check'], /^Usage: mise run check (.|\n)*Examples:/],
    [['--version'], /^1\.2\.3\n$/],
  ])('%j', async (words, expected) => {
    const { code, out } = await run('/', words)
    expect(code).toBe(0)
    expect(out).toMatch(expected)
  })

  test.each([
    [['sinth'], 'unknown command sinth (did you mean synth?)'],
    [['frobnicate'], 'unknown command frobnicate;'],
    [['constructor'], 'unknown command constructor;'],
    [['--hepl'], 'unknown option --hepl (did you mean --help?)'],
    [['synth', '--chek'], 'unknown option --chek (did you mean --check?)'],
    [['synth', '-x'], 'unknown option -x'],
    [['synth', 'extra'], 'synth takes no argument, but got extra'],
    [['synth', '--out'], "Option '--out <value>' argument missing"],
    [['synth', '--check=yes'], "Option '--check' does not take an argument"],
    [['synth', '--estate', 'lob'], 'there is no estate lob in apps/; there is lab (did you mean lab?)'],
    [['synth', '--estate', './nowhere'], 'there is no estate at /nowhere'],
    [['synth', '--estate', 'lab'], 'dist/ belongs to the estate main: say --out DIR as well'],
    [['synth', '--estate', 'lab', '--out', ''], '--out is empty: say DIR, or leave it out'],
    [['synth', '--estate='], '--estate is empty: say NAME|PATH, or leave it out'],
    [['compare', '--with', ''], '--with is empty: say FILE|FOLDER|-, or leave it out'],
    [['services-check', '--timeout', ''], '--timeout is empty: say SECONDS, or leave it out'],
    [['diff', ''], 'REV|A..B is empty: say REV|A..B, or leave it out'],
  ])('refuses %j', async (words, message) => {
    const { code, out, err } = await run(lab(), words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`error: ${message}`)
    expect(err).not.toContain('    at ')
  })

  test.each([
    ['a name', ['check', '--estate', 'x\u001b[31m\n\u009b\u202e']],
    ['a path', ['check', '--estate', './x\u001b[31m\n\u009b\u202e']],
    ['a command', ['x\u001b[31m\n\u009b\u202e']],
    ['an option', ['synth', '--x\u001b[31m\n\u009b\u202e']],
    ['a folder', ['synth', '--estate', 'lab', '--out', '/dev/null/x\u001b[31m\n\u009b\u202e']],
  ])('shows what would drive a terminal in %s', async (_, words) => {
    const { code, err } = await run(lab('wiki'), words)
    expect(code).toBeGreaterThan(1)
    expect(err).toContain('x\\u001b[31m\\n\\u009b\\u202e')
    expect(err.trimEnd()).not.toMatch(/\p{C}/u)
  })

  test('shows what would drive a terminal in the name of its folder, and of what lies there', async () => {
    const root = lab('wiki')
    const out = join(root, 'x\u001b[31m')
    write(out, 'mine\u001b[31m', '')
    for (const words of [['synth'], ['synth', '--check']]) {
      const ran = await run(root, [...words, '--estate', 'lab', '--out', out])
      expect(ran.err).toBe('')
      expect(ran.out).toContain('mine\\u001b[31m')
      expect(ran.out).not.toContain('\u001b')
    }
  })

  test('takes the estate as a file or a folder, relative to where it is run', async () => {
    const root = lab('wiki')
    for (const estate of ['apps/lab/estate.ts', './apps/lab']) {
      const { code } = await run(root, ['synth', '--estate', estate, '--out', 'here'], { cwd: root })
      expect(code).toBe(0)
    }
    expect(Object.keys(snapshot(join(root, 'here')))).toContain('names/wiki.txt')
  })

  test('tells of the disk in one line: path, code and fix; exits with 3', async () => {
    const root = lab('wiki')
    write(root, 'dist', 'a file\n')
    const { code, out, err } = await inLab(root, 'synth')
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toBe(
      `error: cannot lstat ${root}/dist/.synth.json (ENOTDIR); a file lies where a folder is needed: move it away, and run again\n`,
    )
  })
})
