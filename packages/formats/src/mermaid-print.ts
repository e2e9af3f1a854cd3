import type { Direction, Edge, Flowchart, Member, Shape } from './mermaid.ts'
import { assertOneLine, refuse, shown } from './refuse.ts'

/**
 * A flowchart as Mermaid reads it. Ids are made of the names, so that a new member changes no other's line, and begin so that
 * none can be a word of the language.
 *
 * @throws TypeError where two members have one id, an edge ends nowhere, a group is empty, or a label is no single line
 */
export function printFlowchart({ direction, members, edges }: Flowchart): string {
  const ids = idsOf(members)
  const id = (name: string): string =>
    ids.get(name) ?? refuse('mermaid', 'edge', `got ${shown(name)} (expected a member)`, name)
  return [
    `flowchart ${direction}`,
    ...members.flatMap(member => memberLines(member, id, 1)),
    ...edges.map(edge => edgeLine(edge, id)),
  ]
    .map(line => `${line}\n`)
    .join('')
}

/** Where a shape puts its label: https://mermaid.js.org/syntax/flowchart.html#node-shapes */
const brackets: Readonly<Record<Shape, readonly [string, string]>> = {
  box: ['[', ']'],
  round: ['(', ')'],
  store: ['[(', ')]'],
  outside: ['>', ']'],
}

function memberLines(member: Member, id: (name: string) => string, depth: number): readonly string[] {
  const indent = '  '.repeat(depth)
  if ('node' in member) {
    const [open, close] = brackets[member.shape]
    return [`${indent}${id(member.node)}${open}${label(member.label)}${close}`]
  }
  if (member.members.length === 0) refuse('mermaid', `group ${shown(member.group)}`, 'got no members (expected some)')
  return [
    `${indent}subgraph ${id(member.group)} [${label(member.label)}]`,
    `${indent}  ${directionLine(member.direction)}`,
    ...member.members.flatMap(inner => memberLines(inner, id, depth + 1)),
    `${indent}end`,
  ]
}

function directionLine(direction: Direction): string {
  return `direction ${direction}`
}

function edgeLine({ from, to, line, label: text }: Edge, id: (name: string) => string): string {
  const strokes = { solid: '-->', dashed: '-.->', beside: '~~~' } as const
  return `  ${id(from)} ${strokes[line]}${text === undefined ? '' : `|${label(text)}|`} ${id(to)}`
}

function idsOf(members: readonly Member[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const visit = (member: Member): void => {
    const name = 'node' in member ? member.node : member.group
    if (ids.has(name)) refuse('mermaid', 'members', `got ${shown(name)} twice (expected ids that differ)`, name)
    ids.set(name, `${'node' in member ? 'n' : 'g'}_${name.replace(/[^0-9A-Za-z]/gu, escaped)}`)
    if ('group' in member) member.members.forEach(visit)
  }
  members.forEach(visit)
  return ids
}

function escaped(character: string): string {
  return `_${character.codePointAt(0)?.toString(16)}_`
}

/** Quoted; what Mermaid or the browser would read as syntax is an entity: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function label(text: string): string {
  assertOneLine('mermaid', 'label', text)
  return `"${text.replace(/["#<>&`%;\\]/g, found => `#${found.charCodeAt(0)};`)}"`
}
