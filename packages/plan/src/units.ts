/** What is rolled out at once, each with the changes that it brings. */
import type { ByItself, Change, Cluster, Delivery, DeliveryPart, ResolvedService } from '@homelab/estate/model'
import { deliveryOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Ground } from './ground.ts'

interface AnyUnit {
  /** The entry that operations are about, by id. */
  readonly key: string
  readonly system: string
  readonly services: readonly string[]
  readonly changes: readonly Change[]
  /** It was not there before, or will not be there. */
  readonly comes: boolean
  readonly goes: boolean
}

export type Unit =
  | (AnyUnit & {
      readonly kind: 'group'
      readonly group: string
      readonly cluster: Cluster
      readonly by: DeliveryPart
      /** It is brought without being asked, as it will be. */
      readonly byItself?: ByItself
      /** What is pushed of it is brought without being asked: as it was, or as it will be. */
      readonly unasked: boolean
    })
  | (AnyUnit & { readonly kind: 'role'; readonly role: string; readonly host: string })
  | (AnyUnit & { readonly kind: 'proxy' })
  | (AnyUnit & { readonly kind: 'stack' })

/** Changes by what brings them, and those that nothing brings. */
export function unitsOf(ground: Ground): { readonly units: readonly Unit[]; readonly left: readonly Change[] } {
  const known = [...groupsIn(ground), ...rolesIn(ground), ...proxiesIn(ground), ...stacksIn(ground)]
  // What is read of one file is brought at once.
  const files = new Map<string, Bringer | undefined>()
  const bringerOf = (change: Change): Bringer | undefined => {
    const key = [change.system, fileOf(change) ?? '', change.system === 'ansible' ? change.path : ''].join('\t')
    if (!files.has(key))
      files.set(
        key,
        known.find(({ brings }) => brings(change)),
      )
    return files.get(key)
  }
  const brought = Map.groupBy(ground.changes, bringerOf)
  return {
    units: known.flatMap(bringer => {
      const changes = brought.get(bringer)
      return changes === undefined ? [] : [{ ...bringer.unit, changes }]
    }),
    left: brought.get(undefined) ?? [],
  }
}

/** A unit before anybody knows what changes in it. */
interface Bringer {
  readonly unit: Unit
  readonly brings: (change: Change) => boolean
}

/** What was read of a rendered file: what is read of estates no file brings alone. */
function fileOf({ file, read }: Change): string | undefined {
  return read === 'estate' ? undefined : file
}

interface Found<D> {
  readonly service: ResolvedService
  readonly delivery: D
  readonly isAfter: boolean
}

type Grouped = Extract<Delivery, { readonly by: 'delivery' }>
type Played = Extract<Delivery, { readonly by: 'ansible' }>

function deliveriesIn<B extends Delivery['by']>(
  { before, after }: Ground,
  by: B,
): readonly Found<Extract<Delivery, { readonly by: B }>>[] {
  const isBy = (delivery: Delivery): delivery is Extract<Delivery, { readonly by: B }> => delivery.by === by
  return [
    { services: after.services, isAfter: true },
    { services: before.services, isAfter: false },
  ].flatMap(({ services, isAfter }) =>
    services.flatMap(service => service.runs.deliveries.filter(isBy).map(delivery => ({ service, delivery, isAfter }))),
  )
}

/** What all that bring one thing have in common. */
function shared(found: readonly Found<Delivery>[], system: string): AnyUnit | undefined {
  const [first] = found
  if (first === undefined) return undefined
  return {
    key: first.delivery.id,
    system,
    services: [...new Set(found.map(({ service }) => service.name))],
    changes: [],
    comes: found.every(({ isAfter }) => isAfter),
    goes: found.every(({ isAfter }) => !isAfter),
  }
}

