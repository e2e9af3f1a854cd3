/**
 * Settings of observability as plain data, for the files of an estate. What fills the slots is
 * `@homelab/observability/render`.
 */
export * from './alertmanager.ts'
export * from './alloy.ts'
export * from './dashboards/index.ts'
export * from './data-sources/index.ts'
export * from './exporters/index.ts'
export { grafanaDashboards, grafanaDataSources } from './grafana.ts'
export * from './prometheus.ts'
export * from './receivers/index.ts'
export * from './sight-parts.ts'
