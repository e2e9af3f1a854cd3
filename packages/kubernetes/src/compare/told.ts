/** What comparisons go by, for those who tell of it and compare nothing. Loads no parser. */
export { fixedFields } from './fixed.ts'
export { generalRules, type Rule } from './rules.ts'
