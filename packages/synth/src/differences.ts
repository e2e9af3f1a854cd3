import fs from 'node:fs'
import { join } from 'node:path'
import { byPath, LIST } from './paths.ts'
import type { Plan } from './write/plan.ts'

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
 * Where the out folder differs from what is rendered, by path. The list is named only where it alone differs: it follows from
 * the rest.
 */
export function differences(out: string, { writes, removals, list, before }: Plan): Difference[] {
  const read = (path: string): string => fs.readFileSync(join(out, path), 'utf8')
  const found = [
    ...writes.map(
      ({ file: { path, content }, why }): Difference =>
        why === 'new'
          ? { path, what: 'missing', there: '', rendered: content }
          : { path, what: why === 'mode' ? 'mode' : 'changed', there: read(path), rendered: content },
    ),
    ...removals.map(({ path }): Difference => ({ path, what: 'extra', there: read(path), rendered: '' })),
  ]
  if (found.length > 0 || list() === before.text) return found.sort(byPath)
  return [{ path: LIST, what: before.text === '' ? 'missing' : 'changed', there: before.text, rendered: list() }]
}
