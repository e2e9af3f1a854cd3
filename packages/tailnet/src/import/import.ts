/** A policy file in the estate's words. */
import type { Person, TailnetPolicyProps } from '@homelab/estate/model'
import { readPolicy } from '../read-policy.ts'
import { definitions } from './definitions.ts'
import { entries } from './entries.ts'
import { clean, type Notes, noteAt, type Props } from './entry.ts'
import { rules } from './rules.ts'
import { tests } from './tests.ts'
import { type Unsaid, Words } from './words.ts'

export interface Imported {
  readonly props: TailnetPolicyProps
  /** By login, as the policy has it. */
  readonly people: ReadonlyMap<string, Person>
  /** What the estate has no word for, by its place in the file. */
  readonly unsaid: readonly Unsaid[]
}

/**
 * @param value the parsed file
 * @param notes the comments above its parts, by path
 */
export function importPolicy(value: unknown, notes: Notes = new Map()): Imported {
  const { policy, problems } = readPolicy(value)
  const words = new Words(policy, notes)
  for (const { path, problem, got, doubtful } of problems) if (doubtful !== true) words.tell(path, problem, got)
  const props: Props = {
    ...definitions(policy, words, notes),
    ...rules(policy, words, notes),
    ...entries(policy, words, notes),
    tags: Object.entries(policy.tagOwners ?? {}).map(([tag, owners]) => ({
      tag: tag as `tag:${string}`,
      owners: words.selectors(`tagOwners.${tag}`, owners),
      ...noteAt(notes, `tagOwners.${tag}`),
    })),
    ...tests(policy, words, notes),
  }
  for (const [name, got] of Object.entries(value as object))
    if (!KNOWN.has(name) && got !== null) words.tell(name, 'no word of the estate is for it', got)
  return {
    props: bareNotes(clean(props), words),
    people: words.people,
    unsaid: words.unsaid.map(one => ({ ...one, got: words.bare(one.got) })),
  }
}

const KNOWN = new Set([
  ...['groups', 'hosts', 'ipsets', 'postures', 'defaultSrcPosture', 'grants', 'acls', 'ssh', 'nodeAttrs'],
  ...['randomizeClientPort', 'autoApprovers', 'tagOwners', 'tests', 'sshTests'],
])

/** Comments may name people by their logins. */
function bareNotes(props: TailnetPolicyProps, words: Words): TailnetPolicyProps {
  const bare = <T>(entry: T): T =>
    typeof entry !== 'object' || entry === null
      ? entry
      : Object.assign(
          entry,
          Object.fromEntries(
            Object.entries(entry).flatMap(([name, value]) =>
              (name === 'note' || name === 'reason') && typeof value === 'string' ? [[name, words.bare(value)]] : [],
            ),
          ),
        )
  for (const section of Object.values(props)) if (Array.isArray(section)) section.forEach(bare)
  return props
}
