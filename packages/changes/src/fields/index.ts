/** Two values, field by field. Loads nothing. */
export { type FieldDifference, fieldDifferences, type Reading } from './fields.ts'
export { at, isEmpty, isJsonObject, type Json, type JsonObject, same } from './json.ts'
export { covers, type Path, parsePath, pathText, saysByBeing } from './path.ts'
