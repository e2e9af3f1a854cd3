/** A policy that exists, in the estate's words. */
export { type Equal, equalPolicies } from './equal.ts'
export { type Imported, importPolicy } from './import.ts'
export { printImported } from './print.ts'
