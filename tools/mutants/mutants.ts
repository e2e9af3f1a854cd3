/** Puts small faults into the product, one at a time and in a copy, and says which of them no test notices: `mise run mutants`. */
import { parseArgs } from 'node:util'
import { inCopy, runCommand, seededOptions, wholeNumbers } from '../seeded/command.ts'
import { changeText } from '../seeded/place.ts'
import { sample } from '../seeded/sample.ts'
import { type MustDie, mustDie } from './must-die.ts'
import { type Mutant, mutantsOf } from './operators.ts'
import { allModules, productSources } from './related.ts'
import { Trials, type Verdict } from './trial.ts'

const help = `usage: mise run mutants -- [--seed N] [--count M] [--only PATH] [--listed] [--budget SECONDS] [--timeout SECONDS] [--json]

Puts small faults into packages/ and ansible-gen/, one at a time, in a copy: drops a call or a member, turns a condition round,
takes what was filtered whole, changes a constant. Runs the fast tests that import the file, nearest first, until one is red; then
the compiler; then tests/snapshots.test.ts, which states no rule and counts apart. What tests reach without an import, as the
programs that they start, they do not count as related to.

  --seed N           which ones: the same seed takes the same of the same sources (1)
  --count M          how many (60)
  --only PATH        only of files whose path begins so
  --listed           the committed list of faults that must be noticed, first (tools/mutants/must-die.ts)
  --budget SECONDS   begin no other after so long; what is left out is counted (none)
  --timeout SECONDS  for each run of tests (900)
  --json             print the result as JSON; progress goes to standard error either way

exit codes: 0 every one was noticed, 1 some were not, 2 wrong usage, 3 it could not be tried, 130 interrupted
`

interface Tried extends Mutant, Verdict {}

interface Result {
  readonly seed: number
  readonly missed: readonly (MustDie & { readonly missed: readonly string[] })[]
  readonly tried: readonly Tried[]
  /** For which there was no time. */
  readonly left: number
}

async function run(wanted: Wanted): Promise<number> {
  const { only, count, seed } = wanted
  const sources = productSources().filter(({ path }) => only === undefined || path.startsWith(only))
  if (sources.length === 0) {
    process.stderr.write(`no source of the product begins with ${only}; give a path relative to the root\n`)
    return 2
  }
  const mutants = sample(
    sources.flatMap(({ path, text }) => mutantsOf(path, text)),
    seed,
    count,
  )
  return inCopy(async copy => {
    const result = await tryAll(new Trials(copy, allModules(), wanted.timeoutMs), mutants, wanted)
    process.stdout.write(wanted.json ? `${JSON.stringify(result, null, 2)}\n` : told(result))
    return result.missed.length > 0 || result.tried.some(({ fate }) => fate === 'survived') ? 1 : 0
  })
}

interface Wanted {
  readonly seed: number
  readonly count: number
  readonly only: string | undefined
  readonly listed: boolean
  readonly budgetMs: number
  readonly timeoutMs: number
  readonly json: boolean
}

/** What is wanted; nothing where help is. */
function optionsOf(): Wanted | undefined {
  const { values } = parseArgs({
    options: {
      ...seededOptions,
      only: { type: 'string' },
      listed: { type: 'boolean', default: false },
      timeout: { type: 'string', default: '900' },
    },
  })
  if (values.help === true) return undefined
  const { only, listed, json } = values
  const { seed, count, budget, timeout } = wholeNumbers(values, 'seed', 'count', 'budget', 'timeout')
  return { seed, count, only, listed, json, budgetMs: budget * 1000, timeoutMs: timeout * 1000 }
}

async function tryAll(trials: Trials, mutants: readonly Mutant[], { seed, listed, budgetMs }: Wanted): Promise<Result> {
  const begun = Date.now()
  const missed: Result['missed'][number][] = []
  for (const fault of listed ? mustDie : []) {
    const tests = await trials.missedBy(fault)
    if (tests.length > 0) missed.push({ ...fault, missed: tests })
    process.stderr.write(`${tests.length > 0 ? 'MISSED' : 'killed'} ${fault.file}: ${fault.says}\n`)
  }
  const tried: Tried[] = []
  for (const [index, mutant] of mutants.entries()) {
    if (Date.now() - begun > budgetMs) break
    const verdict = await trials.of(mutant)
    tried.push({ ...mutant, ...verdict })
    process.stderr.write(`${index + 1}/${mutants.length} ${lineOf({ ...mutant, ...verdict })}\n`)
  }
  return { seed, missed, tried, left: mutants.length - tried.length }
}

function told({ seed, missed, tried, left }: Result): string {
  const of = (...ends: readonly Verdict['fate'][]): readonly Tried[] => tried.filter(({ fate }) => ends.includes(fate))
  const counted = (['killed', 'refused', 'dist', 'late', 'survived'] as const).map(
    end => `${of(end).length} ${words[end]}`,
  )
  return [
    ...missed.map(fault => `MISSED ${fault.file}: ${fault.says}: ${fault.missed.join(', ')}`),
    ...of('survived', 'dist', 'late').map(lineOf),
    `seed ${seed}: ${counted.join(', ')}${left === 0 ? '' : `, ${left} not tried`}`,
    '',
  ].join('\n')
}

const words: Readonly<Record<Verdict['fate'], string>> = {
  killed: 'killed',
  refused: 'refused by the compiler',
  dist: 'seen by dist/ alone',
  late: 'out of time',
  survived: 'survived',
}

function lineOf(tried: Tried): string {
  return changeText(words[tried.fate], tried)
}

await runCommand(help, optionsOf, run)
