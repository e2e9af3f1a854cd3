import { dataSourcePart } from '../data-source.ts'

/** https://grafana.com/docs/grafana/latest/datasources/postgres/ */
export const postgresSource = dataSourcePart('postgres', ({ host, port }) => `${host}:${port}`)
