/** Words as a POSIX shell reads them: quoted where one would take them apart. */
export function quoted(...words: readonly string[]): string {
  return words.map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}
