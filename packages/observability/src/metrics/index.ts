export { catalogue, type ExporterName, exporters, isExporter, type Series, withIncluded } from './catalogue.ts'
export type { Exporter } from './exporter.ts'
export * from './observed.ts'
