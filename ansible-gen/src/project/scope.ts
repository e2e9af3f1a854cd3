import { type Host, type ResolvedService, referenceId, type Secret } from '@homelab/estate/model'
import { type Expression, mark, variable } from '../ansible/jinja.ts'
import { snakeCase } from '../host/snake-case.ts'
import { type Fact, type Facts, printTemplate, withPaths } from './template.ts'

/** A variable of a role, with what its documentation says. */
export interface Variable {
  readonly name: Expression
  readonly description: string
  /** What it is when nothing is said; secrets have none. May have marks. */
  readonly default?: string
  readonly secret?: Secret
}

/** The variables of the inventory that say where a host keeps its things. */
export const hostVariables = {
  home: 'host_home',
  brewPrefix: 'host_brew_prefix',
  root: 'host_root',
} as const

const descriptions: Readonly<Record<Fact, string>> = {
  home: "Home folder of the host's user.",
  brewPrefix: "Prefix of the host's Homebrew.",
  root: 'Put before the paths of the system, such as /usr/local/bin; empty but for tests.',
}

const suffixes: Readonly<Record<Fact, string>> = { home: 'home', brewPrefix: 'brew_prefix', root: 'root' }

/** A role while it is rendered: gives the names of its variables, and remembers which of them are used. */
export class RoleScope {
  readonly role: string
  readonly service: ResolvedService
  readonly host: Host
  readonly #names: ReadonlyMap<string, string>
  readonly #used = new Map<string, Variable>()
  readonly #systemPaths = new Set<string>()
  readonly #templates = new Set<string>()
  #secretsAsked = 0

  constructor(service: ResolvedService, host: Host, secretNames: Readonly<Record<string, Secret>> = {}) {
    // No variable of Ansible begins with a digit.
    this.role = snakeCase(service.name).replace(/^(?=[0-9])/, 'service_')
    this.service = service
    this.host = host
    this.#names = new Map(Object.entries(secretNames).map(([name, secret]) => [referenceId(secret), name]))
  }

  /** The role's variables that were asked for, in the order of their names. */
  get variables(): readonly Variable[] {
    return [...this.#used.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  get secrets(): readonly Variable[] {
    return this.variables.filter(({ secret }) => secret !== undefined)
  }

  /** How often a secret was asked for: tells whether a text that was printed meanwhile holds one. */
  get secretsAsked(): number {
    return this.#secretsAsked
  }

  /** A name in `templates/` for a file of this name; a second file of one name is numbered. */
  templateName(file: string): string {
    // Names of units may have backslashes, which other systems take for folders.
    const base = file.replace(/^\.+/, '').replaceAll('\\', '_')
    let name = `${base}.j2`
    for (let count = 2; this.#templates.has(name); count++) name = `${base}-${count}.j2`
    this.#templates.add(name)
    return name
  }

  /** A file of the role outside home and Homebrew: moves with the root, in templates too. */
  system(paths: readonly string[]): void {
    for (const path of paths) this.#systemPaths.add(path)
  }

  /** A path for a task, with marks for the variables of the host in it. */
  readonly path = (absolute: string): string => withPaths(absolute, this.#facts())

  /** A text for a template of Ansible: what Jinja would read is escaped, marks and paths of the host become variables. */
  readonly template = (text: string): string => printTemplate(text, this.#facts())

  /** The name of a variable that keeps what a task found out about a thing. */
  register(thing: string, what: string): Expression {
    const name = snakeCase(thing)
    return variable(name === this.role ? `${name}_${what}` : `${this.role}_${name}_${what}`)
  }

  /** The name of a variable that keeps what a task found out, and that is the only one of its kind in the role. */
  known(what: string): Expression {
    return variable(`${this.role}_${what}`)
  }

  /** A variable of the role alone, by its name without the role's prefix; gives its whole name. */
  setting(suffix: string, description: string, value: string): Expression {
    const name = variable(`${this.role}_${suffix}`)
    this.#used.set(name, { name, description, default: value })
    return name
  }

  /** The name of the variable that holds a secret. */
  secret(secret: Secret): Expression {
    this.#secretsAsked++
    const name = variable(`${this.role}_${this.#names.get(referenceId(secret)) ?? snakeCase(secret.field)}`)
    this.#used.set(name, { name, description: `Field ${secret.field} of item ${secret.item}.`, secret })
    return name
  }

  readonly #fact = (fact: Fact): Expression => {
    const name = variable(`${this.role}_${suffixes[fact]}`)
    this.#used.set(name, { name, description: descriptions[fact], default: mark(variable(hostVariables[fact])) })
    return name
  }

  #facts(): Facts {
    const { home, brewPrefix } = this.host
    return { home, brewPrefix, systemPaths: this.#systemPaths, variable: this.#fact }
  }
}
