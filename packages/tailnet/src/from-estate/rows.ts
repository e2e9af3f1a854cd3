/** Rows of access: the ports that they open, and one row where a broad and a narrow rule open the same. */
import { type Capability, covers, opens } from '../capability.ts'
import type { ReachRow } from '../reach.ts'

/** Does the row open the port? */
export function opensPort({ protocol, ports }: ReachRow, asked: string, port: number): boolean {
  return capabilities(protocol, ports).some(capability => opens(capability, asked, port))
}

/**
 * A row that opens nothing which another does not is told with that one, whose rules are then both. Only a row without a
 * condition stands for one that has it.
 */
export function folded(rows: readonly ReachRow[]): readonly ReachRow[] {
  const groups = [...Map.groupBy(rows, ({ from, to }) => `${from} ${to}`).values()]
  return groups.flatMap(group => {
    const broad = group.filter(
      (row, at) =>
        !group.some((other, index) => index !== at && within(row, other) && (!within(other, row) || index < at)),
    )
    const narrow = group.filter(row => !broad.includes(row))
    return broad.map(row => {
      const told = narrow.filter(other => broad.find(one => within(other, one)) === row)
      return told.length === 0 ? row : { ...row, because: [...new Set([row, ...told].flatMap(one => one.because))] }
    })
  })
}

function within(inner: ReachRow, outer: ReachRow): boolean {
  if (outer.onlyIf !== undefined && outer.onlyIf.join() !== inner.onlyIf?.join()) return false
  const wider = capabilities(outer.protocol, outer.ports)
  return capabilities(inner.protocol, inner.ports).every(one => wider.some(other => covers(other, one)))
}

/** `*`, `443`, `53-60`, or several with commas. */
function capabilities(protocol: string, ports: string): readonly Capability[] {
  return ports.split(', ').map(text => {
    const [first = 0, last = first] = text === '*' ? [0, 65_535] : text.split('-').map(Number)
    return { protocol, first, last }
  })
}
