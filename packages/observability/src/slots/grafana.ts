import { type Flow, lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import { printYaml } from '@homelab/formats'
import type { DataSourceUse } from '../grafana.ts'
import { isDataSource } from '../use-shape.ts'

/** Grafana's data sources, one for each need that says so. */
export function dataSourcesYaml(resolved: Resolved, service: ResolvedService): string {
  const sources = lookup(resolved)
    .flowsFrom(service.name)
    .flatMap(flow => (isDataSource(flow.use) ? [dataSource(flow, flow.use)] : []))
  return printYaml({ apiVersion: 1, datasources: sources })
}

function dataSource({ address }: Flow, use: DataSourceUse): object {
  const { name, type, isDefault, database, jsonData, secureJsonData, uid = name.toLowerCase() } = use
  const secure = Object.entries(secureJsonData ?? {}).map(([key, variable]) => [key, `$${variable}`])
  return {
    name,
    type,
    uid,
    access: 'proxy',
    orgId: 1,
    url: type === 'postgres' ? `${address.host}:${address.port}` : address.url,
    ...(database === undefined ? {} : { database: database.name, user: database.user }),
    ...(isDefault === undefined ? {} : { isDefault }),
    editable: false,
    ...(jsonData === undefined ? {} : { jsonData }),
    ...(secure.length === 0 ? {} : { secureJsonData: Object.fromEntries(secure) }),
  }
}
