/** Makes small slips in the facts of an estate, one at a time, and says which of them nothing catches: `mise run slips`. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root, sourcesIn } from '../../tests/support/sources.ts'
import { inCopy, runCommand, seededOptions, wholeNumbers } from '../seeded/command.ts'
import type { Copy } from '../seeded/copy.ts'
import { changeText } from '../seeded/place.ts'
import { randomFrom, sample } from '../seeded/sample.ts'
import { type Operator, type Site, sitesOf } from './operators.ts'
import { type Fate, Trials, type Verdict } from './trial.ts'

const help = `usage: mise run slips -- [--seed N] [--count M] [--estate NAME] [--budget SECONDS] [--json]

Makes small slips in apps/, one at a time and in memory: deletes a property or an element, changes a number or a character, takes
another string, identifier, secret or boolean of the same kind, says an element twice; each of the six in turn. Titles,
summaries, descriptions, reasons and comments are left out. Each is given to the compiler (in a copy) and to all checks. Caught is
what does not compile, does not load, or has an open finding; all others count as survivors, those too that are as good as before.

  --seed N           which ones: the same seed takes the same of the same sources (1)
  --count M          how many (60)
  --estate NAME      of the folder apps/NAME (the main one, see package.json)
  --budget SECONDS   begin no other after so long; what is left out is counted (none)
  --json             print the result as JSON; progress goes to standard error either way

exit codes: 0 all were tried that there was time for, 2 wrong usage, 3 it could not be tried, 130 interrupted
`

interface Slip extends Pick<Site, 'file' | 'line' | 'operator' | 'before'>, Verdict {
  readonly after: string
}

interface Result {
  readonly seed: number
  /** Of all that were tried, from 0 to 1. */
  readonly caught: number
  readonly byOperator: readonly { readonly operator: Operator; readonly tried: number; readonly caught: number }[]
  readonly tried: readonly Slip[]
  /** For which there was no time. */
  readonly left: number
}

interface Wanted {
  readonly seed: number
  readonly count: number
  readonly estate: string
  readonly budgetMs: number
  readonly json: boolean
}

async function run(wanted: Wanted): Promise<number> {
  if (!existsSync(join(root, 'apps', wanted.estate, 'estate.ts'))) {
    process.stderr.write(`there is no estate ${wanted.estate}; give the name of a folder of apps/\n`)
    return 2
  }
  const sources = new Map(sourcesIn(`apps/${wanted.estate}`).map(({ path, text }) => [path, text]))
  return inCopy(async copy => {
    const result = await tryAll(copy, sources, wanted)
    process.stdout.write(wanted.json ? `${JSON.stringify(result, null, 2)}\n` : told(result))
    return 0
  })
}

function mainEstate(): string {
  const { homelab } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly homelab: { readonly estate: string }
  }
  return homelab.estate
}

/** What is wanted; nothing where help is. */
function optionsOf(): Wanted | undefined {
  const { values } = parseArgs({
    options: {
      ...seededOptions,
      estate: { type: 'string', default: mainEstate() },
    },
  })
  if (values.help === true) return undefined
  const { estate, json } = values
  const { seed, count, budget } = wholeNumbers(values, 'seed', 'count', 'budget')
  return { seed, count, estate, json, budgetMs: budget * 1000 }
}

async function tryAll(copy: Copy, sources: ReadonlyMap<string, string>, wanted: Wanted): Promise<Result> {
  const { seed, count, estate, budgetMs } = wanted
  const chosen = sample(sitesOf(sources), seed, count)
  const random = randomFrom(seed + 1)
  // All are drawn before the first is tried: a short budget takes no others.
  const slips = chosen.map(site => ({ site, after: site.after(random) }))
  const trials = await Trials.over(copy, `apps/${estate}/estate.ts`, sources)
  const begun = Date.now()
  const tried: Slip[] = []
  for (const [index, { site, after }] of slips.entries()) {
    if (Date.now() - begun > budgetMs) break
    const { file, line, operator, before, start, end } = site
    const text = sources.get(file) ?? ''
    const verdict = await trials.of(new Map(sources).set(file, text.slice(0, start) + after + text.slice(end)), file)
    const slip = { file, line, operator, before, after, ...verdict }
    tried.push(slip)
    process.stderr.write(`${index + 1}/${slips.length} ${lineOf(slip)}\n`)
  }
  const byOperator = [...Map.groupBy(tried, ({ operator }) => operator)].map(([operator, of]) => {
    return { operator, tried: of.length, caught: of.filter(isCaught).length }
  })
  const caught = tried.length === 0 ? 0 : tried.filter(isCaught).length / tried.length
  return { seed, caught, byOperator, tried, left: slips.length - tried.length }
}

function isCaught({ fate }: Verdict): boolean {
  return fate !== 'same' && fate !== 'survived' && fate !== 'stopped'
}

function told({ seed, caught, byOperator, tried, left }: Result): string {
  const fates = [...Map.groupBy(tried, ({ fate }) => fate)].map(([fate, of]) => `${of.length} ${words[fate]}`)
  return [
    ...tried.filter(slip => !isCaught(slip)).map(lineOf),
    ...byOperator.map(({ operator, tried: all, caught: some }) => `${operator}: ${some} of ${all} caught`),
    `seed ${seed}: ${Math.round(caught * 100)}% of ${tried.length} caught: ${fates.join(', ')}${left === 0 ? '' : `; ${left} not tried`}`,
    '',
  ].join('\n')
}

const words: Readonly<Record<Fate, string>> = {
  compiler: 'refused by the compiler',
  unused: 'left an unused name',
  load: 'did not load',
  stopped: 'stopped a projection without a finding',
  finding: 'found',
  same: 'changed nothing that is rendered',
  survived: 'survived',
}

function lineOf(slip: Slip): string {
  return changeText(words[slip.fate], slip)
}

await runCommand(help, optionsOf, run)
