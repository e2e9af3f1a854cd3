import type { ChangeFacet } from '@homelab/estate/model'

/** Pages repeat what the estate says: a change of theirs is nobody's danger. */
export const docsChanges: ChangeFacet = {
  readers: [
    {
      system: 'docs',
      reads: path => path.startsWith('docs/'),
      items: (path, text) => [{ subject: `page ${path.slice('docs/'.length).replace(/\.md$/, '')}`, value: text }],
    },
  ],
  rules: [
    {
      name: 'page-changes',
      judge: ({ change: { system } }) =>
        system === 'docs' ? { danger: 'cosmetic', why: 'a page of the documentation' } : undefined,
    },
  ],
}
