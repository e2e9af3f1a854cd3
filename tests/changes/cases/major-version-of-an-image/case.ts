import type { Case } from '../../case.ts'

/** One major version, and one minor. */
export default {
  edits: {
    'services/feed.ts': [["'1.2.0'", "'2.0.0'"]],
    'services/docs.ts': [["'1.0.0'", "'1.1.0'"]],
  },
  says: [
    'restarts kubernetes Deployment feed/feed changed spec.template.spec.containers[feed].image: example.org/feed:1.2.0 → example.org/feed:2.0.0',
    'restarts kubernetes Deployment docs/docs changed spec.template.spec.containers[docs].image: example.org/docs:1.0.0 → example.org/docs:1.1.0',
  ],
  why: { '* feed/feed *': /major version/, '* docs/docs *': /^(?!.*major)/ },
  only: true,
  silent: ['destroys *', 'recreates *', 'opens *', 'stops *'],
  causes: ['apps/cottage/services/feed.ts', 'apps/cottage/services/docs.ts'],
} satisfies Case
