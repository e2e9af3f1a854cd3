/**
 * A scratch host on this machine: home, Homebrew and system folders below one folder, stand-ins for the programs of
 * macOS, a vault with made-up values, and a forge's API.
 */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { resolve as absolute, dirname, join } from 'node:path'
import { known, type ResolvedWithWorkloads } from '@homelab/estate/model'
import { execa } from 'execa'
import type { Python } from '../python.ts'
import { type StandIns, standIns } from '../standins/standins.ts'
import { looksUp, writeProject } from './project.ts'

const standInFolder = absolute(import.meta.dirname, '../standins/bin')

/** One task of a run, as Ansible's JSON callback tells it. */
interface Done {
  readonly name: string
  readonly changed: boolean
  readonly failed: boolean
  readonly skipped: boolean
  readonly message: string
}

export interface Run {
  readonly code: number
  /** Tasks in order, handlers too. */
  readonly tasks: readonly Done[]
  /** Names of tasks that changed something. */
  readonly changed: readonly string[]
  readonly output: string
}

/** A request to the forge. */
interface Request {
  readonly method: string
  readonly url: string
  readonly authorization: string
  readonly body: string
}

export interface Scratch extends StandIns {
  readonly folder: string
  readonly home: string
  readonly brew: string
  readonly root: string
  readonly requests: readonly Request[]
  /** The values in the vault, by `item/field`. */
  readonly secrets: Readonly<Record<string, string>>
  /** Renders an estate into the project that runs. */
  render(resolved: ResolvedWithWorkloads): void
  /** Runs a playbook of the project; `env` besides what every run gets. */
  play(options?: readonly string[], playbook?: string, env?: Readonly<Record<string, string>>): Promise<Run>
  /** The same words and variables as whoever looks for drift gives them, with what was printed. */
  read(
    words: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<{ readonly stdout: string; readonly stderr: string }>
  /** Runs another program of Ansible in the project. */
  ask(program: string, ...args: readonly string[]): Promise<string>
  /** Where the project lies. */
  project(): string
  /** Puts a playbook beside the others. */
  write(name: string, text: string): void
  /** Ends it all. */
  remove(): Promise<void>
  /** All that lies below home, Homebrew and the root: path, mode and content. */
  tree(): ReadonlyMap<string, string>
}

/** A fresh scratch host. */
export async function scratch(tools: Python, resolved: ResolvedWithWorkloads): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), 'scratch-host-'))
  const home = join(folder, 'home')
  const brew = join(folder, 'homebrew')
  const root = join(folder, 'root')
  const requests: Request[] = []
  const { url, close } = await forge(requests)
  for (const path of [
    join(home, 'Library/Logs'),
    join(brew, 'bin'),
    join(root, 'var/log'),
    join(root, 'Library/LaunchDaemons'),
  ])
    mkdirSync(path, { recursive: true })
  const ours = standIns(folder, home)
  stock(ours, brew, join(root, 'Applications'), resolved)
  // What Homebrew and Docker Desktop put there is found on no PATH of this machine.
  for (const name of ['brew', 'docker', 'tailscale']) symlinkSync(join(standInFolder, name), join(brew, 'bin', name))
  for (const program of ['code/3rd/zot/bin/zot-darwin-arm64', '.local/bin/alloy', 'code/3rd/caddy/bin/caddy'])
    writeProgram(join(home, program))
  // `mise x -- borgmatic --version`, which the role asks before it writes anything.
  writeProgram(join(brew, 'opt/mise/bin/mise'), 'echo 2.0.3')
  let project = ''
  const render = (from: ResolvedWithWorkloads): void => {
    rmSync(join(folder, 'project'), { recursive: true, force: true })
    project = writeProject(from, join(folder, 'project'))
  }
  render(resolved)
  const variables = {
    ...looksUp(project, secretValue),
    host_home: home,
    host_brew_prefix: brew,
    host_root: root,
    forgejo_actions_secrets_api_url: url,
    ...Object.fromEntries(resolved.services.map(({ name }) => [`${name.replaceAll('-', '_')}_settle_seconds`, '0'])),
    ansible_connection: 'local',
    ansible_python_interpreter: tools.modules,
  }
  const env = {
    ...ours.env,
    ANSIBLE_HOME: join(folder, 'ansible-home'),
    ANSIBLE_REMOTE_TEMP: join(folder, 'ansible-tmp'),
    ANSIBLE_PIPELINING: '1',
    // root becomes root through sudo all the same: the stand-ins tell users apart by it.
    ANSIBLE_BECOME_ALLOW_SAME_USER: '1',
  }
  const ask = async (program: string, ...args: readonly string[]): Promise<string> => {
    const { stdout } = await execa(tools.program(program), args, { cwd: project, env })
    return stdout
  }
  const play = async (options: readonly string[] = [], playbook = 'playbooks/indri.yml', more = {}): Promise<Run> => {
    const answer = await execa(
      tools.program('ansible-playbook'),
      [playbook, '--extra-vars', JSON.stringify(variables), ...options],
      {
        cwd: project,
        reject: false,
        env: { ...env, ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json', ANSIBLE_LOAD_CALLBACK_PLUGINS: '1', ...more },
      },
    )
    const tasks = tasksOf(answer.stdout)
    return {
      code: answer.exitCode ?? -1,
      tasks,
      changed: tasks.filter(({ changed }) => changed).map(({ name }) => name),
      output: `${answer.stdout}\n${answer.stderr}`,
    }
  }
  const read: Scratch['read'] = async (words, more) => {
    const { stdout, stderr } = await execa(
      tools.program('ansible-playbook'),
      [...words, '--extra-vars', JSON.stringify(variables)],
      { cwd: project, reject: false, env: { ...env, ...more } },
    )
    return { stdout, stderr }
  }
  const write = (name: string, text: string): void => writeFileSync(join(project, 'playbooks', name), text)
  const remove = async (): Promise<void> => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
  const tree = (): ReadonlyMap<string, string> => new Map([home, brew, root].flatMap(path => entries(path, folder)))
  const secrets = secretValues(resolved)
  return {
    ...ours,
    folder,
    home,
    brew,
    root,
    requests,
    secrets,
    render,
    play,
    read,
    ask,
    project: () => project,
    write,
    remove,
    tree,
  }
}

