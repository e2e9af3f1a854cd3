/** Slips that a person makes in the facts of an estate, each at a place of the syntax tree. */
import { isNode, type Node, nameOf, nodeAt, nodesOf, parseModule } from '@homelab/synth/syntax'
import { placed } from '../seeded/place.ts'
import { isProse, isProseOf } from './prose.ts'

/**
 * `property`, `element`: one is deleted. `number`, `character`: one is changed. `other`: another string, identifier, secret or
 * boolean of the same kind. `double`: an element stands twice.
 */
export type Operator = 'property' | 'element' | 'number' | 'character' | 'other' | 'double'

/** Where one can be made. */
export interface Site {
  /** Relative to the root. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly operator: Operator
  /** Offsets in the text. */
  readonly start: number
  readonly end: number
  readonly before: string
  /** What is put there instead. */
  readonly after: (random: () => number) => string
}

type Place = Pick<Site, 'operator' | 'start' | 'end' | 'after'>

/** Every place in the sources of an estate, by path. */
export function sitesOf(sources: ReadonlyMap<string, string>): readonly Site[] {
  const modules = [...sources].map(([file, text]) => ({ file, text, statements: parseModule(text) }))
  const values = new Map<string, Set<string>>()
  const kinds = new Map<string, string>()
  for (const { text, statements } of modules) {
    for (const node of statements) kindsOf(node, kinds)
    walk(statements, text, (node, kind) => {
      const group = groupOf(node, kind, text)
      if (group !== undefined) values.set(group, (values.get(group) ?? new Set()).add(textOf(node, text)))
    })
  }
  return modules.flatMap(({ file, text, statements }) => {
    const places: Place[] = []
    // Another name of the same kind has to be there: imported, or declared.
    const names = new Map<string, Set<string>>()
    for (const name of boundIn(statements)) {
      const kind = kinds.get(name)
      if (kind !== undefined) names.set(kind, (names.get(kind) ?? new Set()).add(name))
    }
    walk(statements, text, (node, kind) => places.push(...placesAt(node, kind, { text, values, names, kinds })))
    return places.map(each => placed(file, text, each))
  })
}

interface Known {
  readonly text: string
  readonly values: ReadonlyMap<string, ReadonlySet<string>>
  readonly names: ReadonlyMap<string, ReadonlySet<string>>
  readonly kinds: ReadonlyMap<string, string>
}

function placesAt(node: Node, kind: string, { text, values, names, kinds }: Known): readonly Place[] {
  const others = (all: ReadonlySet<string> | undefined): readonly Place[] => {
    const left = [...(all ?? [])].filter(each => each !== textOf(node, text))
    return left.length === 0 ? [] : [place('other', node, random => pick(left, random))]
  }
  switch (node.type) {
    case 'ObjectExpression': {
      const properties = nodesOf(node['properties'])
      return properties.flatMap(each =>
        each.type === 'Property' && !isProse(keyOf(each)) ? [without('property', each, properties, text)] : [],
      )
    }
    case 'ArrayExpression': {
      const elements = nodesOf(node['elements'])
      return elements.flatMap(each => [
        without('element', each, elements, text),
        place('double', { ...each, start: each.end }, () => `, ${textOf(each, text)}`),
      ])
    }
    case 'TemplateElement':
      return character(node, text)
    case 'Literal': {
      if (typeof node['value'] === 'number')
        return [place('number', node, random => otherNumber(node['value'] as number, random))]
      if (typeof node['value'] === 'boolean') return [place('other', node, () => String(node['value'] !== true))]
      if (typeof node['value'] !== 'string') return []
      const inner = { ...node, start: node.start + 1, end: node.end - 1 }
      return [...character(inner, text), ...others(values.get(groupOf(node, kind, text) ?? ''))]
    }
    case 'Identifier':
      return others(names.get(kinds.get(nameOf(node) ?? '') ?? ''))
    case 'MemberExpression':
      return others(values.get(groupOf(node, kind, text) ?? ''))
    default:
      return []
  }
}

function place(operator: Operator, { start, end }: Node, after: Site['after']): Place {
  return { operator, start, end, after }
}

/** Each goes with the comma behind it; the last one with the comma before it. */
function without(operator: Operator, member: Node, all: readonly Node[], text: string): Place {
  const index = all.indexOf(member)
  const next = all[index + 1]
  const before = all[index - 1]
  if (next !== undefined) return place(operator, { ...member, end: next.start }, () => '')
  const comma = /^\s*,/.exec(text.slice(member.end))?.[0].length ?? 0
  return place(operator, { ...member, start: before?.end ?? member.start, end: member.end + comma }, () => '')
}

