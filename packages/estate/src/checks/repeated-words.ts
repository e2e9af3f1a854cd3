import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { textsIn } from './texts-in.ts'

/**
 * What is said twice to a program: an argument right after itself, one option with two values alike, or once with a value and
 * once without, and members of the lists that texts hold. Lists whose members are facts of the estate lose the second one before (`repeated-element`).
 */
export function checkRepeatedWords({ services }: ResolvedWithWorkloads): Finding[] {
  return services.flatMap(({ name: subject, file, workload }) =>
    [...argumentsIn(workload, 'workload'), ...listsIn(workload)].map(
      ({ path, got }): Finding => ({
        code: 'duplicate-setting',
        where: { subject, path, file },
        problem: 'this stands twice in one list',
        got,
        fix: 'say it once, or accept it with what the second one means',
      }),
    ),
  )
}

interface Twice {
  readonly path: string
  readonly got: string
}

/** Lists of what a program is started with, and of commands one after another. */
const programs = /^(?:args|argv|arguments|commands?|program)$/

function argumentsIn(value: unknown, path: string): readonly Twice[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    const own = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`
    const isList = programs.test(key) && Array.isArray(member) && member.every(each => typeof each === 'string')
    return isList ? twiceIn(member, own) : argumentsIn(member, own)
  })
}

function twiceIn(words: readonly string[], path: string): readonly Twice[] {
  return words.flatMap((word, index) => {
    const before = words.slice(0, index)
    // `-v -v` and `10 10` mean something; an option in full is given once, unless what follows it differs.
    const isWhole = /^--?[\w-]+=./.test(word) && before.includes(word)
    const isNext = word === words[index - 1] && /[A-Za-z]/.test(word) && !/^-\w$/.test(word)
    const isOption =
      /^--[\w-]+$/.test(word) && before.some((each, at) => each === word && words[at + 1] === words[index + 1])
    const isBoth =
      /^--[\w-]+$/.test(word) && before.some((each, at) => each === word && takes(words, at) !== takes(words, index))
    return isWhole || isNext || isOption || isBoth ? [{ path: `${path}[${index}]`, got: word }] : []
  })
}

/** Whether a value follows the option at this place. */
function takes(words: readonly string[], at: number): boolean {
  const next = words[at + 1]
  return next !== undefined && !next.startsWith('-')
}

function listsIn(workload: object): readonly Twice[] {
  return textsIn(workload, 'workload').flatMap(([path, text]) => {
    const found = membersOf(text).find((member, index, all) => all.indexOf(member) < index)
    return found === undefined ? [] : [{ path, got: found }]
  })
}

/** The members of `a,b,c`, of a search path, and of a file with a URL a line. */
function membersOf(text: string): readonly string[] {
  if (text.includes('\n')) return text.split('\n').filter(line => /^\w+:\/\/\S+$/.test(line))
  if (/^(?:\/[^:,\s]+:){1,}\/[^:,\s]+$/.test(text)) return text.split(':')
  return /^(?:[A-Za-z][\w./-]+,){2,}[A-Za-z][\w./-]+$/.test(text) ? text.split(',') : []
}
