import {
  type Flow,
  type Lookup,
  lookup,
  type Part,
  partsOf,
  type Resolved,
  type ResolvedService,
} from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import { type DataSourceUse, dataSourceParts, isDataSource } from '../data-sources/data-source.ts'

/** Grafana's data sources, one for each need that says so. */
export function dataSourcesYaml(resolved: Resolved, service: ResolvedService): string {
  const sources = dataSourcesOf(lookup(resolved), service.name)
  return printYaml({
    apiVersion: 1,
    datasources: sources.map(({ flow, use }) => dataSource(partsOf(resolved), flow, use)),
  })
}

/** The flows of a service that are data sources, with what it says of them. */
export function dataSourcesOf(find: Lookup, service: string): { readonly flow: Flow; readonly use: DataSourceUse }[] {
  return find.flowsFrom(service).flatMap(flow => (isDataSource(flow.use) ? [{ flow, use: flow.use }] : []))
}

function dataSource(parts: readonly Part[], { address }: Flow, use: DataSourceUse): object {
  const { name, type, isDefault, database, jsonData, secureJsonData, uid = name.toLowerCase() } = use
  const secure = Object.entries(secureJsonData ?? {}).map(([key, variable]) => [key, `$${variable}`])
  return {
    name,
    type,
    uid,
    access: 'proxy',
    orgId: 1,
    // One that nobody registers is a finding of `checks.ts`.
    url: dataSourceParts.of(parts, type)?.url(address) ?? address.url,
    ...(database !== undefined && { database: database.name, user: database.user }),
    ...present({ isDefault }),
    editable: false,
    ...present({ jsonData }),
    ...(secure.length > 0 && { secureJsonData: Object.fromEntries(secure) }),
  }
}
