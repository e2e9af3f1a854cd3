export { catalogue, type ExporterName, exporters, isExporter, type Series, withIncluded } from './catalogue.ts'
export type { Exporter, Metric } from './exporter.ts'
export * from './observed.ts'
export { matching, oneOf, quoted, type Selector } from './selector.ts'
