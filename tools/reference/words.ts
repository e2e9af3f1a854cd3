/** What the entries of authors export, with what is said of it: read from the sources, as they are written. */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Comment, type Node, nameOf, nodeAt, nodesOf, parseModule } from '@homelab/synth/syntax'

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
  /** The function that makes it, or else the type that it is declared to have: of what is no function. */
  readonly made: string | undefined
  /** Relative to the root. */
  readonly source: string
  /** Its docstring, without stars and tags, each paragraph a line. */
  readonly says: string | undefined
  /** What it is for, where that is not the files of an estate: the docstring's `@group`. */
  readonly group: string | undefined
  /** Of an interface, or of a type that is written as one. */
  readonly members: readonly Member[]
  /** The names in its type: of a function, those of what it takes and gives. */
  readonly mentions: readonly string[]
}

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
  const statements = parseModule(text, comments)
  const linesAt = (offset: number): readonly string[] => docLines(text, comments, offset)
  const docAt = (offset: number): string | undefined => docOf(linesAt(offset))
  return statements.flatMap(statement => {
    const from = nameOf(nodeAt(statement, 'source'))
    if (from?.startsWith('.') && exported.has(statement.type)) {
      const names = new Set(nodesOf(statement['specifiers']).map(each => nameOf(nodeAt(each, 'exported'))))
      return exportsOf(root, normalize(join(dirname(module), from))).filter(
        ({ name, kind }) =>
          (statement.type === 'ExportAllDeclaration' || names.has(name)) &&
          (statement['exportKind'] !== 'type' || kind === 'type'),
      )
    }
    if (statement.type !== 'ExportNamedDeclaration') return []
    const declaration = nodeAt(statement, 'declaration')
    const kind = declared[declaration?.type ?? '']
    if (declaration === undefined || kind === undefined) return []
    const holders = declaration.type === 'VariableDeclaration' ? nodesOf(declaration['declarations']) : [declaration]
    return holders.map(holder => ({
      name: nameOf(nodeAt(holder, 'id')) ?? '',
      kind,
      made: madeOf(holder),
      source: module,
      says: docAt(statement.start),
      group: linesAt(statement.start)
        .find(line => line.startsWith('@group '))
        ?.slice('@group '.length),
      mentions: text.slice(declaration.start, bodyOf(declaration)?.start ?? declaration.end).match(/\b[A-Z]\w+/g) ?? [],
      members: membersOf(declaration).flatMap(member => {
        const name = nameOf(nodeAt(member, 'key'))
        return name === undefined ? [] : [{ name, optional: member['optional'] === true, says: docAt(member.start) }]
      }),
    }))
  })
}

function membersOf(declaration: Node): readonly Node[] {
  if (declaration.type === 'TSInterfaceDeclaration') return nodesOf(nodeAt(declaration, 'body')?.['body'])
  const alias = nodeAt(declaration, 'typeAnnotation')
  return alias?.type === 'TSTypeLiteral' ? nodesOf(alias['members']) : []
}

function madeOf(holder: Node): string | undefined {
  const initial = nodeAt(holder, 'init')
  if (initial?.type === 'CallExpression') return nameOf(nodeAt(initial, 'callee'))
  const path = ['id', 'typeAnnotation', 'typeAnnotation', 'typeName']
  return nameOf(path.reduce((node: Node | undefined, each) => node && nodeAt(node, each), holder))
}

/** What a function does, which is not part of what it is. */
function bodyOf(declaration: Node): Node | undefined {
  return declaration.type === 'FunctionDeclaration' ? nodeAt(declaration, 'body') : undefined
}

/** The lines of the docstring that ends where a declaration begins, without stars. */
function docLines(text: string, comments: readonly Comment[], offset: number): readonly string[] {
  const comment = comments.findLast(({ end }) => end <= offset)
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return []
  if (text.slice(comment.end, offset).trim() !== '') return []
  return comment.value
    .slice(1)
    .split('\n')
    .map(line => line.replace(/^\s*\* ?/, '').trim())
}

/** What a docstring says, without its tags (`@param`): they tell of calls, and an editor shows them where one is written. */
function docOf(lines: readonly string[]): string | undefined {
  const tag = lines.findIndex(line => line.startsWith('@'))
  const paragraphs = (tag === -1 ? lines : lines.slice(0, tag))
    .join('\n')
    .trim()
    .split(/\n{2,}/)
  const said = paragraphs.map(paragraph => paragraph.replaceAll('\n', ' ')).join('\n')
  return said === '' ? undefined : said
}
