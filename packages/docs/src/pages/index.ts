import type { Resolved } from '@homelab/estate/model'
import { type Block, bullets, paragraph, section } from '@homelab/formats/page'
import { type Context, filePath } from '../context.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'

/** The list of all pages. */
export function indexPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'index',
    title: resolved.title,
    tags: ['index'],
    about: 'the list of all pages',
    body: context => [
      paragraph(`Rendered from ${filePath(resolved.file)} and the files that it names. Change those, not these pages.`),
      section(
        'Guides',
        list(context, path => path.startsWith('guides/')),
      ),
      section(
        'Reference',
        list(context, path => !path.includes('/') && path !== 'index'),
      ),
      section(
        'Services',
        list(context, path => path.startsWith('services/')),
      ),
    ],
  })
}

function list(context: Context, wanted: (path: string) => boolean): Block {
  const { pages, link } = context.site
  return bullets(
    pages
      .filter(({ path }) => wanted(path))
      .map(({ path, about }) => `${link(path)}: ${typeof about === 'string' ? about : about(context)}`),
  )
}