function groupsIn(ground: Ground): readonly Bringer[] {
  const clusterOf = (name: string): Cluster | undefined => ground.is.cluster(name) ?? ground.was.cluster(name)
  const found: readonly Found<Grouped>[] = deliveriesIn(ground, 'delivery')
  const groups = Map.groupBy(found, ({ service, delivery }) => `${service.at.name}\t${delivery.group}`)
  return [...groups.values()].flatMap((all): readonly Bringer[] => {
    const [{ service, delivery } = { service: undefined, delivery: undefined }] = all
    const [unit, cluster] = [shared(all, 'kubernetes'), service && clusterOf(service.at.name)]
    const by = cluster && deliveryOf(ground.parts, cluster)
    if (unit === undefined || cluster === undefined || by === undefined || delivery === undefined) return []
    const { group } = delivery
    const folder = `${cluster.source.folder}/`
    const brings = (change: Change): boolean => {
      const path = fileOf(change)
      return path?.startsWith(folder) === true && names(path.slice(folder.length), group)
    }
    const said = all.filter(({ isAfter }) => isAfter || unit.goes).map(each => each.delivery.byItself)
    const byItself = said.find(each => each !== undefined)
    const unasked = all.some(each => each.delivery.byItself !== undefined)
    return [{ unit: { ...unit, kind: 'group', group, cluster, by, unasked, ...present({ byItself }) }, brings }]
  })
}

/** Whether a folder or the file itself is called so. */
function names(path: string, name: string): boolean {
  const steps = path.split('/')
  return steps.some((step, index) => (index === steps.length - 1 ? step.replace(/\.\w+$/, '') : step) === name)
}

function rolesIn(ground: Ground): readonly Bringer[] {
  const found: readonly Found<Played>[] = deliveriesIn(ground, 'ansible')
  const roles = Map.groupBy(found, ({ delivery }) => `${delivery.host}\t${delivery.role}`)
  return [...roles.values()].flatMap((all): readonly Bringer[] => {
    const [unit, delivery] = [shared(all, 'ansible'), all[0]?.delivery]
    if (unit === undefined || delivery === undefined) return []
    const { role, host } = delivery
    const proxies = new Set(all.map(({ service }) => service.name))
    const brings = (change: Change): boolean =>
      (change.system === 'caddy' && proxies.has(proxyOfFile(ground, fileOf(change)) ?? '')) ||
      fileOf(change)?.includes(`/roles/${role}/`) === true ||
      (change.system === 'ansible' && change.path?.includes(`roles[${role}]`) === true)
    return [{ unit: { ...unit, kind: 'role', role, host }, brings }]
  })
}

/** Of several private proxies each has a file of its own, in a folder of its name; that of the first lies beside those folders. */
function proxyOfFile({ is, was }: Ground, file = ''): string | undefined {
  const [, folder] = file.split('/')
  const [first, ...others] = [...is.privateProxies, ...was.privateProxies].map(({ name }) => name)
  return others.find(name => name !== first && name === folder) ?? first
}

function proxiesIn(ground: Ground): readonly Bringer[] {
  const { before, after } = ground
  const proxies = [...after.services, ...before.services].filter(({ runs }) => runs.publicProxy !== undefined)
  return [...Map.groupBy(proxies, ({ runs }) => runs.publicProxy?.delivery ?? '')].flatMap(
    ([key, services]): readonly Bringer[] => {
      const [first] = services
      const rendered = first?.runs.publicProxy?.rendered
      // One that is set up as the others of its host are is brought by its role.
      const isPlatforms = first?.runs.deliveries.some(({ id, by }) => id === key && by === 'platform') === true
      if (first === undefined || rendered === undefined || !isPlatforms) return []
      const unit: Unit = {
        ...{ kind: 'proxy', key, system: 'public-proxy', services: [first.name], changes: [] },
        comes: ground.was.service(first.name) === undefined,
        goes: ground.is.service(first.name) === undefined,
      }
      return [{ unit, brings: change => fileOf(change)?.startsWith(`${rendered}/`) === true }]
    },
  )
}

/** Their files are those of no service. */
function stacksIn({ before, after }: Ground): readonly Bringer[] {
  const stack = (key: 'tailnet' | 'dns'): Bringer => ({
    unit: {
      ...{ kind: 'stack', key, system: key, services: [], changes: [] },
      comes: before[key] === undefined,
      goes: after[key] === undefined,
    },
    // What that of the tailnet does besides the policy: tags of machines, and keys.
    brings: change =>
      (change.system === key || (key === 'tailnet' && change.system === 'pulumi')) && fileOf(change) !== undefined,
  })
  return [stack('tailnet'), stack('dns')]
}
