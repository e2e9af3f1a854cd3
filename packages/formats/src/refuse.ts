/**
 * Stops a printer: the format has no way to say the value, or a reader would take it for something else.
 *
 * @param format the format's name, e.g. `yaml`
 * @param where where in the tree, e.g. `$.spec.replicas`
 * @param what what is wrong, got and expected, and what to do
 * @throws TypeError always: `yaml $.spec.replicas: got NaN (expected a finite number)`
 */
export function refuse(format: string, where: string, what: string): never {
  throw new TypeError(`${format} ${where}: ${what}`)
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
    refuse(format, where, `got ${shown(text)} (expected one line without control characters)`)
}
