/** Small faults that a person could make, each at a place of the syntax tree. */
import { isNode, type Node, nameOf, nodeAt, nodesOf, parseModule } from '@homelab/synth/syntax'
import { placed } from '../seeded/place.ts'

/**
 * `call`: a statement that calls something goes. `member`: a member of a list or object goes. `condition`: turned round.
 * `filter`: everything is taken instead of some. `constant`: another number, text or truth.
 */
type Operator = 'call' | 'member' | 'condition' | 'filter' | 'constant'

/** One fault in one file. */
export interface Mutant {
  /** Relative to the root. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly operator: Operator
  /** Offsets in the text. */
  readonly start: number
  readonly end: number
  /** What stands there. */
  readonly before: string
  /** What is put there instead. */
  readonly after: string
}

type Site = Pick<Mutant, 'operator' | 'start' | 'end' | 'after'>

/** Every mutant of a source, in the order of the text. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const sites: Site[] = []
  visit(parseModule(text), text, sites)
  return sites.map(each => placed(file, text, each))
}

/** The source with the fault. What begins a line alone must not be taken for the end of the line before it. */
export function mutated(text: string, { start, end, after, operator }: Mutant): string {
  return text.slice(0, start) + (operator === 'call' ? ';' : after) + text.slice(end)
}

/** What says a type, a name or a path, and not what is done. */
const unseen: ReadonlySet<string> = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments'])
const casts: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])
const paths: ReadonlySet<string> = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression'])

function visit(value: unknown, text: string, sites: Site[]): void {
  if (Array.isArray(value)) for (const each of value) visit(each, text, sites)
  if (!isNode(value) || paths.has(value.type)) return
  if (casts.has(value.type)) {
    visit(value['expression'], text, sites)
    return
  }
  if (value.type.startsWith('TS') || typeof value['directive'] === 'string') return
  sites.push(...sitesOf(value, text))
  for (const [key, member] of Object.entries(value)) {
    const isName = (key === 'key' || key === 'property') && value['computed'] !== true && value['shorthand'] !== true
    const isPath = key === 'source' && value.type === 'ExportNamedDeclaration'
    if (!unseen.has(key) && !isName && !isPath) visit(member, text, sites)
  }
}

function sitesOf(node: Node, text: string): readonly Site[] {
  switch (node.type) {
    case 'ExpressionStatement':
      return isCall(node['expression']) ? [site('call', node['expression'], '')] : []
    case 'ArrayExpression':
      return membersOf(node, nodesOf(node['elements']), text)
    case 'ObjectExpression':
      return membersOf(node, nodesOf(node['properties']), text)
    case 'IfStatement':
    case 'ConditionalExpression':
      return turnedRound(node['test'], text)
    case 'LogicalExpression':
    case 'BinaryExpression':
      return opposite(node, text)
    case 'CallExpression':
      return withoutFilter(node, text)
    case 'Literal':
      return constant(node, text)
    case 'TemplateElement':
      return /\p{Letter}|\d/u.test(text.slice(node.start, node.end))
        ? [site('constant', node, `${text.slice(node.start, node.end)}x`)]
        : []
    default:
      return []
  }
}

function isCall(node: unknown): node is Node {
  if (!isNode(node)) return false
  return node.type === 'AwaitExpression' ? isCall(node['argument']) : /^(?:Call|New)Expression$/.test(node.type)
}

/** Each goes with the comma behind it; the last one with the comma before it. */
function membersOf(node: Node, members: readonly Node[], text: string): readonly Site[] {
  return members.map((member, index) => {
    const next = members[index + 1]
    const previous = members[index - 1]
    if (next !== undefined) {
      const comma = text.indexOf(',', endOf(member, text))
      return { operator: 'member', start: member.start, end: comma + 1, after: '' }
    }
    const start = previous === undefined ? member.start : text.indexOf(',', endOf(previous, text))
    return { operator: 'member', start, end: Math.min(member.end, node.end), after: '' }
  })
}

/** Behind the parentheses that may stand around it. */
function endOf({ end }: Node, text: string): number {
  const [behind = ''] = /^[\s)]*/.exec(text.slice(end)) ?? []
  return end + behind.length
}

const opposites: Readonly<Record<string, string>> = {
  '&&': '||',
  '||': '&&',
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

function turnedRound(test: unknown, text: string): readonly Site[] {
  // An operator of its own has its own mutant, which says the same.
  if (!isNode(test) || (test.type === 'BinaryExpression' && opposites[String(test['operator'])])) return []
  return [site('condition', test, `!(${text.slice(test.start, test.end)})`)]
}

function opposite(node: Node, text: string): readonly Site[] {
  const { operator, left } = node as Node & { readonly operator: string; readonly left: Node }
  const after = opposites[operator]
  if (after === undefined) return []
  const start = text.indexOf(operator, endOf(left, text))
  return [{ operator: 'condition', start, end: start + operator.length, after }]
}

function withoutFilter(node: Node, text: string): readonly Site[] {
  const { callee } = node as Node & { readonly callee: Node }
  if (callee.type !== 'MemberExpression' || nameOf(nodeAt(callee, 'property')) !== 'filter') return []
  return [{ operator: 'filter', start: endOf(callee['object'] as Node, text), end: node.end, after: '' }]
}

function constant(node: Node, text: string): readonly Site[] {
  const { value } = node
  const written = text.slice(node.start, node.end)
  if (typeof value === 'number') return [site('constant', node, String(value + 1))]
  if (typeof value === 'boolean') return [site('constant', node, String(!value))]
  if (typeof value !== 'string') return []
  // Another number where there is one, else another word.
  const other = /\d/.test(written)
    ? written.replace(/\d+/, number => String(Number(number) + 1))
    : `${written.slice(0, -1)}x${written.slice(-1)}`
  return [site('constant', node, other)]
}

function site(operator: Operator, { start, end }: Node, after: string): Site {
  return { operator, start, end, after }
}
