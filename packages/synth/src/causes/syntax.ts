import { isNode, type Node, nameOf, nodeAt, nodesOf, parseModule } from '../syntax.ts'

/** The top-level statements of a module in TypeScript; nothing where the text cannot be read. */
export function statementsOf(text: string): readonly Node[] | undefined {
  try {
    return parseModule(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Where the types of a node stand: Node strips them before it runs the module. */
const types: ReadonlySet<string> = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments'])
const positions: ReadonlySet<string> = new Set(['start', 'end', 'loc', 'range', 'raw'])
/** What stands around an expression and says only its type. */
const casts: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

/** Equal for two pieces of code that do the same: without positions, comments, layout, types, and how literals are written. */
export function meaning(node: Node): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (types.has(key) || positions.has(key)) return undefined
    if (typeof value === 'bigint') return undefined
    return isNode(value) ? withoutCasts(value) : value
  })
}

function withoutCasts(node: Node): Node {
  const inner = casts.has(node.type) ? nodeAt(node, 'expression') : undefined
  return inner === undefined ? node : withoutCasts(inner)
}

/** The names that code mentions, but for those of properties. */
export function mentionsOf(node: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each)
    if (!isNode(value)) return
    if (value.type === 'Identifier') names.add(nameOf(value) ?? '')
    for (const [key, member] of Object.entries(value)) {
      const isName = (key === 'property' || key === 'key') && value['computed'] !== true && value['shorthand'] !== true
      if (!types.has(key) && !isName) visit(member)
    }
  }
  visit(node)
  return names
}

/** The names that a pattern or declaration binds. */
export function bindingsOf(node: Node | undefined): readonly string[] {
  if (node === undefined) return []
  switch (node.type) {
    case 'Identifier':
      return [nameOf(node) ?? '']
    case 'VariableDeclaration':
      return nodesOf(node['declarations']).flatMap(each => bindingsOf(nodeAt(each, 'id')))
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return bindingsOf(nodeAt(node, 'id'))
    case 'ObjectPattern':
      return nodesOf(node['properties']).flatMap(each => bindingsOf(nodeAt(each, 'value') ?? nodeAt(each, 'argument')))
    case 'ArrayPattern':
      return nodesOf(node['elements']).flatMap(bindingsOf)
    case 'AssignmentPattern':
      return bindingsOf(nodeAt(node, 'left'))
    case 'RestElement':
      return bindingsOf(nodeAt(node, 'argument'))
    default:
      return []
  }
}
