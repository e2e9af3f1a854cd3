import type { Lookup } from '../lookup.ts'
import type { NeedUse } from '../needs.ts'
import type { ResolvedService } from '../resolved.ts'
import type { Rule, Wrong } from './rule.ts'

/**
 * What a service does with what it needs, where that is not what its type says.
 *
 * @param rules by the kind of the use; other kinds are not looked at
 */
export function wrongUses(
  find: Lookup,
  service: ResolvedService,
  rules: Readonly<Record<string, Rule>>,
): readonly Wrong[] {
  return usesOf(find, service).flatMap(({ use, path }) => {
    const rule = Object.hasOwn(rules, use.kind) ? rules[use.kind] : undefined
    return rule?.(use, path) ?? []
  })
}

/** What a service does with what it needs, with its place in the service. */
export function usesOf(
  find: Lookup,
  { name }: ResolvedService,
): readonly { readonly use: NeedUse; readonly path: string }[] {
  const needs = [
    ...find.flowsFrom(name).map(({ to, use }) => ({ use, path: `needs.${to}.use` })),
    ...find.databasesFor(name).map(({ name: database, use }) => ({ use, path: `needs.${database}.use` })),
  ]
  return needs.flatMap(({ use, path }) => (use === undefined ? [] : [{ use, path }]))
}
