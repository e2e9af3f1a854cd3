/**
 * Jinja, and everything else. Ansible evaluates whatever it finds between braces, on the operator's machine, in values,
 * names and inventories alike. So what the generator wants evaluated is an `Expression`, which only the functions of this
 * file make; all other text of a project is printed so that it stays text.
 */

declare const kind: unique symbol

/** A bare Jinja expression that the generator wrote: a variable's name, the value of `when`. */
export type Expression = string & { readonly [kind]: 'expression' }

/** A text that is one inserted expression, so that Ansible keeps the type of its value. */
export type Value = string & { readonly [kind]: 'value' }

// Characters that Unicode keeps for use inside of programs: no text for others has them, and the check of texts
// refuses them. Every printer leaves them alone.
const OPEN = '\ufdd0'
const CLOSE = '\ufdd1'
const MARKS = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`)

/** The characters that are the generator's alone. */
export const reserved = /[\ufdd0-\ufdef]/

/** An expression, as it is written: no backslash means anything. What is put in are expressions; a text goes through `quoted`. */
export function expression(words: TemplateStringsArray, ...parts: readonly Expression[]): Expression {
  return String.raw(words, ...parts) as Expression
}

/** The name of a variable as an expression. */
export function variable(name: string): Expression {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new TypeError(`no name for a variable of Ansible: ${name}`)
  return name as Expression
}

/** A text as a string in an expression. */
export function quoted(text: string): Expression {
  const escaped = text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    // Ansible would look for templates inside of conditions.
    .replaceAll(/\{(?=[{%#])/g, String.raw`\x7b`)
  return `'${escaped}'` as Expression
}

/** A mark in a text for the value of an expression. It survives every printer. */
export function mark(of: Expression): Value {
  return `${OPEN}${of}${CLOSE}` as Value
}

/** `value\`item.path\``: an expression and its mark in one. */
export function value(words: TemplateStringsArray, ...parts: readonly Expression[]): Value {
  return mark(expression(words, ...parts))
}

/** Whether something of a text is evaluated. */
export function hasMarks(text: string): boolean {
  return MARKS.test(text)
}

/** Whether Jinja would take a text for more than text. */
export function looksLikeJinja(text: string): boolean {
  return /\{[{%#]/.test(text)
}

/** A text as the source of a template: its marks are expressions, and all else comes out as it is. */
export function jinjaSource(text: string): string {
  return split(text, (plain, beforeMark) => {
    // A brace of the text and those of the expression after it would be one sign.
    const risky = beforeMark ? /\{[{%#]|\r|\{$/g : /\{[{%#]|\r/g
    // Jinja makes a line feed of a carriage return.
    return plain.replace(risky, found => `{{ ${found === '\r' ? String.raw`'\r'` : `'${found}'`} }}`)
  })
}

/** The same for people: nothing is escaped. */
export function shownJinja(text: string): string {
  return split(text, plain => plain)
}

function split(text: string, print: (plain: string, beforeMark: boolean) => string): string {
  const parts = text.split(MARKS)
  return parts
    .map((part, index) => (index % 2 === 1 ? `{{ ${part} }}` : print(part, index < parts.length - 1)))
    .join('')
}
