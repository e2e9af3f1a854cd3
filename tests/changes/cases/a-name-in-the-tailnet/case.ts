import type { Case } from '../../case.ts'

/** What ran in the cluster for itself alone gets a name: whom its tags let in is said, but not who reaches everything. */
export default {
  before: { 'services/feed.ts': [["  routes: { ops: { port: 'http' }, tailnet: { port: 'http' } },\n", '']] },
  edits: {},
  says: ['opens tailnet box, edge, laptop gains tcp:443 on feed added'],
  why: { 'opens tailnet *feed added': /was there, and had no name in the tailnet/ },
  silent: ['destroys *', '* boss gains *', '* loses *'],
  causes: ['apps/cottage/services/feed.ts'],
} satisfies Case
