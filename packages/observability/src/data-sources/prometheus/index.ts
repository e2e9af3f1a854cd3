import { dataSourcePart } from '../data-source.ts'

/** https://grafana.com/docs/grafana/latest/datasources/prometheus/ */
export const prometheusSource = dataSourcePart('prometheus', address => address.url)
