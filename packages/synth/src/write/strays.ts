import type { Disk } from '../disk/disk.ts'
import { MANIFEST } from './state.ts'
import { Survey } from './survey.ts'

/**
 * Files of the out folder that nothing renders: somebody else put them there, and they stay. Who reads the folder, such as
 * Argo CD, does not know them from the others. Hidden files are left out: systems and tools strew them.
 *
 * @param out the out folder, absolute; it need not exist
 * @param rendered the paths that belong there
 */
export function strays(disk: Disk, out: string, rendered: readonly { readonly path: string }[]): string[] {
  const survey = new Survey(disk, out)
  const known = new Set<string>([MANIFEST, ...rendered.map(({ path }) => path)])
  const below = (folder: string): string[] =>
    disk.list(survey.absolute(folder)).flatMap(name => {
      const path = folder === '' ? name : `${folder}/${name}`
      if (known.has(path) || name.startsWith('.')) return []
      return survey.at(path).kind === 'folder' ? below(path) : [path]
    })
  const there = disk.look(out)?.kind
  return there === undefined || there === 'file' ? [] : below('')
}
