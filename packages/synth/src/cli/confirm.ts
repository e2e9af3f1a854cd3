import { createInterface } from 'node:readline/promises'
import type { Context } from './context.ts'

/** Asks on a terminal; anything but yes is no. Elsewhere nobody can answer. */
export function confirmOn(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Context['confirm'] {
  return async question => {
    if (!input.isTTY) return undefined
    const lines = createInterface({ input, output })
    try {
      return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim())
    } finally {
      lines.close()
    }
  }
}