function character(node: Node, text: string): readonly Place[] {
  const word = text.slice(node.start, node.end)
  // What is written with a backslash stays: another character might end the text.
  const at = [...word].flatMap((each, index) =>
    /[\p{L}\p{N}./:_-]/u.test(each) && word[index - 1] !== '\\' ? [index] : [],
  )
  if (at.length === 0) return []
  return [
    place('character', node, random => {
      const index = pick(at, random)
      return word.slice(0, index) + otherCharacter(word[index] ?? '', random) + word.slice(index + 1)
    }),
  ]
}

function otherCharacter(character: string, random: () => number): string {
  const all = /\d/.test(character)
    ? '0123456789'
    : /\p{Lu}/u.test(character)
      ? upper
      : /\p{L}/u.test(character)
        ? lower
        : './:_-'
  return pick(
    [...all].filter(each => each !== character),
    random,
  )
}

const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()

function otherNumber(value: number, random: () => number): string {
  return String(
    pick(
      [value + 1, value * 10, Math.max(value - 1, 0)].filter(each => each !== value),
      random,
    ),
  )
}

function pick<T>(all: readonly T[], random: () => number): T {
  return all[Math.floor(random() * all.length)] as T
}

/** Of the same kind are texts that stand in properties, or arguments, of one name; and all secrets. */
function groupOf(node: Node, kind: string, text: string): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string' && kind !== '') return kind
  if (node.type !== 'MemberExpression') return undefined
  return /^secrets(?:\.\w+|\[[^\]]+\]){2}$/.test(textOf(node, text)) ? 'secrets' : undefined
}

function textOf({ start, end }: Node, text: string): string {
  return text.slice(start, end)
}

/** The names that a module has at its top, by what made them: `service`, `host`, `image`. */
function kindsOf(statement: Node, kinds: Map<string, string>): void {
  for (const each of nodesOf((nodeAt(statement, 'declaration') ?? statement)['declarations'])) {
    const [name, init] = [nameOf(nodeAt(each, 'id')), nodeAt(each, 'init')]
    if (name === undefined || init?.type !== 'CallExpression') continue
    const callee = nameOf(nodeAt(init, 'callee'))
    if (callee !== undefined) kinds.set(name, callee)
  }
}

function boundIn(statements: readonly Node[]): readonly string[] {
  return statements.flatMap(node => {
    if (node.type === 'ImportDeclaration')
      return nodesOf(node['specifiers']).flatMap(each => nameOf(nodeAt(each, 'local')) ?? [])
    const declared = nodesOf((nodeAt(node, 'declaration') ?? node)['declarations'])
    return declared.flatMap(each => nameOf(nodeAt(each, 'id')) ?? [])
  })
}

/** Every expression that says a fact, with the name of what it is given to; code that says types, names and paths is left out. */
function walk(value: unknown, text: string, visit: (node: Node, kind: string) => void, kind = ''): void {
  if (Array.isArray(value)) for (const each of value) walk(each, text, visit, kind)
  if (!isNode(value) || /^(?:Import|ExportAll)/.test(value.type)) return
  if (casts.has(value.type)) {
    walk(value['expression'], text, visit, kind)
    return
  }
  if (value.type.startsWith('TS')) return
  switch (value.type) {
    case 'CallExpression': {
      const callee = nodeAt(value, 'callee')
      const name = callee === undefined ? '' : textOf(callee, text)
      if (callee?.type === 'MemberExpression') walk(callee['object'], text, visit)
      for (const [index, each] of nodesOf(value['arguments']).entries())
        if (!isProseOf(name, index, each['value'])) walk(each, text, visit, `${name}()${index}`)
      return
    }
    case 'Property':
      if (!isProse(keyOf(value)) && value['shorthand'] !== true) walk(value['value'], text, visit, keyOf(value))
      return
    case 'MemberExpression':
      visit(value, kind)
      walk(value['object'], text, visit)
      if (value['computed'] === true) walk(value['property'], text, visit)
      return
    case 'VariableDeclarator':
      walk(value['init'], text, visit, nameOf(nodeAt(value, 'id')))
      return
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      walk(value['body'], text, visit)
      return
    case 'ArrayExpression':
      visit(value, kind)
      walk(value['elements'], text, visit, `${kind}[]`)
      return
    default:
  }
  visit(value, kind)
  for (const [key, member] of Object.entries(value)) if (!unseen.has(key)) walk(member, text, visit, kind)
}

const casts: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])
const unseen: ReadonlySet<string> = new Set([
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'params',
  'id',
  'key',
])

function keyOf(property: Node): string {
  return nameOf(nodeAt(property, 'key')) ?? ''
}
