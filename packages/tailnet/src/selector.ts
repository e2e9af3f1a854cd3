/**
 * What a selector in the policy means by its form.
 *
 * Source: https://tailscale.com/docs/reference/targets-and-selectors
 */
import { parseRange, type Range } from './addresses.ts'
import type { Role } from './inventory.ts'
import { personOf } from './people.ts'

export type Selector =
  | { readonly kind: 'any' }
  | { readonly kind: 'user'; readonly login: string }
  | { readonly kind: 'group'; readonly group: string }
  /** `user:*@example.com`: everybody of a domain. */
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'autogroup'; readonly autogroup: Autogroup }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'host'; readonly alias: string }
  | { readonly kind: 'ipset'; readonly ipset: string }
  | { readonly kind: 'range'; readonly range: Range }
  /** With a feature, the evaluator does not know it; without one, it is no selector at all. */
  | { readonly kind: 'unsupported'; readonly why: string; readonly feature?: string }

/** Autogroups that are no roles. `nonroot` is only for SSH users. */
type Autogroup = 'self' | 'tagged' | 'internet' | 'shared' | 'danger-all' | 'nonroot'

const ROLES: Readonly<Record<string, Role>> = {
  owner: 'owner',
  admin: 'admin',
  member: 'member',
  // The older name: https://tailscale.com/docs/reference/syntax/policy-file#autogroups
  members: 'member',
  'network-admin': 'network-admin',
  'it-admin': 'it-admin',
  'billing-admin': 'billing-admin',
  auditor: 'auditor',
}
const AUTOGROUPS: Readonly<Record<string, Autogroup>> = {
  self: 'self',
  tagged: 'tagged',
  internet: 'internet',
  shared: 'shared',
  'danger-all': 'danger-all',
  nonroot: 'nonroot',
}

/** Reads a selector. What is not supported says why, and selects nothing. */
export function parseSelector(text: string): Selector {
  if (text === '*') return { kind: 'any' }
  if (personOf(text) !== undefined) return { kind: 'user', login: text }
  if (text.startsWith('group:')) return { kind: 'group', group: text }
  // Tags are read as lower case: https://tailscale.com/docs/features/tags#define-a-tag
  if (text.startsWith('tag:')) return { kind: 'tag', tag: text.toLowerCase() }
  if (text.startsWith('svc:')) return { kind: 'service', service: text }
  if (text.startsWith('ipset:')) return { kind: 'ipset', ipset: text }
  // As IP sets write an alias; rules may too.
  if (text.startsWith('host:')) return { kind: 'host', alias: text.slice('host:'.length) }
  if (text.startsWith('autogroup:')) return autogroup(text.slice('autogroup:'.length))
  const domain = DOMAIN.exec(text)?.[1]
  if (domain !== undefined) return { kind: 'domain', domain }
  const prefix = UNSUPPORTED.find(known => text.startsWith(known))
  if (prefix !== undefined)
    return { kind: 'unsupported', why: `the evaluator does not know \`${prefix}\``, feature: `\`${prefix}\` selectors` }
  if (text.includes('@')) return { kind: 'user', login: text }
  const range = parseRange(text)
  if (range !== undefined) return { kind: 'range', range }
  return HOST.test(text) ? { kind: 'host', alias: text } : { kind: 'unsupported', why: 'no selector has this form' }
}

const UNSUPPORTED = ['user:', 'localpart:', 'posture:'] as const
/** https://tailscale.com/docs/reference/syntax/policy-file#domain-based-autogroups */
const DOMAIN = /^user:\*@(\S+)$/
const HOST = /^[^\s:/*{}"]+$/

function autogroup(name: string): Selector {
  if (Object.hasOwn(ROLES, name)) return { kind: 'role', role: ROLES[name] ?? 'member' }
  const known = Object.hasOwn(AUTOGROUPS, name) ? AUTOGROUPS[name] : undefined
  if (known !== undefined) return { kind: 'autogroup', autogroup: known }
  return { kind: 'unsupported', why: 'no autogroup that Tailscale documents' }
}
