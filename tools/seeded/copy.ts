/** A copy of the repository in which programs are run: nothing is ever changed in the working tree. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { copyRepository } from '../../tests/support/copy.ts'

export interface Ended {
  /** Absent: it was ended, because it took too long. */
  readonly exitCode: number | undefined
  readonly said: string
}

export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  /** The leader of the processes that run now. */
  #leader: number | undefined

  constructor() {
    copyRepository(this.folder)
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text)
  }

  /** Runs one of the installed programs; one at a time. What it has started ends with it. */
  async run(timeoutMs: number, program: string, ...words: readonly string[]): Promise<Ended> {
    // In a group of its own, so that workers in an endless loop end too.
    const child = execa(join(this.folder, 'node_modules/.bin', program), words, {
      cwd: this.folder,
      detached: true,
      all: true,
      reject: false,
      stdin: 'ignore',
      preferLocal: false,
      env: { NO_COLOR: '1', FORCE_COLOR: '0', CI: '1' },
    })
    this.#leader = child.pid
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.#endProcesses()
    }, timeoutMs)
    const { exitCode, all } = await child
    clearTimeout(timer)
    this.#endProcesses()
    this.#leader = undefined
    return { exitCode: late ? undefined : (exitCode ?? -1), said: all }
  }

  /** Ends what runs, and removes the copy. At once: it is called when this process has to go. */
  remove(): void {
    this.#endProcesses()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  #endProcesses(): void {
    if (this.#leader === undefined) return
    try {
      process.kill(-this.#leader, 'SIGKILL')
    } catch (error) {
      // All of them have ended.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
