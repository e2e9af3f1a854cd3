import { markdown, mermaid, printFlowchart } from '@homelab/formats'
import { type Block, label } from '@homelab/formats/page'

/** A flowchart as a block of a page; nothing where it has no members. */
export function picture(chart: mermaid.Flowchart): Block {
  return chart.members.length === 0 ? undefined : markdown.fence('mermaid', printFlowchart(chart))
}

/** A node, named as people write it. */
export function box(id: string, text: string, shape?: mermaid.Shape): mermaid.Node {
  return mermaid.node(id, label(text), shape)
}

/** A frame around nodes. */
export function frame(id: string, text: string, members: readonly mermaid.Member[]): mermaid.Group {
  return mermaid.group(id, label(text), members)
}

/** Nodes side by side in rows, where nothing else would keep them from one long line. */
export function grid(ids: readonly string[], columns: number): readonly mermaid.Edge[] {
  return ids.flatMap((id, index) => {
    const below = ids[index + columns]
    return below === undefined ? [] : [mermaid.beside(id, below)]
  })
}

/** One edge for each pair, with the labels of all joined. */
export function merged(edges: readonly mermaid.Edge[]): readonly mermaid.Edge[] {
  const pairs = Map.groupBy(edges, ({ from, to, line }) => JSON.stringify([from, to, line]))
  return [...pairs.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return []
    const labels = [...new Set([first, ...rest].flatMap(({ label }) => label ?? []))]
    return [{ ...first, ...(labels.length > 0 && { label: labels.join(', ') }) }]
  })
}
