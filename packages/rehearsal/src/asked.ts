/** What was asked of the live cluster besides its Applications. */

export interface Wrong {
  /** Whose it is, where it belongs to one: its row turns red. */
  readonly application?: string
  /** One clause. */
  readonly what: string
}

export interface Asked {
  /** What was asked about, a few words: `fields that the API server knows`. */
  readonly what: string
  /** How many there were; none is no question. */
  readonly count: number
  readonly wrong: readonly Wrong[]
}
