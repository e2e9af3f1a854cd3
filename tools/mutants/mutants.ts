/** Puts small faults into the product, one at a time and in a copy, and says which of them no test notices: `mise run mutants`. */
import { parseArgs } from 'node:util'
import { Copy } from './copy.ts'
import { type MustDie, mustDie } from './must-die.ts'
import { type Mutant, mutantsOf } from './operators.ts'
import { allModules, productSources } from './related.ts'
import { sample } from './sample.ts'
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

async function main(): Promise<number> {
  const wanted = optionsOf(process.argv.slice(2))
  if (typeof wanted === 'string') {
    process.stderr.write(`${wanted}; --help explains\n`)
    return 2
  }
  if (wanted === undefined) {
    process.stdout.write(help)
    return 0
  }
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
  const copy = new Copy()
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => {
      copy.remove()
      process.exit(code)
    })
  try {
    const result = await tryAll(new Trials(copy, allModules(), wanted.timeoutMs), mutants, wanted)
    process.stdout.write(wanted.json ? `${JSON.stringify(result, null, 2)}\n` : told(result))
    return result.missed.length > 0 || result.tried.some(({ fate }) => fate === 'survived') ? 1 : 0
  } finally {
    copy.remove()
  }
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

/** What is wanted; nothing where help is; else what is wrong. */
function optionsOf(args: readonly string[]): Wanted | string | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        seed: { type: 'string', default: '1' },
        count: { type: 'string', default: '60' },
        only: { type: 'string' },
        listed: { type: 'boolean', default: false },
        budget: { type: 'string', default: '1000000' },
        timeout: { type: 'string', default: '900' },
        json: { type: 'boolean', default: false },
      },
    })
    if (values.help === true) return undefined
    const { only, listed, json } = values
    const [seed, count, budget, timeout] = (['seed', 'count', 'budget', 'timeout'] as const).map(name => {
      if (!/^\d{1,9}$/.test(values[name])) throw new Error(`--${name} is a whole number, not ${values[name]}`)
      return Number(values[name])
    }) as [number, number, number, number]
    return { seed, count, only, listed, json, budgetMs: budget * 1000, timeoutMs: timeout * 1000 }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
  }
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

function lineOf({ fate, by, file, line, operator, before, after }: Tried): string {
  const short = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 120)
  const why = by === undefined ? '' : ` (${by})`
  return `${words[fate]}${why}: ${file}:${line} ${operator}: ${short(before)} -> ${short(after)}`
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(
    `${process.env['DEBUG'] !== undefined && error instanceof Error ? error.stack : String(error)}\n`,
  )
  return 3
})
