import type { RenderedFile } from '@homelab/estate/model'
import { markdown } from '@homelab/formats'
import { type Block, joined } from '@homelab/formats/page'
import type { Context } from '../context.ts'

/** One page of the documentation, before it is printed. */
export interface Page {
  /** Below the documentation's folder, without ending: `services/wiki`. */
  readonly path: string
  readonly title: string
  readonly tags: readonly string[]
  /** The one line that the index prints. Markdown; called when all pages are known. */
  readonly about: string | ((context: Context) => string)
  /** The files whose facts it carries, relative to the repository's root; the estate's own file where it carries all. */
  readonly sources: readonly string[]
  /** What stands on it. Called when all pages are known, so that it can link to them. */
  readonly body: (context: Context) => Block
}

/** The folder of the documentation, below the rendered one. */
const folder = 'docs'

/** A page as Quartz reads it: https://quartz.jzhao.xyz/plugins/Frontmatter. The marker is a comment of the front matter. */
export function printPage(page: Page, context: Context): RenderedFile {
  const { path, title, tags, sources } = page
  const [first = '', ...more] = sources
  // A list of all services would be longer than some pages.
  const from = more.length > 2 ? `${first} and the services that it lists` : sources.join(', ')
  const header = `Rendered from ${from}; do not edit: change the source and run synth.`
  const body = joined(page.body(context))
  return {
    path: `${folder}/${path}.md`,
    content: `${markdown.frontMatter({ title, tags }, { header })}\n${body}`,
    sources,
  }
}
