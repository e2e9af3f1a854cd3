/** What reads the resolved estate. */

export { isTailnetAddress } from './addresses.ts'
export { type Exposure, exposureOf, loginText } from './exposure.ts'
export { UnknownEndpointError } from './find.ts'
export { askable, type Question, type Reached, reached } from './from-estate/ask.ts'
export { policyChanges } from './from-estate/changes.ts'
export { type Tailnet, tailnetOf } from './from-estate/policy.ts'
export { policyPath, tailnet } from './from-estate/projection.ts'
