/** Begins another homelab: beside the one that is here, or in its place: `mise run new-estate`. */
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { modulesOf, reachedFrom, workspaces } from '../../tests/support/modules.ts'
import { root, sourcesIn } from '../../tests/support/sources.ts'
import { runCommand } from '../seeded/command.ts'

const help = `usage: mise run new-estate -- NAME [--alone]

Begins an estate of your own in apps/NAME: one host and one service, which render without findings.

  NAME     at most 30 of a-z, 0-9 and -, a letter first
  --alone  in place of the estate that is here: apps/minilab stays as an example, every other one goes with its dist/ and with
           the tests that compare it with facts of its own. Asks for a working copy without changes: git is the way back

exit codes: 0 it is there, 2 wrong usage, 3 it could not be made
`

/** Stays: it is what the packages are tested with. */
const example = 'minilab'

interface Wanted {
  readonly name: string
  readonly alone: boolean
}

function wantedOf(): Wanted | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, alone: { type: 'boolean', default: false } },
  })
  if (values.help === true) return undefined
  const [name, ...others] = positionals
  if (name === undefined || others.length > 0) throw new Error('it takes one NAME')
  if (!/^[a-z][a-z0-9-]{0,29}$/.test(name) || name.endsWith('-'))
    throw new Error(`${JSON.stringify(name)} is no name of an estate: at most 30 of a-z, 0-9 and -, a letter first`)
  if (existsSync(join(root, 'apps', name))) throw new Error(`apps/${name} is there already`)
  return { name, alone: values.alone }
}

async function run({ name, alone }: Wanted): Promise<number> {
  if (alone) await refuseChanges()
  say(`apps/${name}: one host, one service`)
  write(name)
  if (alone) for (const other of others(name)) remove(other)
  if (alone) makeMain(name)
  say('the lockfile: pnpm install')
  await inRoot('pnpm', 'install', '--no-frozen-lockfile', '--prefer-offline')
  await inRoot('node_modules/.bin/biome', 'check', '--write', 'package.json', 'knip.json', `apps/${name}`)
  const synth = 'packages/synth/src/start.js'
  if (alone) {
    say('docs/reference.md, and dist/')
    await inRoot('node', 'tools/reference/reference.ts')
    await inRoot('node', synth, 'synth')
  } else await inRoot('node', synth, 'check', '--estate', name)
  process.stdout.write(next(name, alone))
  return 0
}

function say(what: string): void {
  process.stderr.write(`${what}\n`)
}

/** @throws Error that says what to do */
async function refuseChanges(): Promise<void> {
  const { stdout, exitCode } = await execa('git', ['status', '--porcelain'], { cwd: root, reject: false })
  if (exitCode !== 0) throw new Error('--alone removes files, and this is no git repository that could bring them back')
  if (stdout !== '') throw new Error('--alone removes files: commit or stash the changes of the working copy first')
}

function write(name: string): void {
  const folder = join(root, 'apps', name)
  cpSync(join(import.meta.dirname, 'template'), folder, { recursive: true })
  for (const path of globSync('**/*.{ts,json}', { cwd: folder }))
    edit(join(folder, path), text => text.replaceAll('NAME', name))
}

function others(name: string): readonly string[] {
  const all = globSync('apps/*/estate.ts', { cwd: root }).map(path => basename(dirname(path)))
  return all.filter(each => each !== name && each !== example)
}

/** An estate with all that imports it. */
function remove(name: string): void {
  const folders = ['packages', 'ansible-gen', 'apps', 'tools', 'tests']
  const modules = modulesOf(folders.flatMap(sourcesIn), workspaces())
  const importers = new Map([...modules.keys()].map(path => [path, [] as string[]]))
  for (const [path, imports] of modules) for (const each of imports) importers.get(each)?.push(path)
  const own = [...modules.keys()].filter(path => path.startsWith(`apps/${name}/`))
  const gone = [...reachedFrom(own, importers)]
  say(`apps/${name} goes, with ${gone.filter(path => path.endsWith('.test.ts')).length} tests of it`)
  for (const path of gone) rmSync(join(root, path))
  rmSync(join(root, 'apps', name), { recursive: true, force: true })
}

function makeMain(name: string): void {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  editJson('package.json', ({ homelab, devDependencies, ...manifest }) => ({
    ...manifest,
    homelab: { ...homelab, estate: name },
    devDependencies: Object.fromEntries(
      Object.entries({ ...devDependencies }).filter(
        ([each]) => !each.startsWith('@homelab/app-') || each.endsWith(`-${example}`),
      ),
    ),
  }))
  // Packages offer what the estate that went used, and the next one may.
  editJson('knip.json', settings => ({
    ...settings,
    exclude: ['exports', 'types', 'files', 'dependencies', 'binaries'],
  }))
}

type Json = Readonly<Record<string, Readonly<Record<string, unknown>>>>

function editJson(path: string, change: (value: Json) => object): void {
  edit(join(root, path), text => `${JSON.stringify(change(JSON.parse(text) as Json), null, 2)}\n`)
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

async function inRoot(program: string, ...words: readonly string[]): Promise<void> {
  const { exitCode, all } = await execa(program, words, { cwd: root, reject: false, all: true })
  if (exitCode !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${exitCode ?? 'nothing'}:\n${all}`)
}

function next(name: string, alone: boolean): string {
  const commands = alone
    ? ['mise run synth', 'mise run test']
    : [`mise run check -- --estate ${name}`, `mise run synth -- --estate ${name} --out DIR`]
  const byHand = alone
    ? [
        'mise.toml: the tasks that name a playbook, and the platform of build-caddy',
        'tools/caddy: the module of your DNS provider in place of Gandi’s, in main.go and go.mod',
        '.forgejo/workflows and README.md: what they say of the estate that went',
      ]
    : []
  return [
    `apps/${name} is there. Say in hosts.ts what your host is called and where it is; then add services, a file each.`,
    ...commands.map(command => `  ${command}`),
    ...(byHand.length === 0 ? [] : ['By hand:', ...byHand.map(each => `  ${each}`)]),
    '',
  ].join('\n')
}

await runCommand(help, wantedOf, run)
