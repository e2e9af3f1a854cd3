/**
 * Whom a test speaks of. A test runs "from the perspective of a device authenticated with the provided identity", so
 * `tag:web` is a device with that tag and no other, whether or not one exists.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#tests
 */
import { isPublic, overlap, type Range } from './addresses.ts'
import { parsePort } from './capability.ts'
import type { Compiled } from './compile.ts'
import type { Party } from './match.ts'
import { ownersOf } from './owners.ts'
import type { PostureAttributes } from './policy.ts'
import { splitPort } from './rules.ts'
import { parseSelector } from './selector.ts'

/** The parties that a test means; all of them must agree. A text is why the test is not one. */
export type Subjects = readonly Party[] | string

/** The source of a test: a user, a group, a tag, an address or its alias. What it says of itself is all that is set. */
export function sourceOf(compiled: Compiled, text: string, says: PostureAttributes = {}): Subjects {
  const parties = sourcesOf(compiled, text)
  const posture = { attributes: says, all: true }
  return typeof parties === 'string' ? parties : parties.map(party => ({ ...party, posture }))
}

function sourcesOf(compiled: Compiled, text: string): Subjects {
  const selector = parseSelector(text)
  switch (selector.kind) {
    case 'user':
    case 'group':
    case 'tag':
    case 'host':
    case 'range':
      return partiesOf(compiled, text)
    default:
      return `${shown(text)} is no source for a test (expected a user, a group, a tag, a host or an address)`
  }
}

/** A destination of a test, `HOST:PORT` with one port. */
export function targetOf(compiled: Compiled, text: string): { readonly parties: Subjects; readonly port: number } {
  const split = splitPort(text)
  const port = split === undefined ? undefined : parsePort(split.port)
  if (split === undefined || port === undefined)
    return { parties: `${shown(text)} is no destination for a test (expected HOST:PORT with one port)`, port: 0 }
  return { parties: partiesOf(compiled, split.host), port }
}

/** A destination without a port: those of SSH tests. */
export function hostOf(compiled: Compiled, text: string): Subjects {
  return partiesOf(compiled, text)
}

function partiesOf(compiled: Compiled, text: string): Subjects {
  const { policy, world } = compiled
  const selector = parseSelector(text)
  switch (selector.kind) {
    case 'user':
      return world.roles.has(selector.login) ? [userDevice(selector.login)] : `no user has the login ${shown(text)}`
    case 'group': {
      const members = world.groups.get(selector.group)
      if (members === undefined) return `${shown(text)} is not defined in groups`
      // Tailscale takes a representative member, and does not say which: all must agree.
      return members.size === 0 ? `${shown(text)} has no member` : [...members].map(userDevice)
    }
    case 'tag':
      if (ownersOf(policy, selector.tag) === undefined) return `${shown(text)} is not defined in tagOwners`
      return [{ kind: 'device', tags: [selector.tag], addresses: [], routers: [] }]
    case 'service': {
      const service = compiled.parties.find(({ name }) => name === selector.service)
      return service === undefined ? `no Service is called ${shown(text)}` : [service]
    }
    case 'host': {
      const range = world.hosts.get(selector.alias)
      return range === undefined ? `${shown(text)} is not defined in hosts` : atAddress(compiled, range, text)
    }
    case 'range':
      return atAddress(compiled, selector.range, text)
    default:
      return `${shown(text)} names no user, group, tag, Service, host or address`
  }
}

function userDevice(login: string): Party {
  return { kind: 'device', login, tags: [], addresses: [], routers: [] }
}

/** The endpoint that has the address, or a stranger that has nothing else. */
function atAddress(compiled: Compiled, range: Range, text: string): Subjects {
  if (range.text.includes('/')) return `${shown(text)} is more than one address (tests take no CIDR)`
  const owner = compiled.parties.find(({ addresses }) => addresses.some(own => overlap(own, range)))
  if (owner?.kind === 'subnet') return [{ ...owner, addresses: [range] }]
  if (owner !== undefined) return [{ ...owner, only: range }]
  const exits = compiled.parties.find(({ kind }) => kind === 'internet')?.routers ?? []
  const kind = isPublic(range) ? 'internet' : 'subnet'
  return [{ kind, tags: [], addresses: [range], only: range, routers: kind === 'internet' ? exits : [] }]
}

function shown(text: string): string {
  return JSON.stringify(text)
}
