/** What reads the resolved estate. */

export { type Tailnet, tailnetOf } from './from-estate/policy.ts'
export { tailnet } from './from-estate/projection.ts'
