import type { ChangeReader, ChangeValue } from '@homelab/estate/model'
import { readHujson } from '@homelab/formats'
import { shown } from '../from-estate/names.ts'
import { policyPath } from '../from-estate/projection.ts'

type Fields = { readonly [field: string]: ChangeValue }

/** The policy by section; a rule by whom it is about and what it opens, since its place says nothing. */
export const policyReader: ChangeReader = {
  system: 'tailnet',
  reads: path => path === policyPath,
  items: (_, text) => {
    const { value } = readHujson(shown(text))
    if (!isFields(value)) throw new Error('it is no policy')
    const sections = Object.entries(value).map(
      ([section, rules]) => [section, Array.isArray(rules) ? named(rules) : rules] as const,
    )
    return [{ subject: 'policy', value: Object.fromEntries(sections) }]
  },
}

function named(rules: readonly ChangeValue[]): ChangeValue {
  if (!rules.every(isFields)) return rules
  const made: Record<string, ChangeValue> = {}
  for (const rule of rules) {
    const name = nameOf(rule)
    let [key, count] = [`[${name}]`, 1]
    while (key in made) key = `[${name}, ${++count}]`
    made[key] = rule
  }
  return made
}

function nameOf({ src, dst, ip, app, users, target, proto, ports }: Fields): string {
  const [from, to] = [src ?? target, dst].map(text)
  const what = [ip, users, proto, ports, isFields(app) ? Object.keys(app) : undefined]
    .map(text)
    .filter(each => each !== '')
  return [[from, to].filter(each => each !== '').join(' → '), ...what].join(' ').trim()
}

function text(value: ChangeValue | undefined): string {
  if (value === undefined) return ''
  return Array.isArray(value) ? value.map(String).join(', ') : String(value)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
