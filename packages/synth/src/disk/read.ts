import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { RenderedTree } from '@homelab/changes'
import type { Sources } from '../causes/units.ts'
import { LIST, STATE } from '../paths.ts'
import { errorCode } from './errors.ts'

/** The sources of all estates, as they lie on the disk. */
export function sourcesIn(root: string): Sources {
  return new Map(
    filesBelow(join(root, 'apps'))
      .filter(isSource)
      .map(path => [`apps/${path}`, readFileSync(join(root, 'apps', path), 'utf8')]),
  )
}

/** @param out absolute; it need not exist */
export function renderedIn(out: string): RenderedTree {
  return new Map(
    filesBelow(out)
      .filter(isRendered)
      .map(path => {
        const file = join(out, path)
        return [path, { text: readFileSync(file, 'utf8'), executable: (statSync(file).mode & 0o100) !== 0 }]
      }),
  )
}

function filesBelow(folder: string, path = ''): readonly string[] {
  try {
    return readdirSync(join(folder, path), { withFileTypes: true }).flatMap(entry => {
      const name = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.name === 'node_modules' || entry.name === STATE) return []
      return entry.isDirectory() ? filesBelow(folder, name) : entry.isFile() ? [name] : []
    })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Whether a file of the rendered folder is one: not the list of files, which follows from them, nor what a run keeps there. */
export function isRendered(path: string): boolean {
  return path !== LIST && !path.startsWith(`${STATE}/`)
}

export function isSource(path: string): boolean {
  return /\.([cm]?[jt]s|json)$/.test(path) && !path.endsWith('.test.ts')
}
