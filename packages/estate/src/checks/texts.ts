import type { Finding, Where } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/** Texts that people read, to know what something is or why it is so: blank ones explain nothing. */
export function checkTexts({ title, file, services, acceptances, tailnet }: Resolved): Finding[] {
  const fileOf = (subject: string): string => services.find(({ name }) => name === subject)?.file ?? file
  const texts: readonly (readonly [Where, string])[] = [
    [{ subject: 'estate', path: 'title', file }, title],
    ...services.flatMap(({ name: subject, title: own, summary, file: source }) => [
      [{ subject, path: 'title', file: source }, own] as const,
      [{ subject, path: 'summary', file: source }, summary] as const,
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
