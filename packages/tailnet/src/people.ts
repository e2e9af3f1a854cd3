/**
 * People stand in the rendered policy by name; their logins come from the vault when it is applied. An unfilled token
 * has no `@`, so Tailscale takes it for an unknown host alias and refuses the file.
 */

import { refuse, shown } from '@homelab/formats/refuse'

const TOKEN = /\{\{ person:([^{}\s]+) \}\}/g

/** The token that stands for a person's login, for example `{{ person:admin }}`. */
export function personToken(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    refuse('policy', 'a person', `got ${shown(name)} (expected a-z, 0-9 and -)`, name)
  return `{{ person:${name} }}`
}

/** The name in a token, where the text is one and nothing else. */
export function personOf(text: string): string | undefined {
  const match = /^\{\{ person:([^{}\s]+) \}\}$/.exec(text)
  return match?.[1]
}

/** The people that a text names, each once, sorted. */
export function peopleIn(text: string): readonly string[] {
  const names = new Set([...text.matchAll(TOKEN)].map(match => match[1] ?? ''))
  return [...names].sort()
}

/** A person in the text has no login, or one that can't be a login. Names the people, never a login. */
export class PeopleError extends Error {
  readonly missing: readonly string[]
  readonly invalid: readonly string[]
  constructor(missing: readonly string[], invalid: readonly string[]) {
    const parts = [
      ...(missing.length === 0 ? [] : [`no login for ${missing.join(', ')}`]),
      ...(invalid.length === 0 ? [] : [`not a login (expected NAME@PROVIDER) for ${invalid.join(', ')}`]),
    ]
    super(`tailnet policy: ${parts.join('; ')}; give each person's login from the vault`)
    this.name = 'PeopleError'
    this.missing = missing
    this.invalid = invalid
  }
}

/**
 * Puts logins in the place of tokens.
 *
 * @param text the rendered policy
 * @param logins person's name to login
 * @throws PeopleError naming every person without a usable login
 */
export function fillPeople(text: string, logins: Readonly<Record<string, string>>): string {
  const named = peopleIn(text)
  const missing = named.filter(name => !Object.hasOwn(logins, name))
  const invalid = named.filter(name => Object.hasOwn(logins, name) && !LOGIN.test(logins[name] ?? ''))
  if (missing.length > 0 || invalid.length > 0) throw new PeopleError(missing, invalid)
  return text.replaceAll(TOKEN, (_token, name: string) => logins[name] ?? '')
}

/** No character that would need escaping inside a JSON string, and exactly one `@`. */
const LOGIN = /^[^\s@"\\{}\p{Cc}]+@[^\s@"\\{}\p{Cc}]+$/u
