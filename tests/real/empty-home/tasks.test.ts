import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { parse } from 'smol-toml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findProgram, skipped } from '../tools.ts'
import { type EmptyHome, emptyHome } from './home.ts'

const { tasks } = parse(readFileSync(join(import.meta.dirname, '../../../mise.toml'), 'utf8')) as {
  readonly tasks: Readonly<Record<string, unknown>>
}

/** Tried elsewhere: they are what runs this, or take minutes and need no other program. */
const elsewhere = ['test', 'types', 'lint', 'fast-tests', 'verify', 'rehearse-verify', 'bench', 'mutants', 'slips']

/** Tasks that do their work with what is there. */
const working = {
  setup: [],
  whole: [],
  reference: [],
  synth: ['--check'],
  'synth-minilab': ['--check'],
  check: [],
  reach: ['--to', 'postgres'],
  impact: ['indri'],
  watch: ['--once'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** The words behind each, and what it says that it lacks. */
const lacking: Readonly<Record<string, readonly [words: readonly string[], ...lines: RegExp[]]>> = {
  compare: [[], /^error: say --with FILE, /],
  // Nothing is committed there.
  diff: [[], /^error: there is no revision "HEAD"/],
  plan: [[], /^error: there is no revision "HEAD"/],
  'diff-comment': [[], /^error: say which pull request: --pull NUMBER/],
  'new-estate': [[], /^it takes one NAME; --help explains$/],
  'tailnet-import': [[], /^error: say which FILE holds the policy/],
  'services-check': [
    [],
    /^ssh and kubectl are not installed here: what would be asked by that stays unknown; see https:\S+ \(ssh\), https:\S+ \(kubectl\)$/,
  ],
  drift: [[], /^.+ and flyctl are not installed here: what would be asked by that stays unknown; see https:/],
  'tailnet-preview': [[], /^error: pulumi and op are not installed here; see https:\S+ \(pulumi\), https:\S+ \(op\)$/],
  'tailnet-up': [[], /^error: pulumi and op are not installed here; see https:\S+ \(pulumi\), https:\S+ \(op\)$/],
  'dns-preview': [[], /^error: pulumi and op are not installed here; see https:\S+ \(pulumi\), https:\S+ \(op\)$/],
  'dns-up': [[], /^error: pulumi and op are not installed here; see https:\S+ \(pulumi\), https:\S+ \(op\)$/],
  // First of all root, whom few tasks need.
  rehearse: [[], /^error: a rehearsal needs (root, for namespaces|go); /],
  'ensure-kubectl-config': [[], /^error: ssh is not installed here; see https:\S+$/],
  'fly-deploy': [[], /^error: flyctl is not installed here; see https:\S+$/],
  'fly-setup': [
    [],
    /^error: flyctl and pulumi are not installed here; see https:\S+ \(flyctl\), https:\S+ \(pulumi\)$/,
  ],
  'fly-shutoff': [['--yes'], /^error: flyctl is not installed here; see https:\S+$/],
  'build-caddy': [[], /^error: go is not installed here; see https:\S+$/],
  'provision-indri': [
    [],
    /^error: python3 \(3\.11 or newer, with venv\) is not installed here; see https:\S+$/,
    /^error: ssh is not installed here; see https:\S+$/,
  ],
  'restore-test': [
    [],
    /^error: python3 \(3\.11 or newer, with venv\) is not installed here; see https:\S+$/,
    /^error: ssh is not installed here; see https:\S+$/,
  ],
}

test('every task is tried', () => {
  const tried = [...elsewhere, ...Object.keys(working), ...Object.keys(lacking)]
  expect(tried.toSorted()).toEqual(Object.keys(tasks).toSorted())
})

describe('on a machine with nothing but Node.js, npm, git and coreutils', () => {
  let home: EmptyHome
  beforeAll(async () => {
    home = await emptyHome()
  })
  afterAll(() => home.remove())

  test.each(Object.entries(working))('%s sets itself up and works', async (task, words) => {
    const { code, all } = await home.mise(task, ...words)
    expect(code, all).toBe(0)
  })

  test.each(Object.entries(lacking))('%s says first what it lacks', async (task, [words, ...said]) => {
    const { code, lines, all } = await home.mise(task, ...words)
    // Below it stand the questions that could not be asked, a row each.
    const read = task === 'services-check' || task === 'drift' ? lines.slice(0, 1) : lines
    expect(read, all).toEqual(said.map(line => expect.stringMatching(line)))
    expect(code).not.toBe(0)
    expect(all).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m)
  })

  test('the tailnet is what is lacked once the programs are there', async () => {
    for (const program of ['pulumi', 'op']) home.install(program, findProgram('true'))
    const { lines, all } = await home.mise('dns-preview')
    expect(lines, all).toEqual([
      expect.stringMatching(/^error: the address of \S+ is not known \(\w+\); join the tailnet, or set /),
    ])
  })

  test('with Python and ssh Ansible is installed, pinned, and plays', async context => {
    const python = findProgram('python3')
    if (python === undefined) return context.skip(skipped('python3'))
    // Itself, where what lies on PATH is a script that chooses one.
    home.install('python3', (await execa(python, ['-c', 'import sys; print(sys.executable)'])).stdout)
    home.install('ssh', findProgram('true'))
    const { code, all } = await home.mise('provision-indri', '--list-tags')
    expect(code, all).toBe(0)
    expect(all).toMatch(/TASK TAGS: \[.*zot.*\]/)
  })
})
