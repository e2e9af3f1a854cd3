import type { ChangeFacet, ChangeValue } from '@homelab/estate/model'

/** What is stated; what it leads to is told by what is rendered of it. */
export const estateJsonChanges: ChangeFacet = {
  readers: [
    {
      system: 'estate',
      reads: path => path === 'estate.json',
      items: (_, text) => [{ subject: 'estate', value: JSON.parse(text) as ChangeValue }],
    },
  ],
  rules: [
    {
      name: 'statement-changes',
      judge: ({ change: { system } }) =>
        system === 'estate' ? { danger: 'cosmetic', why: 'what is stated, for programs that read it' } : undefined,
    },
  ],
}
