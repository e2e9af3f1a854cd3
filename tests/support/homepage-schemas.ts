/** What the home page takes of its files, by its documentation: it publishes no schema. */
import { Ajv2020 } from 'ajv/dist/2020.js'

const text = { type: 'string', minLength: 1 }
const flag = { type: 'boolean' }
const number = { type: 'number' }
const address = { type: 'string', pattern: '^https?://[^/{}]+(/|$)' }

function closed(properties: object, ...required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

/** A list of records of one key each, as it writes what has names and an order. */
function named(each: object): object {
  return {
    type: 'array',
    items: { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: each },
  }
}

/** https://gethomepage.dev/configs/services/ */
const widget = {
  type: 'object',
  properties: { type: text, url: address, fields: { type: 'array', items: text, minItems: 1 } },
  required: ['type'],
}
const tile = closed({
  ...{ href: address, icon: text, description: text, ping: text, siteMonitor: address, widget },
  ...{ widgets: { type: 'array', items: widget }, target: { enum: ['_blank', '_self', '_top'] } },
  ...{ server: text, container: text, namespace: text, app: text, podSelector: text, showStats: flag },
  ...{ statusStyle: { enum: ['dot', 'basic'] }, weight: number },
})

/** https://gethomepage.dev/configs/settings/#layout */
const group = closed({
  ...{ style: { enum: ['row', 'column'] }, columns: { type: 'integer', minimum: 1, maximum: 8 }, header: flag },
  ...{ icon: text, iconsOnly: flag, tab: text, initiallyCollapsed: flag, useEqualHeights: flag },
})

/** https://gethomepage.dev/configs/settings/ */
const settings = closed(
  {
    ...{ title: text, description: text, startUrl: address, background: {}, cardBlur: text, favicon: text },
    ...{ theme: { enum: ['dark', 'light'] }, color: text, layout: named(group), headerStyle: text, base: address },
    ...{ language: text, target: text, providers: { type: 'object' }, quicklaunch: { type: 'object' } },
    ...{ fullWidth: flag, disableCollapse: flag, hideVersion: flag, disableUpdateCheck: flag, logpath: text },
    ...{ showStats: flag, statusStyle: text, instanceName: text, hideErrors: flag, useEqualHeights: flag },
    ...{ iconStyle: text, bookmarksStyle: text, maxGroupColumns: number, groupsInitiallyCollapsed: flag },
  },
  'title',
)

/** https://gethomepage.dev/configs/bookmarks/ */
const link = {
  type: 'array',
  items: closed({ href: address, abbr: text, icon: text, description: text }, 'href'),
  minItems: 1,
  maxItems: 1,
}

const schemas: Readonly<Record<string, object>> = {
  'services.yaml': named({ ...named(tile), minItems: 1 }),
  'settings.yaml': settings,
  // https://gethomepage.dev/widgets/info/
  'widgets.yaml': named({ type: 'object' }),
  'bookmarks.yaml': named(named(link)),
  // https://gethomepage.dev/configs/kubernetes/
  'kubernetes.yaml': closed({ mode: { enum: ['disabled', 'default', 'cluster'] } }, 'mode'),
}

const ajv = new Ajv2020({ allErrors: true })
const compiled = new Map(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]))

/** What is wrong with one of its files. */
export function wrongIn(name: string, data: unknown): readonly string[] {
  const validate = compiled.get(name)
  if (validate === undefined) return [`the home page reads no ${name}`]
  validate(data)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
