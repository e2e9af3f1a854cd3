import { type Finding, lookup, type NeedUse, type Resolved, type ResolvedService } from '@homelab/estate'
import { is, oneOf, onlyFields, type RulesOf, recordOf, text, wrongType, wrongUses, yes } from '@homelab/estate/shape'
import type { LokiPushUse, RemoteWriteUse } from './alloy.ts'
import type { DataSourceUse } from './grafana.ts'

const scalar = is('a text, a number, or true or false', value => ['string', 'number', 'boolean'].includes(typeof value))
const ofDataSource = {
  kind: oneOf('data-source'),
  uses: text,
  name: text,
  type: oneOf('prometheus', 'loki', 'postgres'),
}
const dataSource = onlyFields(ofDataSource, {
  isDefault: yes,
  database: onlyFields({ name: text, user: text } satisfies RulesOf<NonNullable<DataSourceUse['database']>>),
  jsonData: recordOf(scalar),
  secureJsonData: recordOf(text),
  uid: text,
} satisfies RulesOf<Omit<DataSourceUse, keyof typeof ofDataSource>>)

const rules = {
  'data-source': dataSource,
  'loki-push': onlyFields({ kind: text, uses: text } satisfies RulesOf<LokiPushUse>),
  'remote-write': onlyFields({ kind: text, uses: text } satisfies RulesOf<RemoteWriteUse>),
}

/** What a service observes its needs by, where that is not what its type says. */
export function checkUses(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file } = service
  return wrongUses(lookup(resolved), service, rules).map(each => wrongType({ subject, file }, each))
}

/** A data source of which everything is what its type says: types are stripped when the estate runs. */
export function isDataSource(use: NeedUse | undefined): use is DataSourceUse {
  return dataSource(use, '').length === 0
}
