import type { Json, JsonObject } from '../fields/index.ts'

/**
 * What files of blocks say (nginx, Caddy): `{ directive: arguments, 'head of a block': {…} }`. Layout, comments and the order of
 * different directives do not count; where a directive stands several times its arguments are a list, in their order.
 *
 * @throws Error where braces do not match
 */
export function readBlocks(text: string): JsonObject {
  const top: Record<string, Json> = {}
  const open = [top]
  for (const line of text.split('\n').map(each => each.trim())) {
    const block = open.at(-1)
    if (block === undefined) throw new Error('a brace too many')
    if (line === '' || line.startsWith('#')) continue
    if (line === '}') open.pop()
    else if (line === '{' || line.endsWith(' {')) open.push(addBlock(block, line.slice(0, -1).trim()))
    else addDirective(block, line)
  }
  if (open.length !== 1) throw new Error('a brace is missing')
  return top
}

function addBlock(block: Record<string, Json>, head: string): Record<string, Json> {
  const made: Record<string, Json> = {}
  block[freeKey(block, head)] = made
  return made
}

function freeKey(block: Readonly<Record<string, Json>>, head: string): string {
  let [key, count] = [head, 1]
  while (key in block) key = `${head} (${++count})`
  return key
}

function addDirective(block: Record<string, Json>, line: string): void {
  const [, name = line, rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? []
  const before = block[name]
  if (before === undefined) block[name] = rest
  else block[name] = Array.isArray(before) ? [...before, rest] : [before, rest]
}
