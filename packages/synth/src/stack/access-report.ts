import type { Resolved } from '@homelab/estate/model'
import { HujsonError, readHujson } from '@homelab/formats'
import { readPolicy } from '@homelab/tailnet'
import { policyChanges, tailnetOf } from '@homelab/tailnet/render'
import { wrapped } from '../columns.ts'
import type { EarlierPolicy } from './earlier-policy.ts'

/**
 * Who gains and who loses what by the policy that is rendered.
 *
 * @param logins of people, by name: the earlier policy may have those in their place
 */
export function accessReport(
  resolved: Resolved,
  earlier: EarlierPolicy | undefined,
  logins: Readonly<Record<string, string>>,
): string {
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) return ''
  if (earlier === undefined)
    return 'Access: no earlier policy to compare with, neither in Pulumi’s state nor in a commit.\n'
  const before = parsed(withTokens(earlier.text, logins))
  if (before === undefined) return `Access: ${earlier.source} is no policy that can be read.\n`
  const changes = policyChanges(resolved, tailnet, readPolicy(before).policy)
  const against = `against ${earlier.source}`
  if (changes.length === 0) return `Access: nobody gains or loses any, ${against}.\n`
  const lines = changes.flatMap(({ what, from, to, access }) => {
    const words = `${from.join(', ')} ${what} ${access}${to === undefined ? '' : ` on ${to.join(', ')}`}`
    return wrapped(words, 116).map((line, index) => `${index === 0 ? (what === 'gains' ? '+ ' : '- ') : '    '}${line}`)
  })
  return [`Access, ${against}:`, ...lines, ''].join('\n')
}

/** Longer logins first: one may end as another is. */
function withTokens(text: string, logins: Readonly<Record<string, string>>): string {
  return Object.entries(logins)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .reduce((left, [name, login]) => left.replaceAll(`"${login}`, `"{{ person:${name} }}`), text)
}

function parsed(text: string): object | undefined {
  try {
    const { value } = readHujson(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch (error) {
    if (error instanceof HujsonError) return undefined
    throw error
  }
}
