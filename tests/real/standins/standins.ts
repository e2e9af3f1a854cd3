/** The stand-ins of bin/ for tests: a state folder, the environment that puts them first, and their logs. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '../tools.ts'

/** One call of a stand-in. */
interface Call {
  readonly tool: string
  readonly arguments: readonly string[]
  readonly exit: number
}

/** One start of a job, whoever started it. */
interface Run {
  readonly domain: string
  readonly label: string
  /** `load`, `keep-alive`, `kickstart`, `start`, or `restart` inside the minikube node. */
  readonly why: string
  readonly arguments?: readonly string[]
  readonly outcome: 'running' | 'exited' | 'cannot execute'
}

export interface StandIns {
  /** The state folder. */
  readonly state: string
  /** What comes first in PATH: the stand-ins, and what they run on. */
  readonly folders: string
  /** PATH with the stand-ins first, HOME, the state folder, and a user (501) who is not root, whoever runs the test. */
  readonly env: Readonly<Record<'PATH' | 'HOME' | 'STANDIN_STATE' | 'STANDIN_UID', string>>
  /** Says what `NAME.json` holds: `op`, `brew`, `launchctl`, `docker`, `minikube`, `tailscale`, `sudo`. */
  give(name: string, value: object): void
  calls(tool?: string): readonly Call[]
  /** Starts of jobs; of one label when it is named. To count restarts, compare before and after. */
  runs(label?: string): readonly Run[]
}

const bin = join(import.meta.dirname, 'bin')
const python = findProgram('python3')
/** Itself, not a version manager's script, which costs more than the stand-in. */
const interpreter =
  python === undefined
    ? undefined
    : execFileSync(python, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()

/** Fresh stand-ins that keep their state under `folder`, for a user whose home is `home`. */
export function standIns(folder: string, home: string): StandIns {
  const state = join(folder, 'standins')
  const own = join(state, 'bin')
  mkdirSync(own, { recursive: true })
  const folders = `${bin}:${own}`
  const link = join(own, 'python3')
  if (interpreter !== undefined && !existsSync(link)) symlinkSync(interpreter, link)
  return {
    state,
    folders,
    env: { PATH: `${folders}:${process.env['PATH'] ?? ''}`, HOME: home, STANDIN_STATE: state, STANDIN_UID: '501' },
    give: (name, value) => writeFileSync(join(state, `${name}.json`), JSON.stringify(value)),
    calls: tool => log<Call>(join(state, 'calls.jsonl')).filter(call => tool === undefined || call.tool === tool),
    runs: label => log<Run>(join(state, 'runs.jsonl')).filter(run => label === undefined || run.label === label),
  }
}

function log<T>(path: string): readonly T[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}
