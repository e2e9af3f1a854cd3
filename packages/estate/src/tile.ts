/** A tile on the home page (gethomepage.dev): https://gethomepage.dev/configs/kubernetes/ */
export interface Tile {
  readonly title: string
  readonly group: string
  readonly icon: string
  readonly description: string
  /** Labels of the pods whose state the tile shows, as a selector. */
  readonly podSelector?: string
  readonly widget?: Widget
}

export interface Widget {
  readonly type: string
  /** The remaining keys, in order; values may be the home page's own `{{VARIABLES}}`. The URL is derived. */
  readonly fields: Readonly<Record<string, string>>
}
