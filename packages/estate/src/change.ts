import type { Resolved } from './resolved.ts'

/** What changed between two rendered trees, and what that does. Whoever renders something says how it is read. */

/** What a change does when it is rolled out, the worst first. */
export const dangers = ['destroys', 'recreates', 'opens', 'stops', 'restarts', 'reloads', 'cosmetic'] as const

/**
 * `destroys`: data, or what holds it; `recreates`: it can't be changed in place; `opens`: to the internet, to more people or machines;
 * `stops`: interrupts whoever uses it; `restarts`: shortly; `reloads`: what runs takes it over, and connections go on; `cosmetic`: nothing
 * that runs behaves otherwise.
 */
export type Danger = (typeof dangers)[number]

/** What YAML and JSON can say. */
export type ChangeValue =
  | null
  | boolean
  | number
  | string
  | readonly ChangeValue[]
  | { readonly [field: string]: ChangeValue }

/** A file and line of `apps/`. */
export interface ChangeCause {
  readonly file: string
  readonly line?: number
  /** The declaration. */
  readonly declares?: string
}

/** One change, as plain data. */
export interface Change {
  /** `kubernetes`, `ansible`, `tailnet`; `docs` and `estate` repeat what others say. */
  readonly system: string
  readonly service?: string
  /** `Deployment wiki/wiki`, `role caddy`, `route wiki.example.org`. */
  readonly subject: string
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  /** The field; absent where it is the whole subject. */
  readonly path?: string
  /** The member of a list or a map that came or went, and this field with it. */
  readonly element?: string
  readonly before?: ChangeValue
  readonly after?: ChangeValue
  /** The rendered file, below the rendered folder; absent for what is read of the estate and not of a file. */
  readonly file?: string
  /** How it was read: by field, line by line where nobody reads the format, or of what is stated. */
  readonly read: 'fields' | 'lines' | 'estate'
  readonly danger?: Danger
  /** Why it is dangerous, and what a rollout does: one clause. */
  readonly why?: string
  /** It can't be applied at all as long as what has the old value is there. */
  readonly refused?: true
  readonly causes: readonly ChangeCause[]
}

/** What a reader finds in a file: each subject has a value, in which fields are compared. */
export interface ReadItem {
  readonly subject: string
  /** A file of the subject, where it is made of several. */
  readonly part?: string
  /** What tells it from others of its subject in the same file, where they have no name of their own. */
  readonly called?: string
  readonly value: ChangeValue
  /** Where it is of another system than its reader, which is then told as that. */
  readonly system?: string
  /** The folder of the place that it is of: where both revisions have two such places, one name in each is two subjects. */
  readonly place?: string
}

/** How files of a target are read. Everything that a file says is in some item: what is in none could change unseen. */
export interface ChangeReader {
  readonly system: string
  readonly reads: (path: string) => boolean
  /** Throws for what it can't read: then the file is compared by lines. */
  readonly items: (path: string, text: string) => readonly ReadItem[]
  /** What a member of a list is known by; by default its `name`, or what else looks like one. */
  readonly keys?: (path: readonly string[]) => readonly string[] | undefined
  /** What a text means that is another document (a file in a ConfigMap). */
  readonly inside?: (path: readonly string[], text: string) => ChangeValue | undefined
  /** Whether a field without a value, or with an empty one, is one that is not there. */
  readonly emptyIsAbsent?: true
}

/** How a file is read that another one holds: a dashboard in a ConfigMap. */
export interface ContentReader {
  /** @param subject what holds it; @param key under which name */
  readonly reads: (subject: string, key: string) => boolean
  /** Throws for what it can't read: then it stays a text. */
  readonly items: (key: string, text: string) => readonly ReadItem[]
}

/** A change on its way to be judged. */
export interface ToJudge {
  readonly change: Change
  /** The field's path, taken apart. */
  readonly path: readonly string[]
  /** The whole subject, before and after. */
  readonly item: { readonly before?: ChangeValue; readonly after?: ChangeValue }
  /** All changes, for what only several tell (a rename). */
  readonly all: readonly Change[]
  readonly estates: Estates
}

/** What both revisions state; one is missing where its revision says nothing that today's program reads. */
export interface Estates {
  readonly before?: Resolved
  readonly after?: Resolved
}

/** A danger of one noun. */
export interface DangerRule {
  /** Unique: `claim-goes`. */
  readonly name: string
  readonly judge: (change: ToJudge) => JudgedDanger | undefined
}

/** What a rule says of a change. */
export interface JudgedDanger extends Pick<Change, 'refused'> {
  readonly danger: Danger
  readonly why: string
}

/** What is told of two estates and of no file: who reaches what, what is saved. */
export type EstateReader = (before: Resolved, after: Resolved) => readonly EstateChange[]

export type EstateChange = Omit<Change, 'read' | 'causes' | 'file'> & {
  /** Rendered files in which it shows: its causes are theirs. */
  readonly shownIn?: readonly string[]
}

/** All that a target, or a part, knows of changes. */
export interface ChangeFacet {
  readonly readers?: readonly ChangeReader[]
  readonly contents?: readonly ContentReader[]
  readonly rules?: readonly DangerRule[]
  readonly estates?: readonly EstateReader[]
}
