import type { Slot, Workload } from '@homelab/estate'

/** The slots of a name that stand anywhere inside a workload. */
export function slotsIn(workload: Workload, name: string): readonly Slot[] {
  const found: Slot[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (isSlot(value, name)) found.push(value)
    else for (const member of Object.values(value)) visit(member)
  }
  visit(workload)
  return found
}

function isSlot(value: object, name: string): value is Slot {
  return 'kind' in value && value.kind === 'slot' && 'slot' in value && value.slot === name
}
