/** The words as TypeScript, one module that type-checks as it stands. */
import type { Person, TailnetAlias } from '@homelab/estate/model'
import type { Imported } from './import.ts'
import { Names } from './names.ts'
import { ITEM, VAULT } from './words.ts'

const WIDTH = 120

/**
 * @param file where the policy was read
 */
export function printImported({ props, people: byLogin, unsaid }: Imported, file: string): string {
  const names = new Names('')
  const people = [...byLogin.values()]
  const known = new Map<object, string>([
    ...people.map(person => [person, names.of(`person ${person.name}`, person.name)] as const),
    ...(props.hosts ?? []).map(alias => [alias, names.of(`alias ${alias.alias}`, alias.alias)] as const),
  ])
  const print = new Printer(known)
  const { hosts = [], ...rest } = props
  const members = Object.entries({ ...(hosts.length > 0 && { hosts }), ...rest }).filter(
    ([name, value]) => name === 'grants' || name === 'tags' || !(Array.isArray(value) && value.length === 0),
  )
  const imports = [
    ...(people.length === 0 ? [] : ['person']),
    'tailnetPolicy',
    ...(people.length === 0 ? [] : ['vault']),
  ]
  return [
    `import { ${imports.join(', ')} } from '@homelab/estate'`,
    '',
    ...vaultOf(people),
    ...people.map(person => personLine(person, known)),
    ...(people.length === 0 ? [] : ['']),
    ...hosts.map(alias => aliasLine(alias, known, print)),
    ...(hosts.length === 0 ? [] : ['']),
    `/** Taken over from ${file.replaceAll('*/', '* /')}. */`,
    ...unsaid.map(({ path, why, got }) => `// Without ${path}: ${why} (${oneLine(got)}).`),
    'export const tailnet = tailnetPolicy(import.meta, {',
    ...members.map(([name, value]) => `  ${name}: ${print.value(value, '  ', name.length + 4)},`),
    '})',
    '',
  ].join('\n')
}

function vaultOf(people: readonly Person[]): readonly string[] {
  if (people.length === 0) return []
  const fields = people.map(({ name }) => quoted(name)).join(', ')
  return [
    '// A vault of the estate is to have the logins; put its own references here instead. Roles are not in a policy.',
    `const { secrets } = vault('${VAULT}', { store: { kind: 'unsaid' }, items: { ${quoted(ITEM)}: { fields: [${fields}] } } })`,
    '',
  ]
}

function personLine({ name, role }: Person, known: ReadonlyMap<object, string>): string {
  const constant = [...known].find(
    ([one]) => 'kind' in one && one.kind === 'person' && 'name' in one && one.name === name,
  )
  const login = `secrets[${quoted(ITEM)}]${/^[a-z]\w*$/i.test(name) ? `.${name}` : `[${quoted(name)}]`}`
  return `export const ${constant?.[1] ?? name} = person(${quoted(name)}, { role: ${quoted(role)}, login: ${login} })`
}

function aliasLine(alias: TailnetAlias, known: ReadonlyMap<object, string>, print: Printer): string {
  return `const ${known.get(alias) ?? ''} = ${print.object(alias, '', 20)}`
}

class Printer {
  readonly #known: ReadonlyMap<object, string>
  constructor(known: ReadonlyMap<object, string>) {
    this.#known = known
  }

  /** @param used how much of the line is taken */
  value(value: unknown, indent: string, used: number): string {
    if (typeof value === 'string') return quoted(value)
    if (typeof value !== 'object' || value === null) return String(value)
    const name = this.#known.get(value)
    return name ?? this.object(value, indent, used)
  }

  object(value: object, indent: string, used: number): string {
    const isList = Array.isArray(value)
    const [open, close] = isList ? ['[', ']'] : ['{ ', ' }']
    const inner = `${indent}  `
    const parts = isList
      ? value.map(one => this.value(one, inner, inner.length))
      : Object.entries(value).map(([key, one]) => {
          const word = /^[a-z_$][\w$]*$/i.test(key) ? key : quoted(key)
          return `${word}: ${this.value(one, inner, inner.length + word.length + 2)}`
        })
    if (parts.length === 0) return isList ? '[]' : '{}'
    const flat = `${open}${parts.join(', ')}${close}`
    if (!flat.includes('\n') && used + flat.length < WIDTH && !isRows(value)) return flat
    return [open.trim(), ...parts.map(part => `${inner}${part},`), `${indent}${close.trim()}`].join('\n')
  }
}

/** A list of entries has a line for each. */
function isRows(value: object): boolean {
  return (
    Array.isArray(value) &&
    value.some(one => typeof one === 'object' && one !== null && Object.keys(one).length > 1 && 'reason' in one)
  )
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
