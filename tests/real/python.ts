/** One Python environment for all slow checks: the wheels of requirements.txt. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { findProgram, skipped } from './tools.ts'

/** A ready environment. Run its programs by path, or put `bin` first on PATH (ansible-lint looks for ansible there). */
export interface Python {
  /** Folder of `python`, `ansible-playbook`, `yamllint`, `shellcheck`, ... */
  readonly bin: string
  /** The interpreter of Ansible's modules, for `ansible_python_interpreter`. */
  readonly modules: string
  /** Absolute path of one of its programs; throws when requirements.txt does not bring it. */
  program(name: string): string
}

const requirements = join(import.meta.dirname, 'requirements.txt')
/** Of the tasks that play the rendered project, which requirements.txt begins with. */
const ofTasks = join(import.meta.dirname, '../../tools/ansible/requirements.txt')

/**
 * Ansible packs its library with each module and Python compiles it for each task: half of what a task costs. This
 * interpreter begins with the same library compiled, and passes nothing of it on to what a module starts.
 */
const preload = `import os
import ansible.module_utils.basic
del os.environ["PYTHONPATH"]
`

const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11']
const versionScript =
  'import platform, sys; print(platform.python_version(), platform.platform()); sys.exit(sys.version_info < (3, 11))'

let shared: Promise<Python | undefined> | undefined

/**
 * The environment, made when it is not there yet; `undefined` after `skipped: no python3` when this machine has no
 * Python 3.11 (ansible-core 2.19 asks for it). Throws with pip's words when the install fails: no network is no skip.
 */
export function python(): Promise<Python | undefined> {
  shared ??= make()
  return shared
}

async function make(): Promise<Python | undefined> {
  const base = await findPython()
  if (base === undefined) {
    skipped('python3')
    return undefined
  }
  const folder = await madeOnce(
    'python',
    [readFileSync(ofTasks), readFileSync(requirements), base.version, preload],
    async at => {
      await execa(base.program, ['-m', 'venv', at])
      await execa(join(at, 'bin/python'), [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
        ...['--no-deps', '--only-binary', ':all:', '--requirement', requirements],
      ])
      mkdirSync(join(at, 'preload'))
      writeFileSync(join(at, 'preload/sitecustomize.py'), preload)
      writeFileSync(modulesOf(at), `#!/bin/sh\nPYTHONPATH='${at}/preload' exec '${at}/bin/python' "$@"\n`)
      chmodSync(modulesOf(at), 0o755)
    },
  )
  return { bin: join(folder, 'bin'), modules: modulesOf(folder), program: name => programOf(folder, name) }
}

async function findPython(): Promise<{ program: string; version: string } | undefined> {
  for (const name of candidates) {
    const program = findProgram(name)
    if (program === undefined) continue
    const asked = await execa(program, ['-c', versionScript], { reject: false })
    if (asked.exitCode === 0) return { program, version: asked.stdout }
  }
  return undefined
}

function modulesOf(folder: string): string {
  return join(folder, 'preload/python')
}

function programOf(folder: string, name: string): string {
  const path = join(folder, 'bin', name)
  if (!existsSync(path)) throw new Error(`requirements.txt brings no program ${name} (looked for ${path})`)
  return path
}
