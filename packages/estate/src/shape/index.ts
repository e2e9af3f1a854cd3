/** For the packages that define workloads: to look at what Node's stripping of types let through. */
export { wrongType } from './admit.ts'
export { fields, is, isRecord, listOf, oneOf, type Rule, recordOf, text } from './rule.ts'
