import { assertJson } from './json-tree.ts'

/**
 * JSON with two-space indentation, keys in the order given, and a line end at the end. JSON has no comments.
 *
 * @throws TypeError where the value is not plain JSON, with its path
 */
export function printJson(value: unknown): string {
  assertJson('json', value)
  return `${JSON.stringify(value, null, 2)}\n`
}
