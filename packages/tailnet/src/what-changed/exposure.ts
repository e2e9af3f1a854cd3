import type { EstateChange, EstateReader } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type Exposure, exposureOf, loginText } from '../exposure.ts'

/** What comes to be reached by the internet, and what no longer is. */
export const exposureChanges: EstateReader = (before, after) => {
  const [old, now] = [before, after].map(estate => new Map(exposureOf(estate).map(one => [one.hostname, one])))
  if (old === undefined || now === undefined) return []
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((hostname): readonly EstateChange[] => {
    const [was, is] = [old.get(hostname), now.get(hostname)]
    const one = is ?? was
    if (one === undefined) return []
    const text = (each: typeof was): string | undefined =>
      each && `${each.url} (${[loginText(each), ...refusals(each)].join('; ')}) → ${each.backend ?? 'nowhere'}`
    const [first, second] = [text(was), text(is)]
    if (first === second) return []
    const more = was === undefined || is === undefined ? [] : eased(was, is)
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    return [
      {
        ...{ system: 'exposure', service: one.service, subject: `internet to ${one.service}`, kind, shownIn: shownIn },
        ...present({ before: first, after: second }),
        ...(kind === 'added' && { danger: 'opens' as const, why: `anybody can ask it: ${loginText(one)}` }),
        ...(more.length > 0 && { danger: 'opens' as const, why: more.join('; ') }),
        ...(kind === 'removed' && { danger: 'stops' as const, why: 'nobody answers under the name' }),
      },
    ]
  })
}

function refusals({ refusedPaths }: Exposure): readonly string[] {
  return refusedPaths.length === 0 ? [] : [`refuses ${refusedPaths.join(', ')}`]
}

/** What the proxy no longer keeps from a name that stays. */
function eased(was: Exposure, is: Exposure): readonly string[] {
  const gone = (before: readonly string[], after: readonly string[]): string =>
    before.filter(path => !after.includes(path)).join(', ')
  const [refused, limited] = [gone(was.refusedPaths, is.refusedPaths), gone(was.loginPaths, is.loginPaths)]
  return [
    ...(was.mode === 'static' && is.mode === 'dynamic'
      ? ['what visitors send reaches it: bodies, queries and cookies']
      : []),
    ...(refused === '' ? [] : [`the internet reaches ${refused}, which was refused`]),
    // To pages nobody sends anything.
    ...(limited === '' || is.mode === 'static' ? [] : [`nobody limits attempts at ${limited} any more`]),
  ]
}

const shownIn = ['docs/exposure.md', 'docs/routing.md', 'fly/nginx.conf', 'docs/services/caddy.md']
