import type { Finding } from '../findings.ts'
import { alikeWords, knownWords } from '../known-words.ts'
import { isOneLetterOff } from '../nearest.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { textsIn } from './texts-in.ts'

/**
 * Words, and steps of paths, that are seldom, while with one other letter they stand often, or are words that everybody's
 * configurations are made of: of two names for one thing each is taken as it is, and what was meant is not found. What people
 * read is left out; there, words may be alike.
 */
export function checkMisspelt(resolved: ResolvedWithWorkloads): Finding[] {
  const words = new Counts(knownByLength)
  const steps = new Counts(new Map())
  const said = read(saidIn(resolved))
  for (const each of said) {
    for (const word of each.words) words.add(String(word.length), word)
    for (const [parent, step] of each.steps) steps.add(parent, step)
  }
  const found = said.flatMap(({ subject, file, path, text, ...each }): Finding[] => {
    const wrong = [
      ...each.steps.flatMap(([parent, step]) => steps.meant(parent, step)),
      ...each.words.flatMap(word =>
        word.length < shortest
          ? []
          : words
              .meant(String(word.length), word)
              .filter(meant => meant.often === undefined || word.length >= shortestOfItsOwn),
      ),
    ]
    const [first] = wrong
    if (first === undefined || isOfPeople(path, text) || selector.test(text)) return []
    const { got, meant, often: count } = first
    return [
      {
        code: 'misspelt-word',
        where: { subject, path, file },
        problem:
          count === undefined
            ? `the word is seldom, and ${meant}, which configurations are made of, is one letter from it`
            : `the word is seldom, and ${meant}, one letter from it, stands ${count} times`,
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
const shortest = 4

/** Of those that the estate alone says. */
const shortestOfItsOwn = 6

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
    ...services.map(({ name, file: own, ports, tile, metrics, workload, probes, dashboards, runners }) => {
      return [name, own, { name, ports, tile, metrics, workload, probes, dashboards, runners }] as const
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

/** Of the tailnet's policy, whose own checks know who carries what. */
const selector = /^(?:tag|group|autogroup|posture|ipset|svc):/

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

interface Pieces {
  readonly words: readonly string[]
  readonly steps: readonly (readonly [parent: string, step: string])[]
}

/** Of the texts that an estate said last: when it is looked at again most are as they were. */
let last: ReadonlyMap<string, Pieces> = new Map()

function read(said: readonly Said[]): readonly (Said & Pieces)[] {
  const now = new Map<string, Pieces>()
  const all = said.map(each => {
    const { text } = each
    const pieces = now.get(text) ?? last.get(text) ?? { words: wordsIn(text), steps: stepsIn(text) }
    now.set(text, pieces)
    return { ...each, ...pieces }
  })
  last = now
  return all
}

const knownByLength: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...Map.groupBy(knownWords, word => String(word.length))].map(([length, words]) => [length, new Set(words)]),
)

/** The known words that each word is one letter from, once somebody asked. */
const nearKnown = new Map<string, readonly string[]>()

interface Meant {
  readonly got: string
  readonly meant: string
  /** How often it stands; absent where everybody says it. */
  readonly often?: number
}

class Counts {
  readonly #counts = new Map<string, Map<string, number>>()
  readonly #often = new Map<string, readonly (readonly [word: string, count: number])[]>()
  /** Words that everybody says. */
  readonly #known: ReadonlyMap<string, ReadonlySet<string>>
  /** What was asked for already: the same words stand in many texts. */
  readonly #meant = new Map<string, Map<string, readonly Meant[]>>()

  constructor(known: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#known = known
  }

  /** Before anybody asks what is meant. */
  add(group: string, word: string): void {
    const counts = this.#counts.get(group) ?? new Map<string, number>()
    this.#counts.set(group, counts.set(word, (counts.get(word) ?? 0) + 1))
  }

  /** What stands often, or is known, where the word stands seldom, is not known, and is one letter off. */
  meant(group: string, got: string): readonly Meant[] {
    const asked = this.#meant.get(group) ?? new Map<string, readonly Meant[]>()
    this.#meant.set(group, asked)
    const found = asked.get(got) ?? this.#find(group, got)
    asked.set(got, found)
    return found
  }

  #find(group: string, got: string): readonly Meant[] {
    const counts = this.#counts.get(group)
    const known = this.#known.get(group)
    const own = counts?.get(got) ?? 0
    if (counts === undefined || got.length < 3 || known?.has(got) === true) return []
    const common = this.#often.get(group) ?? commonIn(counts)
    this.#often.set(group, common)
    return [
      ...common.flatMap(([meant, count]) =>
        (own === 1 || count >= own * times) && count > own && isOneLetterOff(got, meant)
          ? [{ got, meant, often: count }]
          : [],
      ),
      ...(known === undefined || own > fewest || alikeWords.has(got)
        ? []
        : nearTo(got, known).map(meant => ({ got, meant }))),
    ]
  }
}

function nearTo(got: string, known: ReadonlySet<string>): readonly string[] {
  const near = nearKnown.get(got) ?? [...known].filter(meant => isOneLetterOff(got, meant) && !isInflected(got, meant))
  nearKnown.set(got, near)
  return near
}

/** How often a word stands at most that is taken for a slip of a known one: a name that somebody chose stands oftener. */
const fewest = 3

/** `watched` beside `watches`: the same word, or one that is made of it. Both are words, whoever chose them. */
function isInflected(got: string, meant: string): boolean {
  return got.slice(0, -1) === meant.slice(0, -1) && /[dnrst]$/.test(got) && /[dnrst]$/.test(meant)
}

function commonIn(counts: ReadonlyMap<string, number>): readonly (readonly [word: string, count: number])[] {
  return [...counts].filter(([word, count]) => count >= often(word))
}
