export { catalogue, isExporter, type Series, withIncluded } from '../exporters/catalogue.ts'
export { exporterParts } from '../exporters/exporter.ts'
export * from './observed.ts'
