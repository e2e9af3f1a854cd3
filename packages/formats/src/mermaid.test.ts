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
  subgraph g_rack ["Rack"]
    direction TB
    n_end["End"]
    n_db[("Data")]
  end
  n_net>"Internet"]
  n_net -->|"asks"| n_end
  n_end -.-> n_db
  n_net ~~~ g_rack
`)
})

test('names that would be one id stay apart, in any order', () => {
  const text = printFlowchart({
    direction: 'TB',
    members: ['a b', 'a-b', 'a_b', 'a_20b', 'ä'].map(name => node(name, name)),
    edges: [],
  })
  expect(text).toBe(`flowchart TB
  n_a_20_b["a b"]
  n_a_2d_b["a-b"]
  n_a_5f_b["a_b"]
  n_a_5f_20b["a_20b"]
  n__e4_["ä"]
`)
})

test('labels cannot become syntax', () => {
  const text = printFlowchart({ direction: 'TB', members: [node('a', '"x"] --> <b>#1;`%%\\')], edges: [] })
  expect(text).toBe('flowchart TB\n  n_a["#34;x#34;] --#62; #60;b#62;#35;1#59;#96;#37;#37;#92;"]\n')
})

test('what Mermaid would draw wrongly is refused', () => {
  const a = node('a', 'A')
  const chart = { direction: 'TB', members: [a], edges: [] } as const
  expect(() => printFlowchart({ ...chart, members: [a, a] })).toThrow('got "a" twice')
  expect(() => printFlowchart({ ...chart, edges: [arrow('a', 'b')] })).toThrow('mermaid edge: got "b"')
  expect(() => printFlowchart({ ...chart, members: [group('g', 'G', [])] })).toThrow('got no members')
  expect(() => printFlowchart({ ...chart, members: [node('a', 'two\nlines')] })).toThrow(TypeError)
})
