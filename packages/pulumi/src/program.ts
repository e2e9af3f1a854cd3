/**
 * A Pulumi program as YAML: rendered data, so that it is reviewed like everything else, with each provider pinned.
 *
 * Source: https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
 */

/** A value, or an expression: `${name.property}`, or a mapping with one `fn::` key. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

export interface Program {
  readonly name: string
  readonly runtime: 'yaml'
  readonly description: string
  /** What the stack's own file, or whoever runs it, gives. */
  readonly config: Readonly<Record<string, { readonly type: 'string' }>>
  readonly variables?: Readonly<Record<string, Value>>
  readonly resources: Readonly<Record<string, Resource>>
  readonly outputs: Readonly<Record<string, Value>>
}

export interface Resource {
  /** With its module, as the URN has it: `gandi:livedns/record:Record`. */
  readonly type: string
  readonly properties: Readonly<Record<string, Value>>
  readonly options: ResourceOptions
}

/** https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/#resource-options */
interface ResourceOptions extends ProviderOptions {
  /** Refuses whatever would delete it, or recreate it. */
  readonly protect?: true
  /** Should it be recreated all the same: the old one goes first. */
  readonly deleteBeforeReplace?: true
  readonly dependsOn?: readonly string[]
}

export interface ProviderOptions {
  readonly version: string
  readonly pluginDownloadURL?: string
}

/** What `Pulumi.STACK.yaml` says: values by `NAMESPACE:KEY`. */
export interface StackSettings {
  readonly config: Readonly<Record<string, string>>
}

/** `${PATH}`: a resource's property, a variable, or a value of the configuration. */
export function expression(path: string): string {
  return `\${${path}}`
}

/** A text in which nothing is an expression. */
export function literally(text: string): string {
  // A function, since `$$` in a replacement is one `$`.
  return text.replaceAll('${', () => '$${')
}
