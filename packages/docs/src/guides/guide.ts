import { basename } from 'node:path'
import type { Resolved } from '@homelab/estate/model'
import { type Given, pageFile } from '@homelab/formats/page-file'
import type { Context } from '../context.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'

interface Guide {
  /** Whether the estate has what it is about. */
  readonly when: (resolved: Resolved) => boolean
  readonly given: Given<Context>
}

/**
 * A guide: its prose lies in a Markdown file beside its module (`@homelab/formats/page-file` says with which tags), and is called
 * like its page. `[[backups]]` in it links to a page, with the page's title.
 *
 * @param module its `import.meta.url`
 */
export function guide(module: string, { when, given }: Guide): (resolved: Resolved) => readonly Page[] {
  const url = new URL(module.replace(/\.ts$/, '.md'))
  const { title, tags, about, body } = pageFile(url, given)
  const path = `guides/${basename(url.pathname, '.md')}`
  return resolved =>
    when(resolved)
      ? [wholePage(resolved, { path, title, tags, about, body: context => linked(context, body(context)) })]
      : []
}

/** Links of rendered texts have labels. */
function linked({ site }: Context, text: string): string {
  return text.replaceAll(/\[\[([\w/-]+)\]\]/g, (_, path: string) => site.link(path))
}
