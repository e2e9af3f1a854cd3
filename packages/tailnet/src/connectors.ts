/**
 * App connectors: devices that carry what goes to certain domains.
 *
 * Source: https://tailscale.com/docs/features/app-connectors
 */
import { parseRange } from './addresses.ts'
import type { NodeAttr } from './policy.ts'
import type { Problem } from './rules.ts'
import { parseSelector } from './selector.ts'

/** The capability of `nodeAttrs` that lists them. */
export const APP_CONNECTORS = 'tailscale.com/app-connectors'

/** A name that DNS has, or everything below one. */
const DOMAIN_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i

export function validateConnectors(path: string, { app = {} }: NodeAttr): readonly Problem[] {
  return Object.entries(app).flatMap(([name, values]) => {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+\/\S+$/i.test(name))
      return [{ path: `${path}.app`, problem: 'no name of a capability (expected DOMAIN/PATH)', got: name }]
    return name === APP_CONNECTORS ? values.flatMap((value, at) => inOne(`${path}.app[${at}]`, value)) : []
  })
}

function inOne(path: string, value: object): readonly Problem[] {
  const { connectors, domains, routes }: Readonly<Record<string, unknown>> = { ...value }
  const [tags, names, nets] = [connectors, domains, routes].map(texts)
  return [
    ...empty(`${path}.connectors`, tags ?? [], 'an app connector without a device'),
    ...(tags ?? [])
      .filter(text => text !== '*' && parseSelector(text).kind !== 'tag')
      .map(got => ({ path: `${path}.connectors`, problem: 'a connector is named by its tag', got })),
    ...empty(path, [...(names ?? []), ...(nets ?? [])], 'an app connector that carries nothing (expected domains)'),
    ...(names ?? [])
      .filter(text => !DOMAIN_NAME.test(text))
      .map(got => ({ path: `${path}.domains`, problem: 'no name of a domain', got })),
    ...(nets ?? [])
      .filter(text => parseRange(text) === undefined)
      .map(got => ({ path: `${path}.routes`, problem: 'no address or CIDR', got })),
  ]
}

function empty(path: string, list: readonly string[], problem: string): readonly Problem[] {
  return list.length === 0 ? [{ path, problem, got: '[]' }] : []
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
