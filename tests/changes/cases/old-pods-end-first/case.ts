import type { Edit } from '../../../support/lab-sources.ts'
import type { Case } from '../../case.ts'

const endsFirst: Edit[] = [
  ['deployment, hardened }', 'deployment, hardened, rolling }'],
  ["namespace: 'docs',", "namespace: 'docs',\n    strategy: rolling({ surge: 0, unavailable: 1 }),"],
]

/** A device, or memory, is there once: the only pod ends before the new one starts. */
export default {
  before: { 'services/docs.ts': endsFirst },
  edits: { 'services/docs.ts': [...endsFirst, ["'1.0.0'", "'1.0.1'"]] },
  says: [
    'restarts kubernetes Deployment docs/docs changed spec.template.spec.containers[docs].image: example.org/docs:1.0.0 → example.org/docs:1.0.1',
  ],
  only: true,
  silent: ['stops *'],
  why: { '* spec.template.spec.containers[docs].image: *': /^old pods end before new ones start, some at a time$/ },
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
