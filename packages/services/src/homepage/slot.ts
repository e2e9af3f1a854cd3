import { defineSlot } from '@homelab/estate/model'

/** What the page itself says of its groups. */
export interface PageSettings {
  /** The groups that the layout names; without a layout every group is as good. */
  readonly layout?: readonly string[]
  /** The groups of bookmarks. */
  readonly bookmarks: readonly string[]
  /** The types of the widgets at its top. */
  readonly widgets: readonly string[]
}

/** The slot of `services.yaml`: the tiles of all services. */
export const tilesSlot = defineSlot<PageSettings>('homepage services.yaml')

/** The slot of a file with what is said of the page; secrets are names of variables. */
export const pageSlot = defineSlot<{ readonly data: object; readonly titled?: true }>('homepage file')
