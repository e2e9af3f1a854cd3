import type { Lookup, ResolvedService } from '@homelab/estate'
import {
  isRecord,
  oneOf,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
  type Wrong,
  wrongUses,
  yes,
} from '@homelab/estate/shape'
import type { ConnectStoreUse, DatabaseUrlUse, EnvUse, OpenBaoStoreUse } from '../workloads/uses.ts'

const part: Rule = (value, path) =>
  isRecord(value) ? onlyFields({ urlPath: text })(value, path) : oneOf('url', 'host', 'port')(value, path)
const env = { kind: text, uses: text, variables: recordOf(part) } satisfies RulesOf<Omit<EnvUse, 'container'>>
const token = onlyFields({ secret: text, key: text } satisfies RulesOf<ConnectStoreUse['token']>)

const login = onlyFields({ mount: text, role: text } satisfies RulesOf<OpenBaoStoreUse['login']>)

const rules: Readonly<Record<string, Rule>> = {
  env: onlyFields(env, { container: text }),
  'connect-store': onlyFields({ kind: text, uses: text, vault: text, token } satisfies RulesOf<ConnectStoreUse>),
  'openbao-store': onlyFields({ kind: text, uses: text, vault: text, login } satisfies RulesOf<OpenBaoStoreUse>),
  'database-url': onlyFields(
    { kind: text, uses: text, variable: text, secret: text, key: text } satisfies RulesOf<
      Omit<DatabaseUrlUse, 'outlives'>
    >,
    { outlives: yes },
  ),
}

/** What a service does with what it needs, where that is not what its type says. */
export function misshapenUses(find: Lookup, service: ResolvedService): readonly Wrong[] {
  return wrongUses(find, service, rules)
}
