/** HuJSON as it lies in a file: the value, and the comments that stand above its parts. */
import { type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser'

export interface ReadHujson {
  readonly value: unknown
  /** By path, as `grants[0]` or `groups.group:media`: the lines above, without slashes and stars. */
  readonly comments: ReadonlyMap<string, string>
}

/** The text is no HuJSON. */
export class HujsonError extends Error {
  override readonly name = 'HujsonError'
}

/** @throws HujsonError that says where */
export function readHujson(text: string): ReadHujson {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false })
  const [error] = errors
  if (error !== undefined)
    throw new HujsonError(`line ${lineOf(text, error.offset)}: ${printParseErrorCode(error.error)}`)
  if (tree === undefined) throw new HujsonError('there is no value in it')
  const remarks = remarksIn(text)
  const comments = new Map<string, string>()
  return { value: read(tree, ''), comments }

  function read(node: Node, path: string): unknown {
    if (node.type === 'array')
      return (node.children ?? []).map((child, index) => {
        note(child, `${path}[${index}]`)
        return read(child, `${path}[${index}]`)
      })
    if (node.type !== 'object') return node.value
    return Object.fromEntries(
      (node.children ?? []).map(property => {
        const [key, value] = property.children ?? []
        const name = String(key?.value ?? '')
        const at = path === '' ? name : `${path}.${name}`
        note(property, at)
        return [name, value === undefined ? undefined : read(value, at)]
      }),
    )
  }

  function note(node: Node, path: string): void {
    const above = remarks.get(node.offset)
    if (above !== undefined) comments.set(path, above)
  }
}

/** Comments by the offset of what follows them. One behind a value, on its line, speaks of that. */
function remarksIn(text: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  let lines: string[] = []
  let lastLine = -1
  const begins = (offset: number, line: number): void => {
    if (lines.length > 0) found.set(offset, lines.join('\n'))
    lines = []
    lastLine = line
  }
  const goesOn = (_offset: number, _length: number, line: number): void => {
    lastLine = line
  }
  visit(
    text,
    {
      onComment: (offset, length, line) => {
        if (line !== lastLine) lines.push(...wordsOf(text.slice(offset, offset + length)))
      },
      onObjectBegin: (offset, _length, line) => begins(offset, line),
      onArrayBegin: (offset, _length, line) => begins(offset, line),
      onObjectProperty: (_name, offset, _length, line) => begins(offset, line),
      onLiteralValue: (_value, offset, _length, line) => begins(offset, line),
      onObjectEnd: goesOn,
      onArrayEnd: goesOn,
      onSeparator: (_character, offset, length, line) => goesOn(offset, length, line),
    },
    { allowTrailingComma: true },
  )
  return found
}

function wordsOf(comment: string): readonly string[] {
  return comment
    .replace(/^\/\/|^\/\*|\*\/$/g, '')
    .split(/\r?\n/)
    .map(line => line.replace(/^\s*\*?\s?/, '').trimEnd())
    .filter(line => line !== '')
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
