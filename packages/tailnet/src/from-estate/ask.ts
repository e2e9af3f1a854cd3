/** Who can reach what, asked in the estate's own words. */

import type { Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type Compiled, compile } from '../compile.ts'
import { type ReachRow, reachIn } from '../reach.ts'
import { type AppRow, reachApps } from '../reach-apps.ts'
import { reachSsh, type SshRow } from '../ssh.ts'
import { type End, type Named, namedBy, sourceOf, targetsOf } from './ends.ts'
import { internetRows } from './internet.ts'
import { withDevice } from './inventory.ts'
import { shown } from './names.ts'
import type { Tailnet } from './policy.ts'
import { folded, opensPort } from './rows.ts'
import { type Through, throughOf } from './through.ts'
import { type AskedPort, portOf, whyNothing } from './why.ts'

/**
 * At least one end: a person, a machine, a service of the estate by its name, anything else of the tailnet (a Service, a
 * tag, a group, a guest), `internet`, or a service by the beginning of its title, so that `postgres` finds PostgreSQL.
 * What is reached may have a port: `forge:22`, `tag:nas:445`.
 */
export interface Question {
  readonly from?: string
  readonly to?: string
}

export interface Reached {
  readonly rows: readonly ReachRow[]
  readonly ssh: readonly SshRow[]
  /** What applications are told. */
  readonly apps: readonly AppRow[]
  /** The names behind proxies that the rows open. */
  readonly through: readonly Through[]
  /** Where there is no row: why, one clause each. */
  readonly why: readonly string[]
}

/** A target with a port takes traffic of applications and logins there alone. */
const SSH = 22

/**
 * Rows as the policy gives them, people by their bare names; a row that a broader one opens is told with that one. A
 * service of the estate is found at its endpoints in the tailnet and at the proxies that carry its names, and asks in the
 * name of its host. A person of whom no device is known asks with one that is imagined.
 *
 * @throws UnknownEndpointError when an end means nothing
 */
export function reached(resolved: Resolved, { document, inventory }: Tailnet, { from, to }: Question): Reached {
  const devices = withDevice(resolved, inventory, from)
  const compiled = compile(document, devices)
  const asked = to === undefined ? undefined : portOf(to)
  const source = from === undefined ? undefined : namedBy(resolved, compiled, from, sourceOf)
  const target = asked === undefined ? undefined : namedBy(resolved, compiled, asked.name, targetsOf)
  const pairs = pairsOf(source, target)
  const rows = pairs.flatMap(pair =>
    reachIn(compiled, queryOf(pair)).filter(
      row => answers(row, pair.target) && isAsked(compiled, row, pair.target, asked),
    ),
  )
  const outside = from === undefined || from === 'internet' ? internetRows(resolved, compiled, target) : []
  const atPort = outside.filter(row => asked?.port === undefined || opensPort(row, 'tcp', asked.port))
  const all = [...atPort, ...folded(rows)].map(readable)
  const bare = pairs.filter(pair => pair.target?.ports === undefined)
  return {
    rows: all,
    ssh:
      (asked?.port ?? SSH) === SSH
        ? bare.flatMap(pair => reachSsh(document, devices, queryOf(pair))).map(readable)
        : [],
    apps: asked?.port === undefined ? bare.flatMap(pair => reachApps(compiled, queryOf(pair))).map(readableApp) : [],
    through: throughOf(resolved, all, target?.services ?? []),
    why: all.length > 0 ? [] : whyNothing(compiled, { from, to: asked, source, target }),
  }
}

interface Pair {
  readonly source: End | undefined
  readonly target: End | undefined
}

function pairsOf(source: Named | undefined, target: Named | undefined): readonly Pair[] {
  const targets: readonly (End | undefined)[] = target?.ends ?? [undefined]
  return (source?.ends ?? [undefined]).flatMap(one => targets.map(other => ({ source: one, target: other })))
}

function queryOf({
  source,
  target,
}: Pair): { readonly to: string; readonly from?: string } | { readonly from: string } {
  if (source === undefined) return { to: target?.name ?? '' }
  return { from: source.name, ...present({ to: target?.name }) }
}

/** Does the row open a port on which the service answers? */
function answers(row: ReachRow, target: End | undefined): boolean {
  return target?.ports === undefined || [...target.ports].some(port => opensPort(row, 'tcp', port))
}

/** Does the row open the port that was asked for? A Service answers on its own alone. */
function isAsked(
  { endpoints }: Compiled,
  row: ReachRow,
  target: End | undefined,
  asked: AskedPort | undefined,
): boolean {
  const port = asked?.port
  if (port === undefined) return true
  if (target?.ports?.has(port) === false) return false
  const to = endpoints.find(({ name }) => name === row.to)
  if (to?.kind === 'service' && to.ports !== undefined && !to.ports.some(open => open.port === port)) return false
  return opensPort(row, 'tcp', port) || opensPort(row, 'udp', port)
}

function readable<R extends ReachRow | SshRow>(row: R): R {
  return { ...row, because: row.because.map(rule => ({ ...rule, text: shown(rule.text) })) }
}

function readableApp(row: AppRow): AppRow {
  return { ...row, because: { ...row.because, text: shown(row.because.text) } }
}

/** Everything that a question may name, for suggestions. */
export function askable(resolved: Resolved, { document, inventory }: Tailnet): readonly string[] {
  return [
    ...inventory.endpoints.map(({ name }) => name.replace(/^svc:/, '')),
    ...[...resolved.services, ...resolved.people].map(({ name }) => name),
    ...[document.tagOwners, document.groups, document.hosts].flatMap(names => Object.keys(names ?? {})),
    'internet',
  ]
}
