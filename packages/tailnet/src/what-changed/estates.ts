import type { EstateChange, EstateReader, Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { exposureOf, loginText } from '../exposure.ts'
import { accessChanges } from '../from-estate/changes.ts'
import { shown } from '../from-estate/names.ts'
import { type Tailnet, tailnetOf } from '../from-estate/policy.ts'
import { policyPath } from '../from-estate/projection.ts'

/** Who gains and who loses reach: what opens to somebody is told, also where only a tag moved. */
export const reachChanges: EstateReader = (before, after) => {
  const [old, now] = [tailnetOf(before), tailnetOf(after)]
  if (old === undefined || now === undefined) return []
  const [known, left] = [namesOf(old), namesOf(now)]
  const files = [policyPath, ...ingresses(before, after)]
  return accessChanges({ resolved: before, tailnet: old }, { resolved: after, tailnet: now }).flatMap(
    ({ what, from, to, access }): readonly EstateChange[] => {
      // What is new is reached by whom its tags say: nothing that was closed is open. What is gone nobody can reach.
      const ends = to?.filter(name => known.has(name) && left.has(name))
      const [sources, gone] = [from.map(shown), from.every(name => !left.has(name))]
      if ((to !== undefined && ends?.length === 0) || (what === 'loses' && gone)) return []
      const subject = `${sources.map(bare).join(', ')} ${what} ${access}${ends === undefined ? '' : ` on ${ends.map(bare).join(', ')}`}`
      return [
        {
          ...{ system: 'tailnet', subject, kind: what === 'gains' ? 'added' : 'removed', shownIn: files },
          ...(what === 'gains' && { danger: 'opens' as const, why: 'it was refused before' }),
        },
      ]
    },
  )
}

function namesOf({ inventory }: Tailnet): ReadonlySet<string> {
  return new Set(inventory.endpoints.map(({ name }) => name))
}

function bare(name: string): string {
  return name.replace(/^svc:/, '')
}

/** Files in which a tag shows. */
function ingresses(...estates: readonly Resolved[]): readonly string[] {
  return estates.flatMap(({ clusters, services }) =>
    clusters.flatMap(({ source }) =>
      services.flatMap(({ name }) => [`${source.folder}/manifests/${name}/Ingress-${name}-tailscale.yaml`]),
    ),
  )
}

/** What comes to be reached by the internet, and what no longer is. */
export const exposureChanges: EstateReader = (before, after) => {
  const [old, now] = [before, after].map(estate => new Map(exposureOf(estate).map(one => [one.hostname, one])))
  if (old === undefined || now === undefined) return []
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((hostname): readonly EstateChange[] => {
    const [was, is] = [old.get(hostname), now.get(hostname)]
    const one = is ?? was
    if (one === undefined) return []
    const text = (each: typeof was): string | undefined =>
      each && `${each.url} (${loginText(each)}) → ${each.backend ?? 'nowhere'}`
    const [first, second] = [text(was), text(is)]
    if (first === second) return []
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    return [
      {
        ...{ system: 'exposure', service: one.service, subject: `internet to ${one.service}`, kind, shownIn: shownIn },
        ...present({ before: first, after: second }),
        ...(kind === 'added' && { danger: 'opens' as const, why: `anybody can ask it: ${loginText(one)}` }),
        ...(kind === 'removed' && { danger: 'stops' as const, why: 'nobody answers under the name' }),
      },
    ]
  })
}

const shownIn = ['docs/exposure.md', 'docs/routing.md', 'fly/nginx.conf', 'docs/services/caddy.md']
