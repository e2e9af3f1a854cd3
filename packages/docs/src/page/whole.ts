import type { Resolved } from '@homelab/estate'
import type { Page } from './page.ts'

/** A page about the whole estate: its facts come from every file that the estate's own names. */
export function wholePage(resolved: Resolved, page: Omit<Page, 'sources'>): Page {
  return { ...page, sources: [resolved.file] }
}
