import type { RenderedTree } from '@homelab/changes'
import { rank } from '@homelab/changes'
import type { Change } from '@homelab/estate/model'
import { type EstateFile, isEstate, loadEstate } from '../load.ts'
import type { TreeFile } from '../tree.ts'
import { compared } from './compared.ts'

/** What is dangerous in what is rendered now, of what was rendered before: all but what only restarts; the worst first. */
export async function dangersWritten(
  before: RenderedTree,
  files: readonly TreeFile[],
  file: EstateFile,
): Promise<readonly Change[]> {
  const estate = await loadEstate(file)
  const after = new Map(
    files.map(({ path, content, executable }) => [path, { text: content, executable: executable === true }]),
  )
  const { changes } = await compared(
    { title: 'before', rendered: before },
    { title: 'now', rendered: after },
    isEstate(estate) ? estate.parts : [],
  )
  const least = rank('stops')
  return changes
    .filter(({ danger }) => danger !== undefined && rank(danger) <= least)
    .toSorted((a, b) => rank(a.danger) - rank(b.danger))
}
