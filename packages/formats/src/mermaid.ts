import { present } from './present.ts'

/**
 * Flowcharts for Mermaid 11 as a typed tree; `mermaid-print.ts` prints it.
 * Syntax: https://mermaid.js.org/syntax/flowchart.html
 */

/** Top to bottom, or left to right. */
export type Direction = 'TB' | 'LR'

/** `box` is a rectangle, `round` one with round corners, `store` a cylinder, `outside` a flag for what is not ours. */
export type Shape = 'box' | 'round' | 'store' | 'outside'

export interface Node {
  readonly node: string
  readonly label: string
  readonly shape: Shape
}

/** A frame around nodes. */
export interface Group {
  readonly group: string
  readonly label: string
  readonly direction: Direction
  readonly members: readonly Member[]
}

export type Member = Node | Group

/** `solid` and `dashed` have arrows; `beside` is not drawn and only puts one node next to another. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly line: 'solid' | 'dashed' | 'beside'
  readonly label?: string
}

export interface Flowchart {
  readonly direction: Direction
  readonly members: readonly Member[]
  readonly edges: readonly Edge[]
}

/** Ids are any text, unique in the chart. */
export function node(id: string, label: string, shape: Shape = 'box'): Node {
  return { node: id, label, shape }
}

export function group(id: string, label: string, members: readonly Member[], direction: Direction = 'TB'): Group {
  return { group: id, label, direction, members }
}

export function arrow(from: string, to: string, label?: string): Edge {
  return { from, to, line: 'solid', ...present({ label }) }
}

export function dashed(from: string, to: string, label?: string): Edge {
  return { from, to, line: 'dashed', ...present({ label }) }
}

export function beside(from: string, to: string): Edge {
  return { from, to, line: 'beside' }
}
