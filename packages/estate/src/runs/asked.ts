import { contract, type Part } from '../part.ts'
import type { Command } from './step.ts'

/** A question to a host: a command that changes nothing, and how its answer is judged. */
export interface Asked {
  /** What is asked about, a few words: `API on its host`. */
  readonly what: string
  /** What a person would look for there: a label, a unit. */
  readonly name: string
  readonly run: Command
  readonly judged: Judged
}

export type Judged =
  /** The first rule that holds decides; where none does, nobody knows. */
  | { readonly by: 'rules'; readonly rules: readonly Rule[] }
  /** What a rule can't say: the `judge` of the part with this kind is asked, and told these facts. */
  | { readonly by: 'part'; readonly part: string; readonly facts: Facts }

export type Facts = Readonly<Record<string, string | number | boolean>>

/** Holds where all that it names does. */
export interface Rule {
  /** Any of these; 0 by default. */
  readonly exitCodes?: readonly number[]
  /** Regular expressions, of which `^` and `$` stand for the ends of a line: each is found in the output. */
  readonly has?: readonly string[]
  /** None of these is found there. */
  readonly lacks?: readonly string[]
  readonly state: Verdict['state']
  /** One clause; `$1` is the first group of the first of `has`. The first line of the output by default. */
  readonly detail?: string
}

/** What a command said on its machine, where it could be run. */
export interface HostAnswer {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** What is said of an exit code that is not 0: the command, and its words. */
  readonly problem: string
}

/**
 * `up`: it answers as it should. `warning`: it does, and something is not well. `down`: it does not. `unknown`: nobody could
 * ask, or understands the answer, which is never fine.
 */
export interface Verdict {
  readonly state: 'up' | 'warning' | 'down' | 'unknown'
  /** What was seen, or why nobody knows; one clause. */
  readonly detail: string
}

/** Pure: a verdict on what a host said, by facts that the question brought along. */
export type Judge = (said: HostAnswer, facts: Facts) => Verdict

/** What others than its own package must know of a part of hosts. */
export interface JudgingPart extends Part {
  readonly contract: 'host-part'
  readonly judge?: Judge
}

const judging = contract<JudgingPart>('host-part')

/** What an answer says of what was asked about. */
export function verdictOn(parts: readonly Part[], judged: Judged, said: HostAnswer): Verdict {
  if (judged.by === 'rules') return byRules(judged.rules, said)
  const judge = judging.of(parts, judged.part)?.judge
  return judge === undefined
    ? { state: 'unknown', detail: `no part of the estate judges answers about a ${judged.part}` }
    : judge(said, judged.facts)
}

function byRules(rules: readonly Rule[], said: HostAnswer): Verdict {
  const { exitCode, stdout, problem } = said
  for (const { exitCodes = [0], has = [], lacks = [], state, detail } of rules) {
    const found = has.map(pattern => new RegExp(pattern, 'm').exec(stdout))
    const holds =
      exitCodes.includes(exitCode) &&
      found.every(match => match !== null) &&
      !lacks.some(pattern => new RegExp(pattern, 'm').test(stdout))
    if (holds)
      return {
        state,
        detail: detail?.replaceAll('$1', found[0]?.[1] ?? '') ?? (exitCode === 0 ? firstLine(stdout) : problem),
      }
  }
  return { state: 'unknown', detail: exitCode === 0 ? `it answers something else: ${firstLine(stdout)}` : problem }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
