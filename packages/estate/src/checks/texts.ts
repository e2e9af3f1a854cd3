import type { Finding, Where } from '../findings.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'

/** Texts that people read, to know what something is or why it is so: blank ones explain nothing. */
export function checkTexts({ title, file, services, acceptances, tailnet }: Resolved): Finding[] {
  const fileOf = (subject: string): string => services.find(({ name }) => name === subject)?.file ?? file
  const texts: readonly (readonly [Where, string])[] = [
    [{ subject: 'estate', path: 'title', file }, title],
    ...services.flatMap(({ name: subject, title: own, summary, tile, file: source }) => [
      [{ subject, path: 'title', file: source }, own] as const,
      [{ subject, path: 'summary', file: source }, summary] as const,
      ...ofTile(tile).map(([path, text]) => [{ subject, path, file: source }, text] as const),
    ]),
    ...acceptances.map(
      ({ code, subject, reason }) => [{ subject, path: `accepts ${code}`, file: fileOf(subject) }, reason] as const,
    ),
    ...(tailnet?.grants ?? []).flatMap((grant, index) =>
      'reason' in grant
        ? [
            [
              { subject: 'estate', path: `tailnet.grants[${index}].reason`, file: tailnet?.file ?? file },
              grant.reason,
            ] as const,
          ]
        : [],
    ),
  ]
  return texts
    .filter(([, text]) => String(text).trim() === '')
    .map(([where]) => ({
      code: 'blank-text',
      where,
      problem: 'the text says nothing',
      fix: 'write what it is, or why it is so',
    }))
}

/** What people read on a tile, and the word by which the home page knows its widget. */
function ofTile(tile: ResolvedService['tile']): readonly (readonly [string, string])[] {
  if (typeof tile !== 'object') return []
  const { title, group, widget } = tile
  return [
    ['tile.title', title],
    ['tile.group', group],
    ...(widget === undefined ? [] : [['tile.widget.type', widget.type] as const]),
  ]
}
