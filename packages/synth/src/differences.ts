import type { Disk } from './disk/disk.ts'
import { byPath } from './paths.ts'
import { readManifest } from './write/manifest-file.ts'
import type { Plan } from './write/plan.ts'
import { MANIFEST } from './write/state.ts'
import { Survey } from './write/survey.ts'

/** One file of the out folder that is not as it is rendered. */
export interface Difference {
  readonly path: string
  readonly what: 'missing' | 'changed' | 'mode' | 'extra'
  /** What lies there; empty where nothing does. */
  readonly there: string
  /** What is rendered; empty where nothing is. */
  readonly rendered: string
}

/**
 * Where the out folder differs from what is rendered, by path. The manifest is named only where it alone differs: it
 * follows from the rest.
 */
export function differences(disk: Disk, out: string, plan: Plan): Difference[] {
  const survey = new Survey(disk, out)
  const read = (path: string): string => survey.read(path).toString()
  const found = [
    ...plan.writes.map(
      ({ file: { path, content }, why, before }): Difference =>
        before === undefined
          ? { path, what: 'missing', there: '', rendered: content }
          : { path, what: why === 'mode' ? 'mode' : 'changed', there: read(path), rendered: content },
    ),
    ...plan.removals.map(({ path }): Difference => ({ path, what: 'extra', there: read(path), rendered: '' })),
  ]
  if (found.length > 0 || !plan.manifestChanged) return found.sort(byPath)
  const { text } = readManifest(disk, out)
  return [{ path: MANIFEST, what: text === '' ? 'missing' : 'changed', there: text, rendered: plan.manifest }]
}
