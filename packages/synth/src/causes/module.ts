import { type Node, nameOf, nodeAt, nodesOf } from '../syntax.ts'
import { bindingsOf, meaning, mentionsOf, statementsOf } from './syntax.ts'

/** A top-level statement of a module that runs: imports and types apart. */
export interface Declaration {
  /** By what it declares, so that it is known again in another revision. */
  readonly id: string
  /** With the comments above it. */
  readonly text: string
  /** Equal for two that do the same. */
  readonly meaning: string
  readonly declares: readonly string[]
  readonly mentions: ReadonlySet<string>
  /** First and last line, without the comments above it; counted from one. */
  readonly from: number
  readonly to: number
}

/** One name that a module imports, or a module that it imports for what that does. */
export interface Import {
  readonly local: string | undefined
  /** A statement that imports it, and nothing else. */
  readonly text: string
  readonly from: number
  readonly to: number
}

/** The parts of a source file. */
export interface Module {
  readonly imports: readonly Import[]
  readonly declarations: readonly Declaration[]
  /** What it imports and exports on, as written. */
  readonly specifiers: readonly string[]
}

const parsed = new Map<string, Module | undefined>()

/** The parts of a source file; nothing where it cannot be read. */
export function moduleOf(text: string): Module | undefined {
  if (!parsed.has(text)) parsed.set(text, split(text))
  return parsed.get(text)
}

function split(text: string): Module | undefined {
  const statements = statementsOf(text)
  if (statements === undefined) return undefined
  const lineAt = lines(text)
  const imports: Import[] = []
  const declarations: Declaration[] = []
  const specifiers: string[] = []
  const count = new Map<string, number>()
  let begin = 0
  for (const node of statements) {
    const start = begin
    begin = lineEnd(text, node.end)
    if (isType(node)) continue
    const specifier = nameOf(nodeAt(node, 'source'))
    if (specifier !== undefined) specifiers.push(specifier)
    specifiers.push(...laterImports(text.slice(node.start, node.end)))
    const place = { from: lineAt(node.start), to: lineAt(node.end) }
    if (node.type === 'ImportDeclaration') {
      imports.push(...importsOf(node, text).map(each => ({ ...each, ...place })))
      continue
    }
    const declares = declaredBy(node)
    const name = idOf(node, declares)
    const before = count.get(name) ?? 0
    count.set(name, before + 1)
    declarations.push({
      id: before === 0 ? name : `${name} (${before + 1})`,
      text: text.slice(start, begin),
      meaning: meaning(node),
      declares,
      mentions: mentionsOf(node),
      ...place,
    })
  }
  return { imports, declarations, specifiers }
}

/** What it imports when it is asked for: a part's renderer. */
function laterImports(text: string): readonly string[] {
  return Array.from(text.matchAll(/\bimport\(\s*'([^']+)',?\s*\)/g), ([, specifier = '']) => specifier)
}

/** What Node strips. */
function isType(node: Node): boolean {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type' || node['declare'] === true) return true
  const { type } = nodeAt(node, 'declaration') ?? node
  return type === 'TSInterfaceDeclaration' || type === 'TSTypeAliasDeclaration'
}

function declaredBy(node: Node): readonly string[] {
  const names = bindingsOf(nodeAt(node, 'declaration') ?? node)
  return node.type === 'ExportDefaultDeclaration' ? [...names, 'default'] : names
}

function idOf(node: Node, declares: readonly string[]): string {
  if (declares.length > 0) return declares.join(', ')
  const specifier = nameOf(nodeAt(node, 'source'))
  const from = specifier === undefined ? '' : ` from ${specifier}`
  switch (node.type) {
    case 'ExportNamedDeclaration':
      return `export { ${nodesOf(node['specifiers'])
        .map(each => nameOf(nodeAt(each, 'exported')))
        .join(', ')} }${from}`
    case 'ExportAllDeclaration':
      return `export *${from}`
    default:
      return 'statement'
  }
}

function importsOf(node: Node, text: string): readonly Pick<Import, 'local' | 'text'>[] {
  const source = nodeAt(node, 'source')
  // With the attributes behind it.
  const from = text.slice(source?.start, node.end)
  const specifiers = nodesOf(node['specifiers'])
  if (specifiers.length === 0) return [{ local: undefined, text: `import ${from}` }]
  return specifiers.flatMap(each => {
    if (each['importKind'] === 'type') return []
    const written = text.slice(each.start, each.end)
    const what = each.type === 'ImportSpecifier' ? `{ ${written} }` : written
    return [{ local: nameOf(nodeAt(each, 'local')), text: `import ${what} from ${from}` }]
  })
}

/** The end of the line, where nothing but a comment follows. */
function lineEnd(text: string, at: number): number {
  const rest = /^[ \t]*;?[ \t]*(?:\/\/[^\n]*)?\n/.exec(text.slice(at))
  return rest === null ? at : at + rest[0].length
}

function lines(text: string): (offset: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  return offset => starts.findLastIndex(start => start <= offset) + 1
}
