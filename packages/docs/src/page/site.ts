import { markdown } from '@homelab/formats'
import { label, plain } from '@homelab/formats/page'
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
  const printed = new Map<string, string>()
  return {
    pages,
    has: path => byPath.has(path),
    link: (path, text) => {
      const key = `${path}\n${text ?? ''}`
      const known = printed.get(key)
      if (known !== undefined) return known
      const page = byPath.get(path)
      const link =
        page === undefined ? plain(text ?? nameOf(path)) : markdown.wikiLink(short(path), linkLabel(text ?? page.title))
      printed.set(key, link)
      return link
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
