import type { Finding } from '../findings.ts'
import { almost } from '../nearest.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { textsIn } from './texts-in.ts'

const schemes = ['http', 'https', 'ssh']

/** Texts that are meant as a URL and are none: a scheme with another letter, or nothing that could be a host behind it. */
export function checkUrls({ services, clusters, file }: ResolvedWithWorkloads): Finding[] {
  const found = (subject: string, of: string, value: object): Finding[] =>
    textsIn(value, '')
      .filter(([, text]) => isMistaken(text))
      .map(([path, text]) => ({
        code: 'invalid-name',
        where: { subject, path, file: of },
        problem: 'no program reads this as a URL',
        got: JSON.stringify(text),
        expected: `SCHEME://HOST, the scheme one of ${schemes.join(', ')}`,
        fix: 'correct it',
      }))
  return [
    ...services.flatMap(({ name, file: own, workload }) => found(name, own, { workload })),
    ...clusters.flatMap(({ name, source, server }) => found(name, file, { source, server })),
  ]
}

/** https://datatracker.ietf.org/doc/html/rfc3986#section-3 */
function isMistaken(text: string): boolean {
  if (/\s/.test(text)) return false
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(.+)$/i.exec(text) ?? []
  // A port, a tag or a group may stand behind a colon, too: two of three signs make a URL.
  if (schemes.includes(scheme)) return /^[/.:_-]{2}/.test(rest) && !/^\/\/[\w$[{%]/.test(rest)
  return rest.startsWith('//') && almost(scheme, schemes) !== undefined
}
