import {
  contract,
  type Part,
  type Renderer,
  type Resolved,
  type ResolvedService,
  renderer,
  type Slot,
  type SlotKind,
} from '@homelab/estate/model'
import type { HostContent } from './content.ts'

/** Fills a slot of a file on a host: gives a content, which may hold secrets. */
export type HostSlotFiller = (resolved: Resolved, service: ResolvedService, slot: Slot) => HostContent

/** Files of hosts whose text depends on the whole estate, or is a program: its kinds are the names of their slots. */
export interface HostContentPart extends Part {
  readonly contract: 'host-content'
  readonly renderer: Renderer<{ readonly fillers: Readonly<Record<string, HostSlotFiller>> }>
}

/** Asked when the files of roles are printed. */
export const hostContents = contract<HostContentPart>('host-content')

/**
 * Files of hosts, as an estate registers them.
 *
 * @param slots each is filled by the filler of its name
 * @param load imports the module with the fillers: `() => import('./render.ts')`
 */
export function hostContentPart(
  slots: readonly Pick<SlotKind<object>, 'slot'>[],
  load: () => Promise<{ readonly fillers: Readonly<Record<string, HostSlotFiller>> }>,
): HostContentPart {
  return { contract: 'host-content', kinds: slots.map(({ slot }) => slot), renderer: renderer(load) }
}
