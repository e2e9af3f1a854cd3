import type { Lookup, NeedUse, ResolvedService } from '@homelab/estate'
import { isRecord, oneOf, onlyFields, type Rule, type RulesOf, recordOf, text, type Wrong } from '@homelab/estate/shape'
import type { ConnectStoreUse, DatabaseUrlUse, EnvUse, OpenBaoStoreUse } from '../workloads/uses.ts'

const part: Rule = (value, path) =>
  isRecord(value) ? onlyFields({ urlPath: text })(value, path) : oneOf('url', 'host', 'port')(value, path)
const env = { kind: text, variables: recordOf(part) } satisfies RulesOf<Omit<EnvUse, 'container'>>
const token = onlyFields({ secret: text, key: text } satisfies RulesOf<ConnectStoreUse['token']>)

const login = onlyFields({ mount: text, role: text } satisfies RulesOf<OpenBaoStoreUse['login']>)

const rules: Readonly<Record<string, Rule>> = {
  env: onlyFields(env, { container: text }),
  'connect-store': onlyFields({ kind: text, vault: text, token } satisfies RulesOf<ConnectStoreUse>),
  'openbao-store': onlyFields({ kind: text, vault: text, login } satisfies RulesOf<OpenBaoStoreUse>),
  'database-url': onlyFields({ kind: text, variable: text, secret: text, key: text } satisfies RulesOf<DatabaseUrlUse>),
}

/** What a service does with what it needs, where that is not what its type says. */
export function misshapenUses(find: Lookup, service: ResolvedService): readonly Wrong[] {
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
