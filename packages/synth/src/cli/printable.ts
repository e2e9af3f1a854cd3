/** What somebody named, as a terminal may show it: nothing of it moves the cursor, colours, hides or turns the line around. */
export function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, character => {
    const [short = ''] = JSON.stringify(character).match(/\\[bfnrt]/) ?? []
    return short === '' ? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}` : short
  })
}
