import type { Part } from '@homelab/estate/model'
import { loadProjections } from '@homelab/synth'
import {
  type Cause,
  type Causes,
  causes,
  type Failed,
  factCauses,
  type Outcome,
  type Sources,
  type Trial,
} from '@homelab/synth/causes'
import { diffArrays } from 'diff'
import { expect } from 'vitest'
import { mutations } from './mutate.ts'

/** What many random changes came to. */
export interface Tally {
  /** Changes that load, and change what is rendered. */
  changes: number
  lines: number
  /** Lines to which several causes led together, or nobody knows which. */
  together: number
  /** Lines that are there as well with their causes as they were: numbers in pictures are the same by accident. */
  doubtful: number
}

/**
 * Every changed line of what random changes render has a cause; how many of them go away with their causes is counted.
 *
 * @param seed the same gives the same changes
 */
export async function explainRandomChanges(sources: Sources, ask: Trial, seed: number, count: number): Promise<Tally> {
  const tally: Tally = { changes: 0, lines: 0, together: 0, doubtful: 0 }
  const trial = onceEach(ask, sources)
  for (const [index, mutation] of mutations(sources, seed, count).entries()) {
    // There and back: what is added one way is removed the other.
    const [before, after] = index % 2 === 0 ? [sources, mutation.sources] : [mutation.sources, sources]
    const found = await causes(before, after, trial)
    if ('unloadable' in found || found.effects.length === 0) continue
    const [was, is] = [await outcome(trial, before), await outcome(trial, after)]
    expectWhole(found, was, is)
    const named = found.causes.flatMap(({ where }) => where.map(({ file }) => file))
    expect(named.filter(file => !mutation.files.includes(file))).toEqual([])
    tally.doubtful += await doubtful(found, [before, was], [after, is], trial)
    counted(tally, found.effects)
  }
  return tally
}

/**
 * The same where only what both state is known.
 *
 * @param parts those that the estate registers
 */
export async function explainRandomFacts(
  sources: Sources,
  ask: Trial,
  parts: readonly Part[],
  seed: number,
  count: number,
): Promise<Tally> {
  const tally: Tally = { changes: 0, lines: 0, together: 0, doubtful: 0 }
  const trial = onceEach(ask, sources)
  const projections = await loadProjections()
  // A part is code and no fact: what it renders otherwise is not known from what is stated.
  const facts = new Map([...sources].filter(([path]) => !/^apps\/[^/]+\/parts\//.test(path)))
  for (const { sources: changed } of mutations(facts, seed, count)) {
    const mutation = { sources: new Map([...sources, ...changed]) }
    // Nor is a fact which of them the estate registers.
    if (registered(mutation.sources) !== registered(sources)) continue
    const [before, after] = [await trial.state(sources), await trial.state(mutation.sources)]
    if ('failed' in before || 'failed' in after) continue
    const found = await factCauses(before, after, parts, projections)
    if ('failed' in found || found.effects.length === 0) continue
    expectWhole(found, await outcome(trial, sources), await outcome(trial, mutation.sources))
    counted(tally, found.effects)
  }
  return tally
}

function counted(tally: Tally, effects: Causes<Cause>['effects']): void {
  tally.changes += 1
  for (const { lines, how } of effects) {
    tally.lines += lines.length
    if (how === 'together') tally.together += lines.length
  }
}

/** What the estates say of their parts, as it is written: a line each. */
function registered(sources: Sources): string {
  return [...sources]
    .flatMap(([path, text]) => (path.endsWith('/estate.ts') ? text.match(/^ *parts: .*$/gm) : []))
    .join()
}

/** Each of the last few asked once. */
function onceEach(ask: Trial, sources: Sources): Trial {
  const differs = (given: Sources): string =>
    JSON.stringify([...given].filter(([path, text]) => sources.get(path) !== text))
  const known = new Map<string, Outcome | Failed>()
  const run: Trial['run'] = async given => {
    const key = differs(given)
    const answer = known.get(key) ?? (await ask.run(given))
    if (known.size > 20) known.clear()
    known.set(key, answer)
    return answer
  }
  return { ...ask, run }
}

async function outcome(trial: Trial, sources: Sources): Promise<Outcome> {
  const answer: Outcome | Failed = await trial.run(sources)
  if ('failed' in answer) throw new Error(answer.failed)
  return answer
}

/** Without the lines that effects name, both revisions are the same: no changed line is missing, none is there twice. */
function expectWhole({ causes: all, effects, silent }: Causes<Cause>, was: Outcome, is: Outcome): void {
  const ids = new Set(all.map(({ id }) => id))
  for (const { causes: named } of effects) {
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter(id => !ids.has(id))).toEqual([])
  }
  const byFile = Map.groupBy(effects, ({ file }) => file)
  const stays = (outcome: Outcome, path: string, sign: '+' | '-'): readonly string[] => {
    const gone = (byFile.get(path) ?? []).flatMap(({ lines }) => lines.filter(each => each.sign === sign))
    const numbers = new Set(gone.map(({ line }) => line))
    expect(numbers.size).toBe(gone.length)
    const lines = linesOf(outcome, path)
    expect(gone.filter(({ line, text }) => line > 0 && lines[line - 1] !== text)).toEqual([])
    return lines.filter((_, index) => !numbers.has(index + 1))
  }
  for (const path of new Set([...was.files.keys(), ...is.files.keys()])) {
    const target = was.files.get(path)?.target ?? is.files.get(path)?.target ?? ''
    if (!silent.includes(target)) expect(stays(was, path, '-'), path).toEqual(stays(is, path, '+'))
  }
}

type Revision = readonly [sources: Sources, outcome: Outcome]

/** How many lines are not as they were although the files of all their causes are. */
async function doubtful(
  { causes: all, effects }: Causes<Cause>,
  [before, was]: Revision,
  [after, is]: Revision,
  trial: Trial,
): Promise<number> {
  let count = 0
  const files = new Map(all.map(({ id, where }) => [id, where.map(({ file }) => file)]))
  for (const [, group] of Map.groupBy(effects, effect => effect.causes.join())) {
    const back = new Map(after)
    for (const file of new Set(group[0]?.causes.flatMap(id => files.get(id) ?? []))) {
      const text = before.get(file)
      if (text === undefined) back.delete(file)
      else back.set(file, text)
    }
    const answer = await trial.run(back)
    if ('failed' in answer || answer.stopped.size > 0) continue
    for (const { file, lines } of group) {
      const changed = changedLines(linesOf(answer, file), linesOf(is, file))
      for (const { sign, text, line } of lines) {
        // Of lines that a file has more than once, nobody knows which is which.
        if (line === 0 || linesOf(sign === '+' ? is : was, file).filter(each => each === text).length > 1) continue
        const isThere = linesOf(answer, file).includes(text) && !(sign === '+' && changed.has(line))
        if (isThere !== (sign === '-')) count += 1
      }
    }
  }
  return count
}

function linesOf({ files }: Outcome, path: string): readonly string[] {
  const lines = files.get(path)?.content.split('\n')
  if (lines === undefined) return []
  return lines.at(-1) === '' ? lines.slice(0, -1) : [...lines, '(no line feed at the end)']
}

/** The numbers, counted from one, of lines of the second that the first has not. */
function changedLines(from: readonly string[], to: readonly string[]): ReadonlySet<number> {
  const changed = new Set<number>()
  let line = 0
  for (const { value, added, removed } of diffArrays([...from], [...to])) {
    if (added) for (const [index] of value.entries()) changed.add(line + index + 1)
    if (!removed) line += value.length
  }
  return changed
}
