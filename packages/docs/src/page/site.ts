import { markdown } from '@homelab/formats'
import { label, plain } from '../text.ts'
import type { Page } from './page.ts'

/** All pages, for links between them. */
export interface Site {
  readonly pages: readonly Page[]
  /** A link to a page, by its path; the title as text where there is no such page. */
  readonly link: (path: string, label?: string) => string
  readonly has: (path: string) => boolean
}

/**
 * Links are as short as they can be, as Obsidian writes them: the file's name where no other page has it, else the path.
 * So the folder can lie anywhere in a Quartz site.
 */
export function siteOf(pages: readonly Page[]): Site {
  const byPath = new Map(pages.map(page => [page.path, page]))
  const names = Map.groupBy(pages, ({ path }) => nameOf(path))
  const short = (path: string): string => (names.get(nameOf(path))?.length === 1 ? nameOf(path) : path)
  return {
    pages,
    has: path => byPath.has(path),
    link: (path, text) => {
      const page = byPath.get(path)
      if (page === undefined) return plain(text ?? nameOf(path))
      return markdown.wikiLink(short(path), linkLabel(text ?? page.title))
    },
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Brackets and bars would end the link. */
function linkLabel(text: string): string {
  return label(text).replaceAll(/[[\]|]/g, ' ')
}
