/** What a printer throws: its format has no way to say a value, or a reader would take it for something else. */
export class Refusal extends TypeError {
  /** The format's name. */
  readonly format: string
  /** Where in the tree. */
  readonly place: string
  /** What is wrong. */
  readonly problem: string
  /** The text that it refuses, whole; none where a number or a shape is refused. */
  readonly text: string | undefined

  constructor(format: string, place: string, problem: string, text?: string) {
    super(`${format} ${place}: ${problem}`)
    this.name = 'TypeError'
    this.format = format
    this.place = place
    this.problem = problem
    this.text = text
  }
}

/**
 * Stops a printer: the format has no way to say the value, or a reader would take it for something else.
 *
 * @param format the format's name, e.g. `yaml`
 * @param where where in the tree, e.g. `$.spec.replicas`
 * @param what what is wrong, got and expected, and what to do
 * @param value what is refused: who reads a text knows where it was stated
 * @throws Refusal always: `yaml $.spec.replicas: got NaN (expected a finite number)`
 */
export function refuse(format: string, where: string, what: string, value?: unknown): never {
  throw new Refusal(format, where, what, typeof value === 'string' ? value : undefined)
}

/** The value as it is shown in a message: quoted, control characters escaped, cut at 60 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/

/**
 * Refuses text that cannot stand on one line of a file: line ends, tabs, other control characters, half a surrogate
 * pair (UTF-8 has no bytes for it).
 *
 * @throws TypeError
 */
export function assertOneLine(format: string, where: string, text: string): void {
  if (CONTROL.test(text) || !text.isWellFormed())
    refuse(format, where, `got ${shown(text)} (expected one line without control characters)`, text)
}
