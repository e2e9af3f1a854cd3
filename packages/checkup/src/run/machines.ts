import { present } from '@homelab/formats/present'
import { quoted, type Ran, ssh, sshFailed } from '@homelab/programs'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Machine } from '../check.ts'
import type { AskingOptions } from './asking.ts'

/** sshd refuses connections at random once ten are not logged in yet: sshd_config(5), MaxStartups. */
const CONCURRENT = 4

/** sh(1): the program was not found. */
const NOT_FOUND = 127

/** What a machine said; `problem` when it could not be asked. */
export type Said = { readonly ran: Ran } | { readonly problem: string }

/** Asks machines over SSH, a few questions at a time; of one that can't be reached it tells all askers at once. */
export class Machines {
  readonly #options: AskingOptions
  readonly #doors = new Map<string, { readonly limit: LimitFunction; readonly problem: Promise<string | undefined> }>()

  constructor(options: AskingOptions) {
    this.#options = options
  }

  /** Runs words there. A program that is not installed, no answer in time and a lost connection are problems. */
  async ask(on: Machine, ...words: readonly string[]): Promise<Said> {
    return this.askShell(on, quoted(...words))
  }

  /** The same of a line for its shell. */
  async askShell(on: Machine, line: string): Promise<Said> {
    const { limit, problem } = this.#door(on)
    const closed = await problem
    if (closed !== undefined) return { problem: closed }
    const path = on.path === undefined ? '' : `PATH=${quoted(on.path.join(':'))}; export PATH; `
    const ran = await limit(() => this.#run(on, `${path}${line}`))
    const failed = ran.exitCode === undefined || ran.exitCode === sshFailed || ran.exitCode === NOT_FOUND
    return failed ? { problem: ran.problem ?? ran.command } : { ran }
  }

  #door(on: Machine) {
    const known = this.#doors.get(on.name)
    if (known !== undefined) return known
    const problem = this.#run(on, 'true').then(ran => ran.problem)
    const door = { limit: pLimit(CONCURRENT), problem }
    this.#doors.set(on.name, door)
    return door
  }

  #run({ name: host, user }: Machine, line: string): Promise<Ran> {
    const { timeoutMs } = this.#options
    return ssh({ host, ...present({ user }) }, line, timeoutMs / 1000, { timeoutMs })
  }
}
