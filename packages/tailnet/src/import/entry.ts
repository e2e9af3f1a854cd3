/** What the parts of an import share. */
import type { TailnetPolicyProps } from '@homelab/estate/model'
import type { Words } from './words.ts'

/** The comments above entries, by path. */
export type Notes = ReadonlyMap<string, string>
export type Props = { -readonly [K in keyof TailnetPolicyProps]: TailnetPolicyProps[K] }

/** Where nothing above an entry says why it is there. */
export const TAKEN_OVER = 'Taken over as it was.'

/** Fields that nothing here reads. */
export function others(words: Words, path: string, rest: object): void {
  for (const [name, got] of Object.entries(rest)) words.tell(`${path}.${name}`, 'no word of the estate is for it', got)
}

export function noteAt(notes: Notes, path: string): { readonly note?: string } {
  const note = notes.get(path)
  return note === undefined ? {} : { note }
}

export function reasonAt(notes: Notes, path: string): string {
  return notes.get(path) ?? TAKEN_OVER
}

export function trimmed(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts?.map(text => text.trim())
}

type Without<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without members that are undefined, or lists of nothing where the estate need not say so. */
export function clean<T extends object>(members: T): Without<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Without<T>
}
