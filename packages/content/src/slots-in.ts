import type { Slot, SlotKind, Workload } from '@homelab/estate'

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

/** The settings of the slots of one kind. */
export function settingsIn<S extends object>(workload: Workload, kind: SlotKind<S>): readonly S[] {
  return slotsIn(workload).flatMap(slot => (kind.is(slot) ? [slot.settings] : []))
}

function isSlot(value: object): value is Slot {
  return 'kind' in value && value.kind === 'slot'
}
