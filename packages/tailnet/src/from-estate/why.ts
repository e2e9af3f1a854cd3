/** Questions with a port, and why nothing is reached. */
import { isIP } from 'node:net'
import { parsePort } from '../capability.ts'
import type { Compiled } from '../compile.ts'
import { findEndpoints } from '../find.ts'
import { splitPort } from '../rules.ts'
import type { End } from './ask.ts'

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
  readonly sources: readonly (End | undefined)[]
  readonly targets: readonly (End | undefined)[]
}

/** Whatever holds of these; else that no rule opens it. */
export function whyNothing(compiled: Compiled, { from, to, sources, targets }: Asked): readonly string[] {
  const reasons = [
    ...(from === undefined ? [] : nobody(compiled, from, sources)),
    ...(to === undefined ? [] : nobody(compiled, to.name, targets)),
    ...(to?.port === undefined ? [] : elsewhere(compiled, to.name, to.port, targets)),
  ]
  if (reasons.length > 0) return reasons
  const port = to?.port === undefined ? '' : ` on port ${to.port}`
  if (to === undefined) return [`no rule lets ${from} reach anything`]
  return [from === undefined ? `no rule opens ${to.name}${port}` : `no rule lets ${from} reach ${to.name}${port}`]
}

/** Nothing in the tailnet is meant. */
function nobody(compiled: Compiled, asked: string, ends: readonly (End | undefined)[]): readonly string[] {
  if (ends.length === 0)
    return [asked === 'internet' ? 'no machine is an exit node' : `${asked} has no place in the tailnet`]
  const empty = ends.every(end => end !== undefined && findEndpoints(compiled, end.name).length === 0)
  if (!empty) return []
  return [asked.startsWith('tag:') ? `nothing carries ${asked}` : `the estate knows no device of ${asked}`]
}

/** It answers, and not there. */
function elsewhere(
  compiled: Compiled,
  asked: string,
  port: number,
  ends: readonly (End | undefined)[],
): readonly string[] {
  const known = ends.flatMap(end => (end === undefined ? [] : portsOf(compiled, end)))
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
