import { join, relative, sep } from 'node:path'
import type { RenderedText, RenderedTree } from '@homelab/changes'
import { run } from '@homelab/programs'
import type { Sources } from '../causes/units.ts'
import { UsageError } from '../cli/command.ts'
import { Stopped } from '../disk/errors.ts'
import { isRendered, isSource, renderedIn, sourcesIn } from '../disk/read.ts'

/** What a revision has: what it renders, and the sources of its estates. */
export interface Revision {
  /** As people call it. */
  readonly title: string
  readonly rendered: RenderedTree
  readonly sources: Sources
}

/** Where rendered files and sources lie. */
export interface Folders {
  /** Absolute: the folder above `apps`. */
  readonly root: string
  /** Absolute: the rendered folder. */
  readonly out: string
}

/**
 * A commit, read at once: nothing is checked out, and no code of it runs.
 *
 * @throws UsageError where there is no such revision; Stopped where git can't be asked
 */
export async function committed(revision: string, folders: Folders): Promise<Revision> {
  const { root, out } = folders
  const top = await git(root, ['rev-parse', '--show-toplevel'])
  if (top === undefined) throw new Stopped(`${root} is in no git repository`, 'say two revisions of one that is')
  const commit = await commitOf(revision, root)
  if (commit === undefined) throw new UsageError(`there is no revision ${JSON.stringify(revision)}`)
  const within = (path: string): string => relative(top.trim(), path).split(sep).join('/')
  const [rendered, apps] = [within(out), within(join(root, 'apps'))]
  const files = await filesOf(top.trim(), commit, [rendered, apps])
  return { title: revision, ...split(files, rendered, apps) }
}

/** The id of a revision; nothing where there is none. */
export async function commitOf(revision: string, root: string): Promise<string | undefined> {
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
  return (await git(root, words))?.trim()
}

/** The folder in which git keeps what is committed, absolute; nothing outside of a repository. */
export async function gitFolder(root: string): Promise<string | undefined> {
  return (await git(root, ['rev-parse', '--absolute-git-dir']))?.trim()
}

interface File extends RenderedText {
  readonly path: string
}

function split(files: readonly File[], rendered: string, apps: string): Pick<Revision, 'rendered' | 'sources'> {
  const below = (folder: string): readonly (readonly [string, File])[] =>
    files.filter(({ path }) => path.startsWith(`${folder}/`)).map(file => [file.path.slice(folder.length + 1), file])
  return {
    rendered: new Map(below(rendered).filter(([path]) => isRendered(path))),
    sources: new Map(
      below(apps).flatMap(([path, { text }]) => (isSource(path) ? [[`apps/${path}`, text] as const] : [])),
    ),
  }
}

async function filesOf(top: string, commit: string, folders: readonly string[]): Promise<readonly File[]> {
  const list = await git(top, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...folders])
  const entries = (list ?? '').split('\0').flatMap(line => {
    const [, mode, id, path] = /^(100\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    return mode === undefined || id === undefined || path === undefined ? [] : [{ mode, id, path }]
  })
  const read = await git(top, ['cat-file', '--batch'], entries.map(({ id }) => `${id}\n`).join(''))
  const bytes = Buffer.from(`${read ?? ''}\n`)
  let at = 0
  return entries.map(({ mode, path }) => {
    const end = bytes.indexOf('\n', at)
    const size = Number(bytes.toString('latin1', at, end).split(' ')[2])
    const text = bytes.toString('utf8', end + 1, end + 1 + size)
    at = end + 1 + size + 1
    return { path, text, executable: mode === '100755' }
  })
}

async function git(cwd: string, words: readonly string[], input = ''): Promise<string | undefined> {
  const ran = await run('git', words, { cwd, input })
  return ran.problem === undefined ? ran.stdout : undefined
}

/** What lies on the disk. */
export function workingTree({ root, out }: Folders, title: string): Revision {
  return {
    title,
    rendered: renderedIn(out),
    sources: sourcesIn(root),
  }
}
