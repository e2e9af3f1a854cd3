import type { Case } from '../../case.ts'

const edited = (facts: string): Case['edits'] => ({
  'services/docs.ts': [["mode: 'static',", `mode: 'dynamic', ${facts}`]],
})

/** A public name that stays: nobody limits one of its logins any more, and a path is let in. */
export default {
  before: edited("loginPaths: ['/login', '/token'], refusedPaths: ['/admin', '/debug'],"),
  edits: edited("loginPaths: ['/login'], refusedPaths: ['/debug'],"),
  says: ['opens exposure internet to docs changed*refuses /admin, /debug*→*refuses /debug*'],
  why: {
    'opens exposure *': /the internet reaches \/admin, which was refused.*nobody limits attempts at \/token any more/,
  },
  silent: ['destroys *', 'stops *'],
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
