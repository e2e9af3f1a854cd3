/** Tags: who owns them, and what carries them. */
import { compareText, type Inventory, tagsOf } from './inventory.ts'
import { mentionsIn } from './mentions.ts'
import type { Policy } from './policy.ts'

export type TagLint =
  | {
      /** Carried or mentioned, but not in `tagOwners`: Tailscale refuses it. */
      readonly code: 'unowned-tag'
      readonly tag: string
      readonly carriedBy: readonly string[]
      readonly paths: readonly string[]
    }
  | {
      /** In `tagOwners`, and nothing carries it. */
      readonly code: 'unused-tag'
      readonly tag: string
      /** Where the policy speaks of it all the same. */
      readonly paths: readonly string[]
    }
  | {
      /** A test about a tag that nothing carries: it says nothing about the tailnet as it is. */
      readonly code: 'vacuous-test'
      readonly test: number
      readonly tag: string
      readonly path: string
    }

export function lintTags(policy: Policy, inventory: Inventory): readonly TagLint[] {
  const owned = new Set(Object.keys(policy.tagOwners ?? {}).map(tag => tag.toLowerCase()))
  const carriers = Map.groupBy(
    inventory.endpoints.flatMap(endpoint => tagsOf(endpoint).map(tag => ({ tag, name: endpoint.name }))),
    ({ tag }) => tag,
  )
  const mentions = mentionsIn(policy).flatMap(({ path, section, selector }) =>
    selector.kind === 'tag' ? [{ tag: selector.tag, path, section }] : [],
  )
  const pathsOf = (tag: string): readonly string[] => mentions.filter(one => one.tag === tag).map(({ path }) => path)
  const known = new Set([...owned, ...carriers.keys(), ...mentions.map(({ tag }) => tag)])
  const vacuous = mentions.filter(({ section, tag }) => section === 'tests' && owned.has(tag) && !carriers.has(tag))
  return [
    ...[...known]
      .filter(tag => !owned.has(tag))
      .sort(compareText)
      .map(tag => ({
        code: 'unowned-tag' as const,
        tag,
        carriedBy: (carriers.get(tag) ?? []).map(({ name }) => name).sort(compareText),
        paths: pathsOf(tag),
      })),
    ...[...owned]
      .filter(tag => !carriers.has(tag))
      .map(tag => ({ code: 'unused-tag' as const, tag, paths: pathsOf(tag) })),
    ...vacuous.map(({ tag, path }) => ({ code: 'vacuous-test' as const, test: indexOf(path), tag, path })),
  ]
}

/** `tests[3].accept` is of test 3. */
function indexOf(path: string): number {
  return Number(/\[(\d+)\]/.exec(path)?.[1] ?? 0)
}
