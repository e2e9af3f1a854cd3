import type { Expected } from '../parts.ts'
import { boss, tailnetFixture } from '../tailnet.ts'

// here
export default tailnetFixture(import.meta, {
  nodeAttrs: [
    { target: ['tag:server', boss], attr: ['funnel'] },
    { target: ['*'], attr: ['drive:share'] },
  ],
})
export const expected: Expected = ['policy-funnel tailnet funnel desktop', 'policy-funnel tailnet funnel server']
