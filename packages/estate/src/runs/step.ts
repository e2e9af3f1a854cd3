/** A word of a command: text, or what the shell of the machine puts in its place. */
export type Word = string | { readonly shell: string }

/** One thing that is done to what runs. */
export interface Step {
  /** `ENTRY#DOES`, with a number where an entry has several. */
  readonly id: string
  /** The entry that it is done to, by id. */
  readonly to: string
  readonly does: Does
  readonly run: Command | Edit | Manual
  readonly effect: 'reads' | 'changes' | 'restarts' | 'stops' | 'destroys'
  /** Entries that are away meanwhile, by id. */
  readonly interrupts: readonly string[]
  /** Steps that come before it, by id. */
  readonly after: readonly string[]
  /** The question that tells when it is over, by id. */
  readonly until?: string
  /** The step that takes it back, by id. */
  readonly undo?: string
  /** What its user must know, a clause. */
  readonly note?: string
}

export type Does =
  | 'status'
  | 'logs'
  | 'start'
  | 'stop'
  | 'restart'
  | 'preview'
  | 'apply'
  | 'remove'
  /** Ends an object that can't be changed in place, and leaves what it made running. */
  | 'release'
  | 'back-up'
  | 'check'
  | 'restore'
  | 'restore-test'

/** A command. */
export interface Command {
  readonly kind: 'command'
  readonly words: readonly Word[]
  /** The machine that it runs on: a host by name, or that of whoever operates the estate. */
  readonly on: 'operator' | { readonly host: string }
  /** Somebody types into it. */
  readonly terminal?: true
  /** The folder in which it runs, below the one that `synth` writes; the repository's root by default. */
  readonly folder?: string
}

/** A fact that is changed, and rendered again. */
export interface Edit {
  readonly kind: 'edit'
  /** The file, from the repository's root. */
  readonly file: string
  readonly what: string
}

/** Something that no command does. */
export interface Manual {
  readonly kind: 'by-hand'
  readonly what: string
}

/**
 * A step with nothing around it.
 *
 * @param nth where what is done takes several
 */
export function step(to: string, does: Does, effect: Step['effect'], run: Step['run'], nth?: number): Step {
  const id = `${to}#${does}${nth === undefined ? '' : `-${nth}`}`
  return { id, to, does, run, effect, interrupts: [], after: [] }
}
