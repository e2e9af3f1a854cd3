import type { EstateChange, EstateReader, Resolved } from '@homelab/estate/model'
import { accessChanges } from '../from-estate/changes.ts'
import { shown } from '../from-estate/names.ts'
import { type Tailnet, tailnetOf } from '../from-estate/policy.ts'
import { policyPath } from '../from-estate/projection.ts'
import { asCalledNow, freshEnds, whoReachesAll } from './fresh.ts'

/** Who gains and who loses reach: what opens to somebody is told, also where only a tag moved. */
export const reachChanges: EstateReader = (before, after) => {
  const [ran, now] = [tailnetOf(before), tailnetOf(after)]
  if (ran === undefined || now === undefined) return []
  const old = { ...ran, inventory: asCalledNow(before, after, ran.inventory) }
  const [known, left, all] = [namesOf(old), namesOf(now), whoReachesAll(before, ran)]
  const files = [policyPath, ...ingresses(before, after)]
  return accessChanges({ resolved: before, tailnet: old }, { resolved: after, tailnet: now }).flatMap(
    ({ what, from, to, access }): readonly EstateChange[] => {
      const says = (ends: readonly string[] | undefined, sources = from): string =>
        `${sources.map(text => bare(shown(text))).join(', ')} ${what} ${access}${ends === undefined ? '' : ` on ${ends.map(bare).join(', ')}`}`
      const told = { system: 'tailnet', kind: what === 'gains' ? 'added' : 'removed', shownIn: files } as const
      // What is gone nobody can reach.
      const ends = to?.filter(name => known.has(name) && left.has(name))
      const isNothing =
        (to !== undefined && ends?.length === 0) || (what === 'loses' && from.every(one => !left.has(one)))
      const same: readonly EstateChange[] = isNothing
        ? []
        : [
            {
              ...{ ...told, subject: says(ends) },
              ...(what === 'gains' && { danger: 'opens' as const, why: 'it was refused before' }),
            },
          ]
      // Who reaches everything reaches what is new, too, and nobody has to hear it.
      const [some, fresh] = [from.filter(name => !all.has(name)), to?.filter(name => !known.has(name)) ?? []]
      if (what === 'loses' || some.length === 0) return same
      const added = freshEnds(fresh, before, after).map(({ names, ...of }) => ({
        ...told,
        ...of,
        subject: says(names, some),
      }))
      return [...same, ...added]
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
