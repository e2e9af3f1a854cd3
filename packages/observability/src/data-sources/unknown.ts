import { type Finding, lookup, partsOf, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { dataSourceParts, isDataSource } from './data-source.ts'

/** Data sources of a type without a part: nobody knows in which shape Grafana wants their address. */
export function unknownDataSources(resolved: Resolved, { name: subject, file }: ResolvedService): Finding[] {
  const parts = partsOf(resolved)
  return lookup(resolved)
    .flowsFrom(subject)
    .flatMap(({ to, use }) =>
      isDataSource(use) && dataSourceParts.of(parts, use.type) === undefined ? [{ to, type: use.type }] : [],
    )
    .map(({ to, type }) => ({
      code: 'unknown-data-source',
      where: { subject, path: `needs.${to}.use`, file },
      problem: 'the estate registers no data sources of its type',
      got: type,
      mend: 'register its part in the estate’s `parts`',
    }))
}
