import type { Slot, Workload } from '@homelab/estate'

/** The slots that stand anywhere inside a workload, in their order there. */
export function slotsIn(workload: Workload): readonly Slot[] {
  const found: Slot[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (isSlot(value)) found.push(value)
    else for (const member of Object.values(value)) visit(member)
  }
  visit(workload)
  return found
}

function isSlot(value: object): value is Slot {
  return 'kind' in value && value.kind === 'slot'
}
