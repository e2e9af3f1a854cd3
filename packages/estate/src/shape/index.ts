/** For the packages that define workloads: to look at what Node's stripping of types let through. */
export { wrongType } from './admit.ts'
export { plainData } from './plain-data.ts'
export {
  anything,
  both,
  fields,
  is,
  isRecord,
  listOf,
  number,
  oneOf,
  oneOrMore,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
  type Wrong,
  yes,
} from './rule.ts'
export { usesOf, wrongUses } from './uses.ts'
