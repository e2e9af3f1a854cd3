import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { Difference } from './differences.ts'

/** Lines that one file, and all of them, may take; the rest is counted. */
const FILE_LINES = 40
const ALL_LINES = 200

/** More changed lines than this take too long to align. */
const MAX_EDITS = 2000

/**
 * The differences as a unified diff, from what lies there to what is rendered.
 *
 * @param root put before each path, as the reader knows the out folder
 */
export function formatDiff(found: readonly Difference[], root: string): string {
  const blocks: string[] = []
  let lines = 0
  for (const [index, difference] of found.entries()) {
    if (lines >= ALL_LINES) {
      blocks.push(...rest(found.slice(index), root))
      break
    }
    const block = cut(patchLines(difference, root))
    lines += block.length
    blocks.push(...block)
  }
  return blocks.map(line => `${line}\n`).join('')
}

function patchLines({ path, what, there, rendered }: Difference, root: string): string[] {
  const name = `${root}/${path}`
  if (what === 'mode') return [`${name}: only the permission to execute it differs`]
  const from = what === 'missing' ? '/dev/null' : `${name} (there)`
  const to = what === 'extra' ? '/dev/null' : `${name} (rendered)`
  const patch = createTwoFilesPatch(from, to, there, rendered, undefined, undefined, {
    context: 3,
    maxEditLength: MAX_EDITS,
    headerOptions: FILE_HEADERS_ONLY,
  })
  if (patch === undefined) return [`--- ${from}`, `+++ ${to}`, `more than ${MAX_EDITS} lines differ`]
  return patch.trimEnd().split('\n')
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= FILE_LINES) return [...lines]
  return [...lines.slice(0, FILE_LINES), `... ${lines.length - FILE_LINES} more lines`]
}

function rest(found: readonly Difference[], root: string): string[] {
  const named = found.slice(0, FILE_LINES).map(({ path, what }) => `${root}/${path}: ${what}`)
  return found.length <= FILE_LINES ? named : [...named, `... and ${found.length - FILE_LINES} more files`]
}
