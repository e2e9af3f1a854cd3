import type { Case } from '../../case.ts'

/** The policy stays as it is, and the proxy becomes a server too. */
export default {
  edits: { 'places.ts': [["tailnet: tagged('tag:edge')", "tailnet: tagged('tag:edge', 'tag:server')"]] },
  says: ['opens tailnet edge gains tcp:5432 on *'],
  silent: ['destroys *', '* kubernetes *', '* tailnet policy *grants*'],
  causes: [],
} satisfies Case
