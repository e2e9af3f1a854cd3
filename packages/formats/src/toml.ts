import { stringify } from 'smol-toml'
import { commentLines, type PrintOptions } from './header.ts'
import { assertJson } from './json-tree.ts'

/**
 * TOML 1.0, as smol-toml prints it: a table's own keys first, then its sub-tables, both in the order given.
 *
 * @param table plain JSON values without null; whole numbers are printed as integers
 * @throws TypeError where TOML cannot say the value (null, undefined, NaN), with its path
 */
export function printToml(table: object, { header }: PrintOptions = {}): string {
  assertJson('toml', table, { nulls: false })
  return commentLines('toml', '#', header) + stringify(table)
}
