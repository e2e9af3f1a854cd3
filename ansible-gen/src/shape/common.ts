import { fields, is, isRecord, oneOf, onlyFields, type Rule, text } from '@homelab/estate/shape'

/** What the shapes of this package have in common. */

export const yesOrNo = is('true or false', value => typeof value === 'boolean')
export const secret = is('a secret', value => isRecord(value) && value['kind'] === 'secret')
export const image = is('an image', value => isRecord(value) && value['kind'] === 'image')
export const command = is(
  'a list of texts: a program and its arguments',
  value => Array.isArray(value) && value.length > 0 && value.every(word => typeof word === 'string'),
)
export const schedule = onlyFields({ kind: oneOf('schedule'), cron: text })

/** An object that is one of several, which its `kind` tells. */
export function byKind<K extends string>(rules: Readonly<Record<K, Rule>>): Rule {
  const known = new Map<unknown, Rule>(Object.entries<Rule>(rules))
  const otherwise = fields({ kind: oneOf(...Object.keys(rules)) })
  return (got, path) => (known.get(isRecord(got) ? got['kind'] : undefined) ?? otherwise)(got, path)
}
