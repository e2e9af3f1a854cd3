import type { SlotKind } from './content.ts'
import type { ResolvedService } from './resolved.ts'

/** The settings of the slots of one kind that stand anywhere in a service's workload, in their order there. */
export function settingsIn<S extends object>(
  { slots }: Pick<ResolvedService, 'slots'>,
  kind: SlotKind<S>,
): readonly S[] {
  return slots.flatMap(slot => (kind.is(slot) ? [slot.settings] : []))
}
