import { covers, parsePath } from '@homelab/changes/fields'
import type { Changed, ResolvedDifference, ResolvedService } from '@homelab/estate/model'
import { fits } from './glob.ts'
import type { Around, Explanation } from './seen.ts'

/** The differences of an estate that say which fields they change, as explanations. */
export function declaredExplanations(
  differences: readonly ResolvedDifference[],
  services: readonly ResolvedService[],
): readonly Explanation[] {
  const files = new Map(services.map(({ name, file }) => [name, file]))
  return differences.flatMap(({ what, now, service, changes = [] }) =>
    changes.length === 0
      ? []
      : [
          {
            says: `${what}: ${now}`,
            by: 'difference',
            explains: explainedBy(changes, files.get(service ?? '')),
          } satisfies Explanation,
        ],
  )
}

function explainedBy(changes: readonly Changed[], file: string | undefined): Explanation['explains'] {
  const read = changes.map(({ fields, ...rest }) => ({ ...rest, patterns: fields?.map(parsePath) }))
  return (seen, around) =>
    read.some(
      ({ kind, name, patterns }) =>
        (kind === '*' || kind === seen.kind) &&
        (name === seen.name ||
          (seen.what !== 'gone' && (name === undefined ? isOf(file, around) : fits(name, seen.name)))) &&
        (patterns === undefined || (seen.what === 'field' && patterns.some(pattern => covers(pattern, seen.path)))),
    )
}

/** Whether an object is one that the service renders. */
function isOf(file: string | undefined, { rendered }: Around): boolean {
  return file !== undefined && rendered?.sources.includes(file) === true
}
