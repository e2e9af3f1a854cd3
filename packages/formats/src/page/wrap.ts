/**
 * Lines of at most so many characters, broken between words; those that continue one are set in. Spaces in front stay, and a
 * word that is longer stays whole.
 *
 * @param inset in characters
 * @param length of a text, where not all of its characters are seen
 */
export function wrap(
  text: string,
  width: number,
  inset = 0,
  length = (shown: string): number => shown.length,
): readonly string[] {
  if (length(text) <= width) return [text]
  const start = text.slice(0, text.length - text.trimStart().length)
  const lines: string[] = []
  let open = start
  for (const word of text.trimStart().split(' ')) {
    const isEmpty = open.trim() === ''
    const longer = isEmpty ? `${open}${word}` : `${open} ${word}`
    if (length(longer) <= width || isEmpty) open = longer
    else {
      lines.push(open)
      open = `${' '.repeat(inset)}${word}`
    }
  }
  return [...lines, open]
}
