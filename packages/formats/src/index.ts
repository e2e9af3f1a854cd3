export type { PrintOptions } from './header.ts'
export type { Json } from './json-tree.ts'
export { printManifest, printYaml } from './yaml.ts'
