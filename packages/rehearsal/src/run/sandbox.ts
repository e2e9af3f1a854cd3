/**
 * Mount, network and process namespaces of their own, in which servers of production run as they are. Whatever runs in
 * it ends with its first process, which ends with us, or when its time is up.
 */
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { present } from '@homelab/formats/present'
import { execa } from 'execa'

export interface SandboxProps {
  /** Names that are known in it besides localhost, with their addresses. */
  readonly hosts: Readonly<Record<string, string>>
  /** Variables of every program in it, PATH among them; made from the sandbox's folder. */
  readonly env: (folder: string) => Readonly<Record<string, string>>
  /** How long it lasts at most, in seconds. */
  readonly seconds: number
}

export interface RunProps {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  /** The folder to run in. */
  readonly cwd?: string
  /** After which it is ended, in seconds. */
  readonly seconds?: number
  /** Ends it early. */
  readonly signal?: AbortSignal
}

/** What a program said, and how it ended; -1 when it was ended. */
export interface Ran {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export class Sandbox {
  /** A folder for whatever its programs need; goes with it. */
  readonly folder = mkdtempSync(join(tmpdir(), 'control-plane-'))
  /** Variables of every program in it. */
  readonly env: Readonly<Record<string, string>>
  readonly #servers = new Map<string, Server>()
  #first: Server | undefined
  #pid = ''
  #closing = false

  private constructor(env: SandboxProps['env']) {
    for (const name of ['home', 'logs', 'tmp']) mkdirSync(join(this.folder, name))
    const own = { HOME: join(this.folder, 'home'), TMPDIR: join(this.folder, 'tmp'), LC_ALL: 'C.UTF-8' }
    this.env = { ...own, ...env(this.folder) }
  }

  static async open({ hosts, env, seconds }: SandboxProps): Promise<Sandbox> {
    const sandbox = new Sandbox(env)
    await sandbox.#begin(hosts, seconds)
    return sandbox
  }

  async #begin(hosts: SandboxProps['hosts'], seconds: number): Promise<void> {
    const lines = Object.entries({ localhost: '127.0.0.1', ...hosts }).map(([name, address]) => `${address} ${name}\n`)
    writeFileSync(join(this.folder, 'hosts'), lines.join(''))
    const script = [
      'ip link set lo up',
      'mount --bind "$1" /etc/hosts',
      'mount -t tmpfs none /dev/shm',
      'echo ready',
      'exec sleep "$2"',
    ]
    const first = launch([
      ...['setpriv', '--pdeathsig', 'KILL'],
      ...['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child=KILL', '--mount-proc'],
      ...['sh', '-euc', script.join('; '), 'sh', join(this.folder, 'hosts'), String(seconds)],
    ])
    this.#first = first
    await new Promise<void>((begun, failed) => {
      first.all.once('data', said => (String(said) === 'ready\n' ? begun() : failed(new Error(String(said)))))
      void first.then(({ exitCode }) => failed(new Error(`no namespaces: unshare ended with ${exitCode}`)))
    })
    this.#pid = readFileSync(`/proc/${first.pid}/task/${first.pid}/children`, 'utf8').trim()
  }

  /** The words that run a program in here, for a shell too. */
  command(program: string, args: readonly string[], { cwd = this.folder, env = {} }: RunProps = {}): string[] {
    const variables = Object.entries({ ...this.env, ...env }).map(([name, value]) => `${name}=${value}`)
    return [
      ...['nsenter', `--target=${this.#pid}`, '--mount', '--net', '--pid', 'setpriv', '--pdeathsig', 'KILL'],
      ...['env', '--ignore-environment', `--chdir=${cwd}`, ...variables, program, ...args],
    ]
  }

  /** Runs a program until it ends. */
  async run(program: string, args: readonly string[], props: RunProps = {}): Promise<Ran> {
    const [first = '', ...words] = this.command(program, args, props)
    const ended = await execa(first, words, {
      ...(props.input === undefined ? { stdin: 'ignore' } : { input: props.input }),
      reject: false,
      timeout: (props.seconds ?? 120) * 1000,
      ...present({ cancelSignal: props.signal }),
      maxBuffer: 1 << 28,
    })
    return { exitCode: ended.exitCode ?? -1, stdout: ended.stdout ?? '', stderr: ended.stderr ?? '' }
  }

  /** Runs a program until it ends or the signal, and calls for each piece that it prints. */
  async listen(program: string, args: readonly string[], said: () => void, signal: AbortSignal): Promise<void> {
    const [first = '', ...words] = this.command(program, args)
    const child = execa(first, words, {
      ...{ stdin: 'ignore', stderr: 'ignore', buffer: false, reject: false },
      cancelSignal: signal,
    })
    child.stdout.on('data', said)
    await child
  }

  /** Starts a server, which writes to `logs/NAME.log` and goes on until it is stopped. */
  start(name: string, program: string, args: readonly string[], props: RunProps = {}): void {
    const child = launch(this.command(program, args, props))
    child.all.pipe(createWriteStream(join(this.folder, 'logs', `${name}.log`), { flags: 'a' }))
    this.#servers.set(name, child)
    void child.then(({ exitCode, signal }) => {
      if (this.#closing || this.#servers.get(name) !== child) return
      this.#failed ??= new Error(`${name} ended with ${exitCode ?? signal}:\n${this.log(name).slice(-3000)}`)
    })
  }
  #failed: Error | undefined

  /** The first server that ended by itself, with what it wrote, or that all was ended; undefined while all are there. */
  get failed(): Error | undefined {
    return this.#failed
  }

  /** Whether a server was started. */
  has(name: string): boolean {
    return this.#servers.has(name)
  }

  /** What a server has written. */
  log(name: string): string {
    return readFileSync(join(this.folder, 'logs', `${name}.log`), 'utf8')
  }

  /** Ends one server. */
  async stop(name: string): Promise<void> {
    const child = this.#servers.get(name)
    this.#servers.delete(name)
    child?.kill('SIGKILL')
    await child
  }

  /**
   * Asks again and again until there is an answer. What no server that ended could give is not waited for.
   *
   * @param every how long it waits between two questions, in milliseconds
   */
  async until<T>(what: string, ask: () => Promise<T | undefined>, seconds = 180, every = 300): Promise<T> {
    const end = Date.now() + seconds * 1000
    while (Date.now() < end) {
      if (this.#failed !== undefined) throw this.#failed
      const answer = await ask()
      if (answer !== undefined) return answer
      await sleep(every)
    }
    throw new Error(`not within ${seconds} s: ${what}`)
  }

  /** Until its time is up, or the signal. */
  async ended(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => resolve())
    await Promise.race([this.#first, promise])
  }

  /** Ends everything in it, and waits until it is gone. */
  async close(): Promise<void> {
    this.#closing = true
    // Whoever still waits for an answer gets none.
    this.#failed ??= new Error('it was ended')
    this.#first?.kill('SIGKILL')
    await this.#first
    await Promise.all([...this.#servers.values()])
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

type Server = ReturnType<typeof launch>

function launch([first = '', ...words]: readonly string[]) {
  return execa(first, words, { reject: false, stdin: 'ignore', all: true, buffer: false })
}
