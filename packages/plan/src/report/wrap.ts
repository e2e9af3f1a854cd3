/** Lines of at most so many characters; those that continue one are set in. A word that is longer stays whole. */
export function wrap(text: string, width: number, inset: number): readonly string[] {
  const start = text.slice(0, text.length - text.trimStart().length)
  const lines: string[] = []
  let open = start
  for (const word of text.trimStart().split(' ')) {
    const isEmpty = open.trim() === ''
    const longer = isEmpty ? `${open}${word}` : `${open} ${word}`
    if (longer.length <= width || isEmpty) open = longer
    else {
      lines.push(open)
      open = `${' '.repeat(inset)}${word}`
    }
  }
  return [...lines, open]
}
