import type { Person } from '../person.ts'
import type { Secret } from '../vault.ts'
import { oneOf, onlyFields, type RulesOf, text, words, yes } from './rule.ts'

const ofSecret = { kind: oneOf('secret'), vault: text, item: text, field: text }
export const secret = onlyFields(ofSecret, { itemId: text, untitled: yes, unknown: yes } satisfies RulesOf<
  Omit<Secret, keyof typeof ofSecret>
>)

export const person = onlyFields({
  kind: oneOf('person'),
  name: words,
  role: oneOf('admin', 'member'),
  login: secret,
} satisfies RulesOf<Person>)
