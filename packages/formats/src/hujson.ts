/** A value with a comment above it. */
export class HujsonNote {
  readonly comment: string
  readonly value: Hujson
  constructor(comment: string, value: Hujson) {
    this.comment = comment
    this.value = value
  }
}

/**
 * JSON with comments and trailing commas, as Tailscale reads its policy.
 * Format: https://github.com/tailscale/hujson
 */
export type Hujson =
  | null
  | boolean
  | number
  | string
  | HujsonNote
  | readonly Hujson[]
  | { readonly [key: string]: Hujson }

/** The member or element with `//` lines above it: `{ acls: note('Who reaches what.', [...]) }`. */
export function note(comment: string, value: Hujson): HujsonNote {
  return new HujsonNote(comment, value)
}
