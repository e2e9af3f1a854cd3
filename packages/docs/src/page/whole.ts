import type { Resolved } from '@homelab/estate/model'
import type { Page } from './page.ts'

/** A page about the whole estate: its facts come from the estate's own file and those of all services. */
export function wholePage(resolved: Resolved, page: Omit<Page, 'sources'>): Page {
  return { ...page, sources: [...new Set([resolved.file, ...resolved.services.map(({ file }) => file)])] }
}
