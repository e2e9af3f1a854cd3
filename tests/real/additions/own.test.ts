/** The README's section for another homelab, command by command, in a clone. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { execa } from 'execa'
import { parse } from 'smol-toml'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../support/sources.ts'

const clone = mkdtempSync(join(tmpdir(), 'own-'))
afterAll(() => rmSync(clone, { recursive: true }))

/** As it is here, what nobody has committed yet included. */
beforeAll(async () => {
  const { stdout } = await execa('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root })
  for (const path of stdout.split('\0').filter(each => each !== '' && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    cpSync(join(root, path), join(clone, path))
  }
  const git = (...words: readonly string[]) =>
    execa('git', ['-c', 'user.name=own', '-c', 'user.email=own@example.org', ...words], { cwd: clone })
  await git('init', '--quiet')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'as it is')
}, 60_000)

interface Task {
  readonly depends?: readonly string[]
  readonly run: string | readonly string[]
}

/** What mise does for one of its tasks, with the programs that it would bring: those that run this. */
async function runTask(name: string, words: readonly string[] = []): Promise<string> {
  const { tasks } = parse(readFileSync(join(clone, 'mise.toml'), 'utf8')) as unknown as {
    readonly tasks: Readonly<Record<string, Task>>
  }
  const { depends = [], run } = tasks[name] ?? { run: 'false' }
  const before: string[] = []
  for (const each of depends) before.push(await runTask(each))
  const lines = typeof run === 'string' ? [run] : run
  const said = []
  for (const [index, line] of lines.entries()) {
    const whole = [line, ...(index === lines.length - 1 ? words : [])].join(' ')
    const ran = await execa('sh', ['-c', whole], {
      cwd: clone,
      all: true,
      reject: false,
      env: {
        PATH: `${join(clone, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
      },
    })
    if (ran.exitCode !== 0) throw new Error(`${name}: ${whole} ended with ${ran.exitCode}:\n${ran.all}`)
    said.push(ran.all)
  }
  return [...before, ...said].join('\n')
}

test('each of its commands ends well, and what is left is the new estate', async () => {
  const [, section = ''] =
    /^## Your own homelab\n([\s\S]*?)^## /m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
  const commands = [...section.matchAll(/^ {4}npx --yes @jdxcode\/mise run (\S+)(?: -- (.*))?$/gm)].map(
    ([, name = '', words = '']) => ({ name, words: words.split(' ').filter(word => word !== '') }),
  )
  expect(commands.map(({ name }) => name)).toEqual(['new-estate', 'synth', 'test'])
  const said: Record<string, string> = {}
  for (const { name, words } of commands) said[name] = await runTask(name, words)

  expect(said['new-estate']).toContain('apps/blumeops goes, with ')
  // Most of what there is serves every estate.
  expect(Number(/Tests +(\d+) passed/.exec(said['test'] ?? '')?.[1])).toBeGreaterThan(2500)
  expect(readdirSync(join(clone, 'apps')).toSorted()).toEqual(['home', 'minilab'])
  expect(existsSync(join(clone, 'dist/ansible/playbooks/server.yml'))).toBe(true)
  const { stdout: left } = await execa('git', ['grep', '--untracked', '-l', 'blumeops', 'apps', 'dist', 'packages'], {
    cwd: clone,
    reject: false,
  })
  expect(left).toBe('')
}, 1_200_000)

test.each([
  ['no name', [], 'it takes one NAME'],
  ['a name of other letters', ['My Home'], 'is no name of an estate'],
  ['one that is there', ['minilab'], 'apps/minilab is there already'],
  // What the commands above left is not committed.
  ['files that git could not bring back', ['cabin', '--alone'], 'commit or stash the changes'],
])('%s is refused, and nothing is written', async (_, words, said) => {
  const before = await execa('git', ['status', '--porcelain'], { cwd: clone })
  await expect(
    runTask(
      'new-estate',
      words.map(word => `'${word}'`),
    ),
  ).rejects.toThrow(said)
  expect((await execa('git', ['status', '--porcelain'], { cwd: clone })).stdout).toBe(before.stdout)
})

test('beside the one that is here it changes nothing of that', async () => {
  const said = await runTask('new-estate', ['cabin'])
  expect(said).toContain('mise run check -- --estate cabin')
  expect(await runTask('check', ['--estate', 'cabin'])).toContain('no findings')
  expect(await runTask('synth', ['--check'])).toContain('dist/ is what the estate renders')
}, 300_000)
