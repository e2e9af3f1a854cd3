/** What the entries of authors export, with what is said of it: read from the sources, as they are written. */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { tsPlugin } from '@sveltejs/acorn-typescript'
import { type Comment, Parser } from 'acorn'

/** A member of a type: something that an author may say. */
export interface Member {
  readonly name: string
  readonly optional: boolean
  readonly says: string | undefined
}

/** An exported name. */
export interface Word {
  readonly name: string
  /** A word is called or passed on; a type is what it takes or gives. */
  readonly kind: 'word' | 'type'
  /** Relative to the root. */
  readonly source: string
  /** Its docstring, without stars and tags, each paragraph a line. */
  readonly says: string | undefined
  /** Of an interface, or of a type that is written as one. */
  readonly members: readonly Member[]
  /** The names in its type: of a function, those of what it takes and gives. */
  readonly mentions: readonly string[]
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const TypeScript = Parser.extend(tsPlugin())
const declared: Readonly<Record<string, Word['kind']>> = {
  FunctionDeclaration: 'word',
  TSDeclareFunction: 'word',
  VariableDeclaration: 'word',
  ClassDeclaration: 'word',
  TSInterfaceDeclaration: 'type',
  TSTypeAliasDeclaration: 'type',
}

const exported: ReadonlySet<string> = new Set(['ExportAllDeclaration', 'ExportNamedDeclaration'])

/** All that a module exports, what it takes from others included, in the order of names. */
export function wordsOf(root: string, module: string): readonly Word[] {
  const found = new Map<string, Word>()
  for (const word of exportsOf(root, module)) if (!found.has(word.name)) found.set(word.name, word)
  return [...found.values()].toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
}

function exportsOf(root: string, module: string): readonly Word[] {
  const text = readFileSync(join(root, module), 'utf8')
  const comments: Comment[] = []
  const { body } = TypeScript.parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
    onComment: comments,
  }) as unknown as { readonly body: readonly Node[] }
  const docAt = (offset: number): string | undefined => docOf(text, comments, offset)
  return body.flatMap(statement => {
    const from = sourceOf(statement)
    if (from?.startsWith('.') && exported.has(statement.type)) {
      const names = new Set(nodesOf(statement['specifiers']).map(each => nameOf(each['exported'])))
      return exportsOf(root, normalize(join(dirname(module), from))).filter(
        ({ name, kind }) =>
          (statement.type === 'ExportAllDeclaration' || names.has(name)) &&
          (statement['exportKind'] !== 'type' || kind === 'type'),
      )
    }
    if (statement.type !== 'ExportNamedDeclaration') return []
    const declaration = statement['declaration'] as Node | null
    const kind = declaration === null ? undefined : declared[declaration.type]
    if (declaration === null || kind === undefined) return []
    const holders = declaration.type === 'VariableDeclaration' ? nodesOf(declaration['declarations']) : [declaration]
    return holders.map(({ id }) => ({
      name: nameOf(id),
      kind,
      source: module,
      says: docAt(statement.start),
      mentions: text.slice(declaration.start, bodyOf(declaration)?.start ?? declaration.end).match(/\b[A-Z]\w+/g) ?? [],
      members: membersOf(declaration).flatMap(member => {
        const name = nameOf(member['key'])
        return name === '' ? [] : [{ name, optional: member['optional'] === true, says: docAt(member.start) }]
      }),
    }))
  })
}

function membersOf(declaration: Node): readonly Node[] {
  const body = declaration['body'] as Node | undefined
  if (declaration.type === 'TSInterfaceDeclaration') return nodesOf(body?.['body'])
  const alias = declaration['typeAnnotation'] as Node | undefined
  return alias?.type === 'TSTypeLiteral' ? nodesOf(alias['members']) : []
}

/** What a function does, which is not part of what it is. */
function bodyOf(declaration: Node): Node | undefined {
  return declaration.type === 'FunctionDeclaration' ? (declaration['body'] as Node) : undefined
}

/** The docstring that ends where a declaration begins. */
function docOf(text: string, comments: readonly Comment[], offset: number): string | undefined {
  const comment = comments.findLast(({ end }) => end <= offset)
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return undefined
  if (text.slice(comment.end, offset).trim() !== '') return undefined
  const lines = comment.value
    .slice(1)
    .split('\n')
    .map(line => line.replace(/^\s*\* ?/, '').trim())
  // Tags (`@param`) tell of calls: an editor shows them where one is written.
  const tag = lines.findIndex(line => line.startsWith('@'))
  const paragraphs = (tag === -1 ? lines : lines.slice(0, tag))
    .join('\n')
    .trim()
    .split(/\n{2,}/)
  const said = paragraphs.map(paragraph => paragraph.replaceAll('\n', ' ')).join('\n')
  return said === '' ? undefined : said
}

function sourceOf(node: Node): string | undefined {
  const { value } = (node['source'] ?? {}) as { readonly value?: unknown }
  return typeof value === 'string' ? value : undefined
}

function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? (value as readonly Node[]) : []
}

function nameOf(value: unknown): string {
  const { name, value: literal } = (value ?? {}) as { readonly name?: unknown; readonly value?: unknown }
  return String(name ?? literal ?? '')
}
