import { assertOneLine } from './refuse.ts'

/** What every printer takes beside the tree. */
export interface PrintOptions {
  /** Printed as a comment at the top, one comment line a line: where the file comes from, and not to edit it. */
  readonly header?: string
}

/**
 * The header as comment lines, each with its line end; empty where there is no header.
 *
 * @param mark what begins a comment, e.g. `#`
 * @throws TypeError where a line carries control characters
 */
export function commentLines(format: string, mark: string, text: string | undefined): string {
  if (text === undefined || text === '') return ''
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map(line => {
      assertOneLine(format, 'comment', line)
      return `${mark} ${line}`.trimEnd()
    })
    .map(line => `${line}\n`)
    .join('')
}
