import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode, Stopped } from '../disk/errors.ts'
import type { TreeFile } from '../tree.ts'
import { demandWhole } from '../write/list.ts'

/**
 * The texts of rendered files as they lie in the out folder. What is applied is what was reviewed, so a file that is not
 * as it is rendered stops the run.
 *
 * @throws Stopped that names the files, or says that a run of synth was interrupted
 */
export function reviewedTexts(files: readonly TreeFile[], out: string): ReadonlyMap<string, string> {
  demandWhole(out)
  const stale = files.filter(({ path, content }) => textOf(join(out, path)) !== content)
  if (stale.length > 0) {
    throw new Stopped(
      `${stale.map(({ path }) => path).join(', ')}: not there as the estate renders it`,
      'run synth and review what changed',
    )
  }
  return new Map(files.map(({ path, content }) => [path, content]))
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}
