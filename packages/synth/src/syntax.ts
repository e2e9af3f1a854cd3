import { tsPlugin } from '@sveltejs/acorn-typescript'
import { type Comment, Parser } from 'acorn'

export type { Comment } from 'acorn'

/** A node of the syntax tree, with what all nodes have: https://github.com/estree/estree */
export interface Node {
  readonly type: string
  /** Offsets in the text. */
  readonly start: number
  readonly end: number
  readonly [property: string]: unknown
}

const TypeScript = Parser.extend(tsPlugin())

/**
 * The top-level statements of a module in TypeScript.
 *
 * @param comments takes the comments on the way, in the order of the text
 * @throws SyntaxError where the text cannot be read
 */
export function parseModule(text: string, comments?: Comment[]): readonly Node[] {
  const listening = comments === undefined ? {} : { onComment: comments }
  const program = TypeScript.parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true, ...listening })
  return nodesOf(program.body)
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

export function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

export function nodeAt(node: Node, property: string): Node | undefined {
  const value = node[property]
  return isNode(value) ? value : undefined
}

/** The name of an identifier, or the text of a string literal. */
export function nameOf(node: Node | undefined): string | undefined {
  const name = node?.['name'] ?? node?.['value']
  return typeof name === 'string' ? name : undefined
}
