/**
 * The host of the estate at its own paths: a network and mounts of its own, in which `/Users`, `/opt/homebrew` and
 * `/Volumes` are folders of a test, the user is the host's, and names lead to stand-ins. What was rendered runs in it
 * byte for byte. Needs root, as tests/real/edge/namespace.ts does.
 */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { parse } from 'plist'
import { Network, noNamespace } from '../edge/namespace.ts'
import type { Python } from '../python.ts'
import { standIns } from '../standins/standins.ts'
import { skipped } from '../tools.ts'
import { filledVaults } from './deploy.ts'
import { writeProject } from './project.ts'

/** As macOS counts its first user; the group is `staff`. */
export const user = { name: 'erichblume', uid: 501, gid: 20, home: '/Users/erichblume' } as const

const places = ['/Users', '/opt/homebrew', '/Volumes'] as const
/** In a place that this machine did not have; nothing of the host sees it. */
const MADE = '.made-by-a-test'
const agents = `${user.home}/Library/LaunchAgents`

/** How a program ended, and what it said. */
export interface Said {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
}

export interface Mac {
  readonly network: Network
  /** Where a path of the host lies on this machine. */
  at(path: string): string
  /** Makes a folder of the user, with those above it. */
  folder(path: string): void
  /** Writes a file of the user, with the folders above it. */
  write(path: string, content: string | Uint8Array, mode?: number): void
  /** A program of Homebrew that is one of this machine. */
  install(path: string, program: string): void
  /** Runs a program as the user, who has no other environment than this. */
  run(program: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Said>
  /** Runs a LaunchAgent as launchd does: https://www.manpagez.com/man/5/launchd.plist/ */
  runAgent(label: string): Promise<Said>
  /** Says what a stand-in finds, as `standIns` does. */
  give(name: string, value: object): void
  /** Jobs that are loaded from now on run as processes; `launchctl start` does what their clock would. */
  launches(): void
  /** launchd's own program, as the user. */
  launchctl(...words: readonly string[]): Promise<Said>
  /** The process of a job, which `launchctl list` shows; undefined while it does not run. */
  process(label: string): Promise<number | undefined>
  /** Mounts a share of another machine; what lay in its folder still lies in it. */
  mountShare(path: string): Promise<void>
  unmountShare(path: string): void
  /** Runs a playbook of the rendered project against the host. */
  play(playbook: string, ...options: readonly string[]): Promise<Said>
  /** Renders another estate into the project that is played. */
  render(resolved: ResolvedWithWorkloads): void
  close(): Promise<void>
}

/** Why there can be no such host here; undefined where there can. */
export function noMac(tools: Python | undefined, ...programs: readonly string[]): string | undefined {
  return tools === undefined ? skipped('python3') : noNamespace('nsenter', ...programs)
}

/**
 * @param names host name -> address
 * @param secret what the vault holds
 */
export async function openMac(
  tools: Python,
  resolved: ResolvedWithWorkloads,
  names: Readonly<Record<string, string>>,
  secret: (item: string, field: string) => string,
): Promise<Mac> {
  const network = await Network.open([...new Set(Object.values(names))], 'mac')
  // By its hardware address borg knows whether a lock was left by this very host.
  const card = ['link', 'add', 'en0', 'address', '00:16:3e:00:00:01', 'type', 'veth', 'peer', 'name', 'en1']
  for (const command of [card, ['address', 'add', '192.0.2.1/32', 'dev', 'en0'], ['link', 'set', 'en0', 'up']])
    await network.run('ip', command)
  // The user of the host reads folders of the test.
  chmodSync(network.folder, 0o711)
  const at = (path: string): string => join(network.folder, 'host', path)
  for (const place of places) {
    if (!existsSync(place)) {
      mkdirSync(place, { recursive: true })
      writeFileSync(join(place, MADE), '')
    }
    mkdirSync(at(place), { recursive: true })
    chownSync(at(place), user.uid, user.gid)
    network.mount(place, at(place))
  }
  const passwd = join(network.folder, 'passwd')
  const row = `${user.name}:x:${user.uid}:${user.gid}::${user.home}:/bin/sh\n`
  writeFileSync(passwd, readFileSync('/etc/passwd', 'utf8') + row)
  network.mount('/etc/passwd', passwd)
  await network.names(names)
  const vault = standIns(network.folder, user.home)
  vault.give('op', { session: 'signed-in', vaults: filledVaults(resolved, secret) })
  chownSync(vault.state, user.uid, user.gid)
  let project = writeProject(resolved, network.folder)

  // As launchd gives every user one. borgmatic removes dumps of all its runs below it: another host's must not be there.
  const temporary = join(network.folder, 'T')
  mkdirSync(temporary)
  chownSync(temporary, user.uid, user.gid)
  const reaping = [tools.program('python'), join(import.meta.dirname, 'reap.py')]
  const makeFolder = (path: string): void => {
    if (existsSync(at(path))) return
    makeFolder(dirname(path))
    mkdirSync(at(path))
    chownSync(at(path), user.uid, user.gid)
  }
  const launchctl = (...words: readonly string[]): Promise<Said> =>
    start({ ...vault.env, PATH: `${vault.env.PATH}` }, ['launchctl', ...words])
  const start = async (env: Readonly<Record<string, string>>, command: readonly string[]): Promise<Said> => {
    const own = { HOME: user.home, USER: user.name, TMPDIR: temporary, LANG: 'C.UTF-8', TZ: 'UTC' }
    const words = Object.entries({ ...own, ...env })
    const all = [...asUser, ...reaping, 'env', '-i', ...words.map(([name, value]) => `${name}=${value}`), ...command]
    const { exitCode, stdout, stderr } = await network.start('setpriv', all)
    return { code: exitCode, out: stdout, err: stderr }
  }
  for (const path of [user.home, '/opt/homebrew/bin', '/Volumes']) makeFolder(path)
  return {
    network,
    at,
    folder: makeFolder,
    write: (path, content, mode = 0o644) => {
      makeFolder(dirname(path))
      writeFileSync(at(path), content, { mode })
      chownSync(at(path), user.uid, user.gid)
    },
    install: (path, program) => {
      makeFolder(dirname(path))
      symlinkSync(program, at(path))
    },
    run: (program, args = [], env = {}) => start({ PATH: '/usr/bin:/bin:/usr/sbin:/sbin', ...env }, [program, ...args]),
    runAgent: label => {
      const job = parse(readFileSync(at(`${agents}/${label}.plist`), 'utf8')) as Readonly<Record<string, unknown>>
      const said = { out: String(job['StandardOutPath']), err: String(job['StandardErrorPath']) }
      makeFolder(dirname(said.out))
      // launchd gives its jobs this PATH when their property list gives none.
      const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', ...(job['EnvironmentVariables'] as Record<string, string>) }
      const redirect = 'out=$1 err=$2; shift 2; exec "$@" >>"$out" 2>>"$err"'
      const program = job['ProgramArguments'] as string[]
      return start(env, ['sh', '-c', redirect, 'sh', said.out, said.err, ...program])
    },
    render: other => {
      project = writeProject(other, mkdtempSync(join(network.folder, 'project-')))
      chmodSync(dirname(project), 0o755)
    },
    give: vault.give,
    launches: () => vault.give('launchctl', { runs: true }),
    launchctl,
    process: async label => {
      const [, pid] = /"PID" = (\d+)/.exec((await launchctl('list', label)).out) ?? []
      return pid === undefined ? undefined : Number(pid)
    },
    mountShare: async path => {
      makeFolder(path)
      await network.remount(path, at(path))
    },
    unmountShare: path => network.unmount(path),
    play: (playbook, ...options) =>
      start({ ...vault.env, PATH: `${vault.env.PATH}`, ANSIBLE_PIPELINING: '1' }, [
        'sh',
        '-c',
        'cd "$1"; shift; exec "$@"',
        'sh',
        project,
        tools.program('ansible-playbook'),
        `playbooks/${playbook}.yml`,
        '--extra-vars',
        JSON.stringify({ ansible_connection: 'local', ansible_python_interpreter: tools.modules }),
        ...options,
      ]),
    close: async () => {
      for (const pid of supervisors(vault.state)) process.kill(pid, 'SIGTERM')
      await network.close()
      // A folder that is removed here vanishes under whatever another run has mounted on it: the last one removes them.
      if (await Network.some('mac')) return
      for (const place of places.filter(each => existsSync(join(each, MADE)))) {
        rmSync(join(place, MADE))
        rmdirSync(place)
      }
    },
  }
}

/** The processes that watch over jobs: each ends with its own. */
function supervisors(state: string): readonly number[] {
  const path = join(state, 'jobs.json')
  if (!existsSync(path)) return []
  const jobs = JSON.parse(readFileSync(path, 'utf8')) as Readonly<
    Record<string, Record<string, { supervisor?: number }>>
  >
  return Object.values(jobs)
    .flatMap(domain => Object.values(domain))
    .flatMap(({ supervisor }) => supervisor ?? [])
}

// Reads what other users may not, since the checkout and its Python may lie in a home; writes what its user may.
const asUser = [
  ...[`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'],
  ...['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search', '--'],
]
