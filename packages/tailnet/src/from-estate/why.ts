/** Questions with a port, and why nothing is reached. */
import { isIP } from 'node:net'
import { parsePort } from '../capability.ts'
import type { Compiled } from '../compile.ts'
import { findEndpoints } from '../find.ts'
import { splitPort } from '../rules.ts'
import type { End, Named } from './ends.ts'

export interface AskedPort {
  readonly name: string
  readonly port?: number
}

/** `forge:22` and `[fd7a::1]:22`; a tag's name has a colon too, and begins with a letter. */
export function portOf(text: string): AskedPort {
  const split = isIP(text) === 0 ? splitPort(text) : undefined
  const port = split === undefined ? undefined : parsePort(split.port)
  return split === undefined || port === undefined ? { name: text } : { name: split.host, port }
}

interface Asked {
  readonly from: string | undefined
  readonly to: AskedPort | undefined
  readonly source: Named | undefined
  readonly target: Named | undefined
}

/** Whatever holds of these; else that no rule opens it. */
export function whyNothing(compiled: Compiled, { from, to, source, target }: Asked): readonly string[] {
  const port = to?.port === undefined ? '' : ` on port ${to.port}`
  const ends = target?.ends ?? []
  const reasons = [
    ...(from === undefined || from === 'internet' ? [] : nobody(compiled, from, source?.ends ?? [])),
    ...(to === undefined ? [] : nobody(compiled, to.name, ends)),
    ...(to?.port === undefined ? [] : elsewhere(compiled, to.name, to.port, ends)),
  ]
  if (reasons.length > 0) return reasons
  if (from === 'internet')
    return [
      `no public name leads to ${to === undefined ? 'anything' : `${to.name}${port}`}, and nothing may use Funnel there`,
    ]
  if (to === undefined) return [`no rule lets ${from} reach anything`]
  return [from === undefined ? `no rule opens ${to.name}${port}` : `no rule lets ${from} reach ${to.name}${port}`]
}

/** Nothing in the tailnet is meant. */
function nobody(compiled: Compiled, asked: string, ends: readonly End[]): readonly string[] {
  if (ends.length === 0)
    return [asked === 'internet' ? 'no machine is an exit node' : `${asked} has no place in the tailnet`]
  const empty = ends.every(({ name }) => findEndpoints(compiled, name).length === 0)
  if (!empty) return []
  return [asked.startsWith('tag:') ? `nothing carries ${asked}` : `the estate knows no device of ${asked}`]
}

/** It answers, and not there. */
function elsewhere(compiled: Compiled, asked: string, port: number, ends: readonly End[]): readonly string[] {
  const known = ends.flatMap(end => portsOf(compiled, end))
  if (known.length === 0 || known.some(ports => ports === undefined || ports.includes(port))) return []
  const all = [...new Set(known.flatMap(ports => ports ?? []))].sort((a, b) => a - b)
  return [`${asked} answers on ${all.join(', ')} and not on ${port}`]
}

/** The ports on which it answers and no others; undefined where others may be open. */
function portsOf(compiled: Compiled, { name, ports }: End): readonly (readonly number[] | undefined)[] {
  if (ports !== undefined) return [[...ports]]
  return findEndpoints(compiled, name).map(index => {
    const endpoint = compiled.endpoints[index]
    return endpoint?.kind === 'service' ? endpoint.ports?.map(open => open.port) : undefined
  })
}
