import { isRecord } from '../admission/rule.ts'
import type { Stated } from './stated.ts'

/** What stands at the top of a rendered `estate.json`. A change that old readers would misread is another version. */
export const statedFormat = { format: 'homelab-stated', version: 1 } as const

/** What is stated, as it is written; `packages/estate/schema/stated.schema.json` describes it. */
export type StatedDocument = typeof statedFormat & Stated

export function statedDocument(stated: Stated): StatedDocument {
  return { ...statedFormat, ...stated }
}

/** Members without which nothing can be resolved. */
const lists = ['hosts', 'clusters', 'vaults', 'people', 'shares', 'services'] as const satisfies (keyof Stated)[]

/**
 * What an `estate.json` of this or another revision states.
 *
 * @throws TypeError that says what the text is instead, and what to do
 */
export function readStated(text: string): Stated {
  const { format, version, ...stated } = parsed(text)
  if (format === undefined && 'flows' in stated)
    throw new TypeError(
      'it holds what an older program had resolved, and not what was stated: render that revision again',
    )
  if (format !== statedFormat.format) throw new TypeError(`it is not of the format ${statedFormat.format}`)
  if (version !== statedFormat.version) throw new TypeError(otherVersion(version))
  const missing = lists.find(key => !Array.isArray(stated[key]))
  if (missing !== undefined) throw new TypeError(`it has no list of ${missing}: render it again`)
  if (!isRecord(stated['domains'])) throw new TypeError('it has no domains: render it again')
  // A program of this version wrote it; the schema has the rest.
  return stated as unknown as Stated
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new TypeError(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  if (!isRecord(value)) throw new TypeError('it is no JSON object')
  return value
}

function otherVersion(version: unknown): string {
  const reads = `and this program reads version ${statedFormat.version}`
  if (typeof version !== 'number') return `it says no version, ${reads}: render it again`
  return version > statedFormat.version
    ? `it is of version ${version}, ${reads}: update the program`
    : `it is of version ${version}, ${reads}: render that revision again`
}
