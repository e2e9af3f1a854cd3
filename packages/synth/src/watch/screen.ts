import type { Page } from './page.ts'

/** To the upper left corner, and nothing below it. */
const CLEAR = '\u001b[H\u001b[2J'

/** Shows pages: on a terminal one in place of the other, elsewhere what is new in each. */
export class Screen {
  readonly #write: (text: string) => unknown
  readonly #isTerminal: boolean
  #round = 0
  #shown: Partial<Page> = {}

  constructor(write: (text: string) => unknown, isTerminal: boolean) {
    this.#write = write
    this.#isTerminal = isTerminal
  }

  show(round: number, page: Page): void {
    const { changes, findings, types, saved } = page
    if (this.#isTerminal) {
      this.#write(`${CLEAR}${[changes, findings, `${types}${saved}`].join('\n')}`)
      return
    }
    const before: Partial<Page> = this.#round === round ? this.#shown : {}
    const parts = [
      ...(before.changes === changes ? [] : [changes]),
      ...(before.findings === findings ? [] : [findings]),
      ...(before.types === types && before.saved === saved
        ? []
        : [`${before.types === types ? '' : types}${before.saved === saved ? '' : saved}`]),
    ]
    this.#write(`${parts.join('\n')}`)
    this.#round = round
    this.#shown = page
  }

  /** One line besides. */
  say(text: string): void {
    this.#write(`${text}\n`)
  }
}
