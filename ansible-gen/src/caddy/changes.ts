import { readBlocks } from '@homelab/changes'
import { pathText } from '@homelab/changes/fields'
import {
  type ChangeFacet,
  type ChangeReader,
  type ChangeValue,
  type DangerRule,
  known,
  lookup,
  type ReadItem,
  type ResolvedService,
} from '@homelab/estate/model'
import { elsewhere, isCaddyfile, proxyAt } from './place.ts'

type Block = { readonly [head: string]: ChangeValue }

/** The private proxy by route. */
const caddyReader: ChangeReader = {
  system: 'caddy',
  reads: isCaddyfile,
  items: (_, text) => caddyfileItems(text),
}

/** A Caddyfile by route. @throws Error where it can't be read */
export function caddyfileItems(text: string): readonly ReadItem[] {
  return Object.entries(readBlocks(text)).flatMap(([head, block]) =>
    isBlock(block) ? siteItems(head, block) : [item(head, block)],
  )
}

function siteItems(head: string, block: Block): readonly ReadItem[] {
  const routes = Object.entries(block).flatMap(([key, host]) => {
    const [, name] = /^host (\S+)$/.exec(String(host)) ?? []
    const handle = `handle ${key}`
    return name === undefined || !key.startsWith('@') || !(handle in block) ? [] : [{ key, handle, name }]
  })
  const taken = new Set(routes.flatMap(({ key, handle }) => [key, handle]))
  const { layer4, ...rest } = Object.fromEntries(Object.entries(block).filter(([key]) => !taken.has(key)))
  const ports = head === '' && isBlock(layer4) ? Object.entries(layer4) : []
  return [
    item(
      head === '' ? 'global options' : `site ${head}`,
      ports.length === 0 && layer4 !== undefined ? { ...rest, layer4 } : rest,
    ),
    ...ports.map(([port, value]) => item(`route ${port}`, value)),
    ...routes.map(({ name, handle }) => item(`route ${name}`, inOrder(block[handle] ?? null))),
  ]
}

/** What a `route` says stands where it stands: it is for Caddy's order alone. */
function inOrder(handled: ChangeValue): ChangeValue {
  const inside = isBlock(handled) ? handled['route'] : undefined
  return isBlock(handled) && Object.keys(handled).length === 1 && isBlock(inside) ? inside : handled
}

function isBlock(value: ChangeValue | undefined): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function item(subject: string, value: ChangeValue): ReadItem {
  return { subject, value }
}

/**
 * It takes over a configuration and goes on with what came by the old one, whoever may no longer come: `streamsStay` of tree.ts.
 * Most of what goes has no back end any more; only who runs the estate knows that somebody is to be cut off.
 */
const openStays = 'what is open stays open, a WebSocket for a day: restart Caddy to cut that off'

const caddyDangers: readonly DangerRule[] = [
  {
    name: 'private-route',
    judge: ({ change: { system, subject, kind, path, file }, estates: { after } }) => {
      if (system !== 'caddy') return undefined
      // What refuses all other names of a port has none.
      const [isRoute, isSite] = [subject.startsWith('route '), /^site [^:]/.test(subject)]
      if (kind === 'removed' && path === undefined && isRoute)
        return { danger: 'stops', why: `nobody answers under the name any more; ${openStays}` }
      if (kind === 'removed' && path === undefined && isSite)
        return { danger: 'stops', why: 'nobody answers under its names, and its certificate is not renewed' }
      const proxy = after && proxyAt(file ?? '', lookup(after).privateProxies)
      // With a proxy goes its file, and nobody is left to read it.
      if (kind === 'added' || (after !== undefined && proxy === undefined)) return undefined
      return isTakenOver(proxy)
        ? { danger: 'reloads', why: 'Caddy takes it over while connections go on' }
        : { danger: 'restarts', why: 'Caddy starts again, and cuts every connection through it' }
    },
  },
  {
    name: 'login-comes',
    judge: ({ change: { system, kind, path } }) =>
      system === 'caddy' && kind === 'added' && path !== undefined && /\bforward_auth\b/.test(path)
        ? { danger: 'stops', why: `who is not logged in is refused; ${openStays}` }
        : undefined,
  },
  {
    name: 'login-goes',
    judge: ({ change: { system, kind, path } }) =>
      system === 'caddy' && kind === 'removed' && path !== undefined && /\bforward_auth\b/.test(path)
        ? { danger: 'opens', why: 'nobody is asked to log in there any more' }
        : undefined,
  },
  {
    name: 'answered-addresses',
    judge: ({ change: { system, path, before, after } }) =>
      system === 'caddy' && path === pathText([`@${elsewhere}`])
        ? ofAddresses(networksOf(before), networksOf(after))
        : undefined,
  },
]

/** Whether Caddy reads its file while it runs: known only of what is stated. */
function isTakenOver(proxy: ResolvedService | undefined): boolean {
  return known(proxy?.runs.units ?? []).some(({ reloadedBy = [] }) => reloadedBy.length > 0)
}

function networksOf(value: ChangeValue | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? value.split(' ').slice(2) : undefined
}

/** Undefined: all are answered. */
function ofAddresses(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): ReturnType<DangerRule['judge']> {
  if (after === undefined) return { danger: 'opens', why: 'whoever reaches the proxy is answered' }
  const more = before === undefined ? [] : after.filter(each => !before.includes(each))
  if (more.length > 0) return { danger: 'opens', why: `it answers ${more.join(', ')}, too` }
  const fewer = before === undefined || before.some(each => !after.includes(each))
  return fewer ? { danger: 'stops', why: `some who were answered are refused; ${openStays}` } : undefined
}

export const caddyChanges: ChangeFacet = { readers: [caddyReader], rules: caddyDangers }
