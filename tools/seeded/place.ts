/** Where a small change can be made in a text, as offsets. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** With its file, its line (from 1), and what stands there. */
export function placed<P extends Place>(
  file: string,
  text: string,
  place: P,
): P & { readonly file: string; readonly line: number; readonly before: string } {
  const { start, end } = place
  return { ...place, file, line: text.slice(0, start).split('\n').length, before: text.slice(start, end) }
}

/** `FATE (why): FILE:LINE OPERATOR: before -> after`, each text on one line, its beginning. */
export function changeText(fate: string, { by, file, line, operator, before, after }: Change): string {
  const short = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 120)
  const why = by === undefined ? '' : ` (${short(by)})`
  return `${fate}${why}: ${file}:${line} ${operator}: ${short(before)} -> ${short(after)}`
}

interface Change {
  readonly by?: string
  readonly file: string
  readonly line: number
  readonly operator: string
  readonly before: string
  readonly after: string
}
