/** Selectors and texts of a policy in the estate's words; what has no word is told. */

import type { Person, TailnetAlias, TailnetSelector } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { personOf, personToken } from '../people.ts'
import type { Policy } from '../policy.ts'
import { splitPort } from '../rules.ts'
import { parseSelector } from '../selector.ts'
import { Names } from './names.ts'

/** What the estate has no word for. */
export interface Unsaid {
  readonly path: string
  /** One clause. */
  readonly why: string
  readonly got: string
}

export class Words {
  readonly unsaid: Unsaid[] = []
  readonly #people = new Map<string, Person>()
  readonly #aliases: ReadonlyMap<string, TailnetAlias>
  readonly #names = new Names('-')

  constructor({ hosts = {} }: Policy, notes: ReadonlyMap<string, string>) {
    this.#aliases = new Map(
      Object.entries(hosts).map(([alias, address]) => {
        const note = notes.get(`hosts.${alias}`)
        return [alias, { alias, address, ...present({ note }) }]
      }),
    )
  }

  /** Everybody whom the policy names, with their logins, in the order in which it does. */
  get people(): ReadonlyMap<string, Person> {
    return this.#people
  }

  get aliases(): readonly TailnetAlias[] {
    return [...this.#aliases.values()]
  }

  tell(path: string, why: string, got: unknown): void {
    this.unsaid.push({ path, why, got: typeof got === 'string' ? got : JSON.stringify(got) })
  }

  selectors(path: string, texts: readonly string[]): readonly TailnetSelector[] {
    return texts.flatMap(text => this.selector(path, text) ?? [])
  }

  selector(path: string, written: string): TailnetSelector | undefined {
    const text = written.trim()
    const selector = parseSelector(text)
    switch (selector.kind) {
      case 'user':
        return this.person(path, text)
      case 'host': {
        const alias = this.#aliases.get(selector.alias)
        if (alias === undefined) this.tell(path, 'the policy defines no such host', text)
        return alias
      }
      case 'range':
        return { address: text }
      case 'unsupported':
        this.tell(path, selector.why, text)
        return undefined
      default:
        // Its form says that it is one of these.
        return text as TailnetSelector
    }
  }

  /** The login is nowhere in what is printed. */
  person(path: string, login: string): Person | undefined {
    const known = this.#people.get(login)
    if (known !== undefined) return known
    const token = personOf(login)
    if (token === undefined && !/^[^\s@"\\{}]+@[^\s@"\\{}]*$/.test(login)) {
      this.tell(path, 'no login', login)
      return undefined
    }
    const name = this.#names.of(login, token ?? login.slice(0, login.lastIndexOf('@')))
    const person: Person = {
      kind: 'person',
      name,
      role: 'member',
      login: { kind: 'secret', vault: VAULT, item: ITEM, field: name },
    }
    this.#people.set(login, person)
    return person
  }

  /** A destination of a test, `SELECTOR:PORT`: people stand in it as the rendered policy has them. */
  destination(path: string, text: string): string {
    const split = splitPort(text.trim())
    if (split === undefined || parseSelector(split.host).kind !== 'user') return text
    const person = this.person(path, split.host)
    return person === undefined ? text : `${personToken(person.name)}:${split.port}`
  }

  /** A text without anybody's login. */
  bare(text: string): string {
    return [...this.#people].reduce((left, [login, { name }]) => left.replaceAll(login, name), text)
  }
}

/** Where the printed file says that logins lie. */
export const VAULT = 'tailnet'
export const ITEM = 'Tailnet people'
