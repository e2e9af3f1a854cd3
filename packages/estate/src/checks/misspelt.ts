import type { Finding } from '../findings.ts'
import { isOneLetterOff } from '../nearest.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { textsIn } from './texts-in.ts'

/**
 * Words, and steps of paths, that are seldom, while with one other letter they stand often: of two names for one thing each is
 * taken as it is, and what was meant is not found. What people read is left out; there, words may be alike.
 */
export function checkMisspelt(resolved: ResolvedWithWorkloads): Finding[] {
  const said = saidIn(resolved)
  const words = new Counts()
  const steps = new Counts()
  for (const { text } of said) {
    for (const word of wordsIn(text)) words.add(String(word.length), word)
    for (const [parent, step] of stepsIn(text)) steps.add(parent, step)
  }
  const found = said.flatMap(({ subject, file, path, text }): Finding[] => {
    if (isOfPeople(path, text)) return []
    const wrong = [
      ...stepsIn(text).flatMap(([parent, step]) => steps.meant(parent, step)),
      ...wordsIn(text).flatMap(word => (word.length < shortest ? [] : words.meant(String(word.length), word))),
    ]
    const [first] = wrong
    if (first === undefined) return []
    const { got, meant, often: count } = first
    return [
      {
        code: 'misspelt-word',
        where: { subject, path, file },
        problem: `the word is seldom, and ${meant}, one letter from it, stands ${count} times`,
        got,
        expected: meant,
        fix: `say ${meant}, or accept it with what else it means`,
      },
    ]
  })
  // One cause, one finding: what is made of a misspelt name has it again.
  return [...Map.groupBy(found, ({ got }) => got).values()].flatMap(([first]) => first ?? [])
}

/** In letters: of shorter words too many are alike. */
const shortest = 6

/** How often the other one stands at least; of long words hardly any two are alike by chance. */
const often = (word: string): number => (word.length < 8 ? 3 : 2)

/** So many times as often it stands where the word itself stands more than once, as one that a name is made of does. */
const times = 6

interface Said {
  readonly subject: string
  readonly file: string
  readonly path: string
  readonly text: string
}

function saidIn({ services, hosts, clusters, domains, shares, tailnet, dns, file }: ResolvedWithWorkloads): Said[] {
  const all: readonly (readonly [subject: string, file: string, value: object])[] = [
    ...services.map(({ name, file: own, ports, tile, metrics, workload, probes }) => {
      return [name, own, { name, ports, tile, metrics, workload, probes }] as const
    }),
    ...[...hosts, ...clusters].map(each => [each.name, file, each] as const),
    ['estate', file, { domains, shares, tailnet, dns }],
  ]
  return all.flatMap(([subject, of, value]) =>
    textsIn(value, '').map(([path, text]) => ({ subject, file: of, path, text })),
  )
}

/** Of what people alone read, and of scripts, which have a language of their own. */
function isOfPeople(path: string, text: string): boolean {
  const key = /\.?(\w+)(?:\[\d+\])*$/.exec(path)?.[1] ?? ''
  return prose.has(key) || text.includes('\n') || (/^\S+(?: \S+){3,}$/.test(text) && !/[$={}|<>]| --?\w/.test(text))
}

/** And a discriminant, which the compiler knows. */
const prose: ReadonlySet<string> = new Set([
  ...[
    'title',
    'summary',
    'description',
    'reason',
    'why',
    'note',
    'notes',
    'holds',
    'role',
    'hardware',
    'byHand',
    'how',
  ],
  'kind',
])

/** `HOMEPAGE_VAR` and `homepageVar` are two words each. */
function wordsIn(text: string): readonly string[] {
  return (text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map(word => word.toLowerCase())
}

/** Each step of the absolute paths of a text, with what stands before it. */
function stepsIn(text: string): readonly (readonly [parent: string, step: string])[] {
  if (text.includes('\n')) return []
  return (text.match(/(?<![\w./~$}*-])(?:\/[\w.+@-]+)+/g) ?? []).flatMap(path => {
    const steps = path.split('/').slice(1)
    return steps.map((step, index) => [steps.slice(0, index).join('/'), step] as const)
  })
}

interface Meant {
  readonly got: string
  readonly meant: string
  readonly often: number
}

class Counts {
  readonly #counts = new Map<string, Map<string, number>>()
  readonly #often = new Map<string, readonly (readonly [word: string, count: number])[]>()

  add(group: string, word: string): void {
    const counts = this.#counts.get(group) ?? new Map<string, number>()
    this.#counts.set(group, counts.set(word, (counts.get(word) ?? 0) + 1))
  }

  /** What stands often, where the word stands seldom and is one letter off. */
  meant(group: string, got: string): readonly Meant[] {
    const counts = this.#counts.get(group)
    const own = counts?.get(got) ?? 0
    if (counts === undefined || got.length < 3) return []
    const common = this.#often.get(group) ?? [...counts].filter(([word, count]) => count >= often(word))
    this.#often.set(group, common)
    return common.flatMap(([meant, count]) =>
      (own === 1 || count >= own * times) && count > own && isOneLetterOff(got, meant)
        ? [{ got, meant, often: count }]
        : [],
    )
  }
}
