import { isRecord } from './admission/rule.ts'
import type { ResolvedRoute } from './resolved.ts'
import type { Keys } from './state/keys.ts'
import type { Secret } from './vault.ts'

/**
 * A tile on the home page (gethomepage.dev). Where a service of the estate shows them (`homepageIn`), it shows all; where none does,
 * one that is written by hand discovers those of Ingresses: https://gethomepage.dev/configs/kubernetes/#automatic-service-discovery
 */
export interface Tile<P extends string = never> {
  /** As people read it. A group has no two of one title. */
  readonly title: string
  readonly group: string
  readonly icon: string
  readonly description: string
  /** Labels of the pods whose state the tile shows, as a selector: for a home page that discovers. */
  readonly podSelector?: string
  readonly widget?: Widget<P>
}

export interface Widget<P extends string = never> {
  /** https://gethomepage.dev/widgets/ */
  readonly type: string
  /** The port that it asks; that of the way in by default, and where there is none the first that speaks HTTP. */
  readonly port?: P
  /** Behind the URL, where the widget wants the address of one thing; nothing by default. */
  readonly path?: `/${string}`
  /**
   * The remaining keys, in order. A secret of the vault is a variable of the home page of the estate. Texts may name the variables of the
   * home page: `{{HOMEPAGE_VAR_NAME}}`. The URL is derived.
   */
  readonly fields: Readonly<Record<string, WidgetValue>>
}

/** What a widget is told: lists (`fields`, `mappings`) and records, too. */
export type WidgetValue =
  | string
  | number
  | boolean
  | Secret
  | readonly WidgetValue[]
  | { readonly [key: string]: WidgetValue }

/** Data of the home page with variables in place of secrets, and what each stands for. */
export interface WithVariables {
  readonly data: unknown
  readonly secrets: Readonly<Record<string, Secret>>
}

/**
 * Puts variables in place of secrets: https://gethomepage.dev/installation/docker/#using-environment-secrets
 *
 * @param owner whose data they are: by it and the keys the variables are called
 */
export function withVariables(owner: string, data: unknown): WithVariables {
  const secrets: Record<string, Secret> = {}
  const within = (value: unknown, keys: Keys): unknown => {
    if (Array.isArray(value)) return value.map((member, index) => within(member, [...keys, index]))
    if (!isRecord(value)) return value
    if (!isSecret(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, within(member, [...keys, key])]))
    }
    const variable = variableOf(owner, keys)
    secrets[variable] = value
    return `{{${variable}}}`
  }
  return { data: within(data, []), secrets }
}

/** The variables of the home page that a text names. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(HOMEPAGE_(?:VAR|FILE)_\w+)\}\}/g)].flatMap(([, variable]) => variable ?? [])
}

/** The best way in for people, to whom a tile leads. */
export function wayIn(routes: readonly ResolvedRoute[]): ResolvedRoute | undefined {
  const web = routes.filter(({ protocol }) => protocol === 'https')
  return (['public', 'ops', 'tailnet'] as const)
    .map(kind => web.find(route => route.kind === kind))
    .find(route => route !== undefined)
}

function variableOf(owner: string, keys: Keys): string {
  return ['HOMEPAGE_VAR', owner, ...keys]
    .join('_')
    .replaceAll(/[^A-Za-z0-9]/g, '_')
    .toUpperCase()
}

function isSecret(value: object): value is Secret {
  return 'kind' in value && value.kind === 'secret'
}