/** Every secret that the estate reads, with a value that tells where it comes from and holds what formats stumble over. */
export function secretValue(item: string, field: string): string {
  return `${item}/${field} #;:'\\`
}

function secretValues({ vaults }: ResolvedWithWorkloads): Readonly<Record<string, string>> {
  return Object.fromEntries(
    vaults.flatMap(({ items }) =>
      Object.entries(items).flatMap(([item, { fields }]) =>
        fields.map(field => [`${item}/${field}`, secretValue(item, field)]),
      ),
    ),
  )
}

function stock(ours: StandIns, prefix: string, applications: string, resolved: ResolvedWithWorkloads): void {
  ours.give('op', {
    session: 'signed-in',
    vaults: resolved.vaults.map(({ name, store, items }) => ({
      id: (store as { readonly id?: string }).id ?? name,
      name,
      items: Object.entries(items).map(([title, item]) => ({
        id: item.id ?? title,
        title,
        fields: Object.fromEntries(item.fields.map(field => [field, secretValue(title, field)])),
      })),
    })),
  })
  const formulae = resolved.services.flatMap(({ runs }) =>
    known(runs.releases).flatMap(each => (each.of === 'package' && each.from === 'formula' ? [each.name] : [])),
  )
  // What a cask brings, at the path that the property list names.
  ours.give('launchctl', { programs: ['/Applications/Jellyfin.app/Contents/MacOS/jellyfin'] })
  ours.give('brew', {
    prefix,
    applications,
    formulae: {
      ...Object.fromEntries(formulae.map(name => [name, { version: '1', bins: [name] }])),
      forgejo: {
        version: '1',
        bins: ['forgejo'],
        service: { arguments: ['$PREFIX/bin/forgejo', 'web'], keepAlive: true },
      },
      borgbackup: { version: '1', bins: ['borg'] },
      'postgresql@18': { version: '18', bins: ['pg_dump'] },
    },
    casks: { jellyfin: { version: '1', app: 'Jellyfin.app', files: { 'Contents/MacOS/jellyfin': '' } } },
  })
}

/** A shell script. */
export function writeProgram(path: string, text = ''): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${text}\n`)
  chmodSync(path, 0o755)
}

/** An API that knows a secret from the second time on. */
async function forge(requests: Request[]): Promise<{ url: string; close: () => Promise<void> }> {
  const known = new Set<string>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += String(chunk)
    })
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      requests.push({ method, url, authorization: headers.authorization ?? '', body })
      response.writeHead(known.has(url) ? 204 : 201).end()
      known.add(url)
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/api/v1`,
    close: () => new Promise(done => server.close(() => done())),
  }
}

interface Report {
  readonly plays: readonly {
    readonly tasks: readonly {
      readonly task: { readonly name: string }
      readonly hosts: Readonly<Record<string, Readonly<Record<string, unknown>>>>
    }[]
  }[]
}

function tasksOf(output: string): readonly Done[] {
  if (!output.trimStart().startsWith('{')) return []
  const report: Report = JSON.parse(output)
  return report.plays.flatMap(({ tasks }) =>
    tasks.flatMap(({ task, hosts }) =>
      Object.values(hosts).map(host => ({
        name: task.name,
        changed: host['changed'] === true,
        failed: host['failed'] === true,
        skipped: host['skipped'] === true,
        message: String(host['msg'] ?? ''),
      })),
    ),
  )
}

function entries(path: string, below: string): [string, string][] {
  if (!existsSync(path)) return []
  const about = lstatSync(path)
  const name = path.slice(below.length + 1)
  const mode = (about.mode & 0o7777).toString(8).padStart(4, '0')
  if (about.isSymbolicLink()) return [[name, 'link']]
  if (!about.isDirectory()) return [[name, `${mode} ${readFileSync(path, 'utf8')}`]]
  return [
    [name, mode],
    ...readdirSync(path)
      .sort()
      .flatMap(entry => entries(join(path, entry), below)),
  ]
}
