/** Attributes of devices, app connectors and approvers in the estate's words. */
import { APP_CONNECTORS } from '../connectors.ts'
import { CONNECTOR_ROUTES } from '../from-estate/sets.ts'
import type { NodeAttr, Policy } from '../policy.ts'
import { clean, type Notes, noteAt, others, type Props } from './entry.ts'
import type { Words } from './words.ts'

export function entries(policy: Policy, words: Words, notes: Notes): Partial<Props> {
  const { nodeAttrs = [], randomizeClientPort, autoApprovers = {} } = policy
  const { routes = {}, exitNode = [], services = {}, ...rest } = autoApprovers
  others(words, 'autoApprovers', rest)
  const all = nodeAttrs.map((entry, index) => ({ entry, path: `nodeAttrs[${index}]` }))
  const appConnectors = all.flatMap(({ entry, path }) => connectors(words, path, entry, notes))
  const carried = new Set(appConnectors.flatMap(one => one.connectors))
  // Routes of connectors follow from them; where the file does not approve them, that is no word of the estate.
  for (const route of CONNECTOR_ROUTES)
    for (const tag of carried)
      if (routes[route]?.includes(tag) !== true)
        words.tell(`autoApprovers.routes.${route}`, `the estate approves the routes of app connectors (${tag})`, route)
  const own = (route: string, who: string): boolean =>
    !(CONNECTOR_ROUTES.some(one => one === route) && carried.has(who as `tag:${string}`))
  return {
    nodeAttrs: all
      .filter(({ entry: { app, attr, ipPool } }) => app === undefined || attr !== undefined || ipPool !== undefined)
      .map(({ entry: { target, attr, ipPool, app: _, ...more }, path }) => {
        others(words, path, more)
        return clean({ target: words.selectors(`${path}.target`, target), attr, ipPool, ...noteAt(notes, path) })
      }),
    appConnectors,
    ...(randomizeClientPort === true && { randomizeClientPort }),
    routeApprovers: [
      ...Object.entries(routes).flatMap(([route, list]) => {
        const approvers = words.selectors(
          `autoApprovers.routes.${route}`,
          list.filter(who => own(route, who)),
        )
        const isConnectors = list.length > 0 && approvers.length === 0
        return isConnectors ? [] : [{ routes: route, approvers, ...noteAt(notes, `autoApprovers.routes.${route}`) }]
      }),
      ...(exitNode.length === 0
        ? []
        : [{ routes: 'exit', approvers: words.selectors('autoApprovers.exitNode', exitNode) }]),
    ],
    serviceApprovers: Object.entries(services).map(([key, list]) => ({
      services: key as `svc:${string}`,
      approvers: words.selectors(`autoApprovers.services.${key}`, list),
      ...noteAt(notes, `autoApprovers.services.${key}`),
    })),
  }
}

function connectors(
  words: Words,
  path: string,
  { target, app = {} }: NodeAttr,
  notes: Notes,
): NonNullable<Props['appConnectors']> {
  return Object.entries(app).flatMap(([name, values]) => {
    if (name !== APP_CONNECTORS) {
      words.tell(`${path}.app`, 'no word of the estate is for this capability', name)
      return []
    }
    // One that is told to some devices alone is another thing.
    if (target.join() !== '*') words.tell(`${path}.target`, 'app connectors are told to every device', target)
    return values.map(value => {
      const {
        name: title,
        connectors: tags,
        domains,
        routes,
        ...rest
      }: Readonly<Record<string, unknown>> = { ...value }
      others(words, `${path}.app`, rest)
      if (typeof title !== 'string') words.tell(`${path}.app`, 'an app connector without a name', value)
      return clean({
        name: String(title ?? ''),
        connectors: textsIn(tags) as readonly `tag:${string}`[],
        domains: textsIn(domains),
        routes: routes === undefined ? undefined : textsIn(routes),
        ...noteAt(notes, path),
      })
    })
  })
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
