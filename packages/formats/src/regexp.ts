/**
 * A regular expression for the text itself, which JavaScript, nginx's PCRE and Go's RE2 read alike. `RegExp.escape` would begin it
 * with `\x61` for an `a`, and nobody could read what is rendered.
 */
export function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
