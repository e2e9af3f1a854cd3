import { type Expression, expression, jinjaSource, mark } from '../ansible/jinja.ts'

/**
 * Texts and paths as Ansible's templates. Content is printed by its format's library with marks where a value is known
 * only when the role runs; here the marks become Jinja expressions, and what Jinja would read is escaped. So nothing is
 * ever put together out of Jinja and content by hand.
 */

/** Facts of a host that are variables, so that a role can run in another place. */
export type Fact = 'home' | 'brewPrefix' | 'root'

export interface Facts {
  readonly home: string | undefined
  readonly brewPrefix: string | undefined
  /** Paths below the system's root that belong to the role. */
  readonly systemPaths: ReadonlySet<string>
  /** The name of the variable, which counts as used from now on. */
  readonly variable: (fact: Fact) => Expression
}

// Stand where a secret's value goes, until the format's way of writing any text is put around it. Reserved as the marks
// of expressions are.
const SECRET = /\ufdd2([^\ufdd3]*)\ufdd3/g

/** A mark for the variable that holds a secret. */
export function secretMark(variable: Expression): string {
  return `\ufdd2${variable}\ufdd3`
}

/** In the text of a format that puts quotes around what holds a mark of a secret: without them. */
export function unquotedSecrets(text: string): string {
  return text.replace(/"(\ufdd2[^\ufdd3]*\ufdd3)"/g, '$1')
}

/**
 * Turns the marks of secrets into plain ones.
 *
 * @param write the mark that writes the variable as the format wants it, with what stands around it
 */
export function writeSecrets(text: string, write: (variable: Expression) => string): string {
  return text.replace(SECRET, (_, variable: Expression) => write(variable))
}

/** A text as a template. */
export function printTemplate(text: string, facts: Facts): string {
  // Ansible takes a first line that begins so for settings of Jinja, and leaves it out.
  const first = text.startsWith('#jinja2:') ? `${mark(expression`'#'`)}${text.slice(1)}` : text
  return jinjaSource(withPaths(first, facts))
}

/**
 * An absolute path, or any text with some in it, for a task: with marks in the place of the host's own folders. In one
 * pass, longest first: a path below another is not touched twice.
 */
export function withPaths(text: string, { home, brewPrefix, systemPaths, variable }: Facts): string {
  const known = new Map<string, () => string>()
  const add = (path: string | undefined, fact: Fact): void => {
    if (path === undefined) return
    known.set(path, () => mark(variable(fact)))
    // Archives hold paths without the leading slash.
    known.set(path.slice(1), () => mark(expression`${variable(fact)}[1:]`))
  }
  for (const path of systemPaths) known.set(path, () => mark(variable('root')) + path)
  add(home, 'home')
  add(brewPrefix, 'brewPrefix')
  if (known.size === 0) return text
  const paths = [...known.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp)
  // Where it stands as a whole or above others, and is not part of a longer one. `unix//run/x` is the address of a socket.
  const found = new RegExp(`(?:(?<![\\w./-])|(?<=\\bunix/))(?:${paths.join('|')})(?=$|/|[^\\w./-])`, 'gm')
  return text.replace(found, path => known.get(path)?.() ?? path)
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[^\w/]/g, String.raw`\$&`)
}
