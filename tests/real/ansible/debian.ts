/**
 * A Debian of its own on this machine: what is written to it lies in a folder over this machine's own files, which stay as
 * they are. Roles are played in it with `root` as it is on a host. Needs root, and a Debian to stand on.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { execa } from 'execa'
import type { Python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { writeProject } from './project.ts'

/** Why there can be none here; undefined where there can. */
export function noDebian(...programs: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return skipped('root, which a Debian of its own needs')
  const missing = ['unshare', 'mount', 'chroot', 'apt-get', 'dpkg-deb', ...programs].find(
    program => findProgram(program) === undefined,
  )
  if (missing !== undefined) return skipped(missing)
  return existsSync('/usr/lib/python3/dist-packages/apt') ? undefined : skipped('python3-apt')
}

export interface Debian {
  readonly folder: string
  /** A command in it: what it printed, both streams in one, and how it ended. */
  run(...words: readonly string[]): Promise<{ readonly code: number; readonly all: string }>
  /** Plays the playbook of a host in it. */
  play(
    resolved: ResolvedWithWorkloads,
    host: string,
    ...options: readonly string[]
  ): Promise<{
    readonly code: number
    readonly all: string
    /** Names of the tasks that changed something, without the role. */
    readonly changed: readonly string[]
  }>
  remove(): void
}

export function debian(tools: Python): Debian {
  const folder = mkdtempSync(join(tmpdir(), 'debian-'))
  for (const name of ['upper', 'work', 'merged']) mkdirSync(join(folder, name))
  const enter = [
    'set -eu',
    `mount -t overlay overlay -o lowerdir=/,upperdir=${folder}/upper,workdir=${folder}/work ${folder}/merged`,
    `mount --bind /proc ${folder}/merged/proc`,
    `mount --bind /dev ${folder}/merged/dev`,
    // What is given to it lies in this folder, too, and is not what it was when the overlay began.
    `mkdir -p ${folder}/merged${folder}/given ${folder}/given`,
    `mount --bind ${folder}/given ${folder}/merged${folder}/given`,
    `exec chroot ${folder}/merged "$@"`,
  ].join('\n')
  const run: Debian['run'] = async (...words) => {
    const { exitCode, all } = await execa('unshare', ['--mount', 'sh', '-c', enter, 'sh', ...words], {
      all: true,
      reject: false,
      env: { ANSIBLE_PIPELINING: '1', ANSIBLE_HOME: '/root/.ansible-of-test', NO_COLOR: '1', LANG: 'C.UTF-8' },
    })
    return { code: exitCode ?? -1, all }
  }
  const play: Debian['play'] = async (resolved, host, ...options) => {
    rmSync(join(folder, 'given/project'), { recursive: true, force: true })
    const project = writeProject(resolved, join(folder, 'given/project'))
    const variables = {
      ansible_connection: 'local',
      // The system's own, which has what the module of apt asks.
      ansible_python_interpreter: '/usr/bin/python3',
      ...Object.fromEntries(resolved.services.map(({ name }) => [`${name.replaceAll('-', '_')}_settle_seconds`, '0'])),
    }
    const words = [
      tools.program('ansible-playbook'),
      `playbooks/${host}.yml`,
      '--extra-vars',
      JSON.stringify(variables),
    ]
    const { code, all } = await run('sh', '-c', `cd ${project} && exec "$@"`, 'sh', ...words, ...options)
    const changed = all
      .split(/^(?:TASK|RUNNING HANDLER) /m)
      .flatMap(text => (/^changed: /m.test(text) ? [/^\[(?:\w+ : )?(.*)\] /.exec(text)?.[1] ?? ''] : []))
    return { code, all, changed }
  }
  return { folder, run, play, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
