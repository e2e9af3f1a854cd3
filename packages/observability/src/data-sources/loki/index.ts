import { dataSourcePart } from '../data-source.ts'

/** https://grafana.com/docs/grafana/latest/datasources/loki/ */
export const lokiSource = dataSourcePart('loki', address => address.url)
