import { expect, test } from 'vitest'
import { arrow, beside, dashed, group, node } from './mermaid.ts'
import { printFlowchart } from './mermaid-print.ts'

test('nodes, groups and edges', () => {
  const text = printFlowchart({
    direction: 'LR',
    members: [
      group('rack', 'Rack', [node('end', 'End'), node('db', 'Data', 'store')]),
      node('net', 'Internet', 'outside'),
    ],
    edges: [arrow('net', 'end', 'asks'), dashed('end', 'db'), beside('net', 'rack')],
  })
  expect(text).toBe(`flowchart LR
  subgraph g0 ["Rack"]
    direction TB
    n1["End"]
    n2[("Data")]
  end
  n3>"Internet"]
  n3 -->|"asks"| n1
  n1 -.-> n2
  n3 ~~~ g0
`)
})

test('labels cannot become syntax', () => {
  const text = printFlowchart({ direction: 'TB', members: [node('a', '"x"] --> <b>#1;`%%\\')], edges: [] })
  expect(text).toBe('flowchart TB\n  n0["#34;x#34;] --#62; #60;b#62;#35;1#59;#96;#37;#37;#92;"]\n')
})

test('what Mermaid would draw wrongly is refused', () => {
  const a = node('a', 'A')
  const chart = { direction: 'TB', members: [a], edges: [] } as const
  expect(() => printFlowchart({ ...chart, members: [a, a] })).toThrow('got "a" twice')
  expect(() => printFlowchart({ ...chart, edges: [arrow('a', 'b')] })).toThrow('mermaid edge: got "b"')
  expect(() => printFlowchart({ ...chart, members: [group('g', 'G', [])] })).toThrow('got no members')
  expect(() => printFlowchart({ ...chart, members: [node('a', 'two\nlines')] })).toThrow(TypeError)
})
