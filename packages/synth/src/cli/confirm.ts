import { createInterface } from 'node:readline/promises'
import type { Context } from './context.ts'

/** Asks on a terminal; anything but yes is no. Elsewhere nobody can answer. */
export function confirmOn(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: NodeJS.WritableStream,
): Context['confirm'] {
  return async question => {
    if (input.isTTY !== true) return undefined
    const lines = createInterface({ input, output })
    try {
      return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim())
    } finally {
      lines.close()
    }
  }
}
