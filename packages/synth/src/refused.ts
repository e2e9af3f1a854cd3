import { type Finding, type FindingCode, type Keys, labelOf, type Stated, type Where } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { Refusal } from '@homelab/formats/refuse'

/**
 * A text of the estate that a format has no way to say, as a finding of what states it; none of any other error, nor of what
 * is known to be no name, or to hold what nobody sees.
 */
export function refusedTexts(target: string, error: unknown, stated: Stated, known: readonly Finding[]): Finding[] {
  if (!(error instanceof Refusal)) return []
  const { format, place, problem, text } = error
  const at = text === undefined || text === '' ? undefined : statementOf(text, stated)
  const service = at?.[0] === 'services' ? stated.services[Number(at[1])] : undefined
  const subject = service?.name ?? 'estate'
  const isThere = (where: Where): boolean =>
    where.subject === subject || (at !== undefined && labelOf(where.at ?? []) === labelOf(at))
  if (known.some(({ code, where }) => isThere(where) && tells(code))) return []
  const path = at === undefined ? target : labelOf(at.slice(service === undefined ? 0 : 2))
  return [
    {
      code: 'refused-text',
      where: { subject, path, file: service?.file ?? stated.file, ...present({ at }) },
      problem: `what is rendered of it can't be said in ${format}, at ${place}: ${problem}`,
      fix: 'write it otherwise',
    },
  ]
}

function tells(code: FindingCode): boolean {
  return code === 'invalid-name' || code === 'hidden-character' || code === 'refused-text'
}

/** Where the estate says it: the very text, else one that holds it, else the longest that it holds. */
function statementOf(text: string, stated: Stated): Keys | undefined {
  const all = [...textsOf(stated, [])]
  const [longest] = all
    .filter(([, own]) => own.length > 3 && text.includes(own))
    .toSorted(([, a], [, b]) => b.length - a.length)
  return (all.find(([, own]) => own === text) ?? all.find(([, own]) => own.includes(text)) ?? longest)?.[0]
}

function* textsOf(value: unknown, at: Keys): Generator<readonly [Keys, string]> {
  if (typeof value === 'string') yield [at, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    yield* textsOf(member, [...at, Array.isArray(value) ? Number(key) : key])
  }
}
