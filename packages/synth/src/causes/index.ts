/** Why what is rendered changed: apart from the rest, since it parses sources and compares texts. */
export type { Causes } from './attribute.ts'
export { type Cause, causes } from './causes.ts'
export type { Effect } from './explain.ts'
export { type FactCause, factCauses } from './fact-causes.ts'
export { type Failed, type Outcome, sourceTrial, type Trial } from './trial.ts'
export type { Sources } from './units.ts'
