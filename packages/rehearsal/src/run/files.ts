/** Files of a revision, and what they say. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Application, applicationOf, isApplication } from '../applications.ts'
import type { Served } from './control-plane.ts'

/** A revision of the repository. */
export interface Revision {
  /** What is rendered: path below the rendered folder -> text. */
  readonly files: ReadonlyMap<string, string>
  /** Fills the folder that is served with what the repository has besides what is rendered. */
  readonly fill?: (tree: string) => Promise<void>
}

/** The rendered guide. */
export function guideOf({ files }: Revision): string {
  return files.get('docs/guides/bootstrap.md') ?? ''
}

/** The rendered Applications. */
export function applicationsIn(files: ReadonlyMap<string, string>, { folder }: Served): readonly Application[] {
  return [...files]
    .filter(([path, text]) => path.startsWith(`${folder}/apps/`) && isApplication(text))
    .map(([, text]) => applicationOf(text))
}

/** Rendered files of a folder: path below it -> text. */
export function readFiles(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}

/** The field that a rendered ExternalSecret makes Argo CD's credentials of: there the Git server's key must be. */
export function isRepositoryKey(
  files: ReadonlyMap<string, string>,
  { item, itemId, field }: { readonly item: string; readonly itemId?: string; readonly field: string },
): boolean {
  return [...files.values()]
    .filter(text => /^kind: ExternalSecret$/m.test(text) && text.includes('argocd.argoproj.io/secret-type'))
    .some(text => text.includes(`property: ${field}\n`) && [item, itemId].some(key => text.includes(`key: ${key}\n`)))
}
