import type { Change, Host, Tag } from '@homelab/estate/model'
import { asCommand, reverted } from '../commands.ts'
import type { Draft } from '../draft.ts'
import { type Ground, operation } from '../ground.ts'
import { comingRoutes } from '../interrupts.ts'
import type { Unit } from '../units.ts'
import { reachWatched, routesAnswer } from '../watch.ts'
import { previewOf } from './preview.ts'

/** The tailnet's policy and the records of domains; what the operator's and machines' own rights are is said in the console. */
export function stackDrafts(ground: Ground, units: readonly Unit[]): readonly Draft[] {
  const stacks = units.filter(({ kind }) => kind === 'stack')
  const reach = ground.changes.filter(
    ({ system, read, service }) => system === 'tailnet' && read === 'estate' && service === undefined,
  )
  const tailnet = stacks.find(({ key }) => key === 'tailnet')
  return [
    ...stacks.flatMap(unit => ofStack(ground, unit, unit.key === 'tailnet' ? reach : [])),
    ...operatorsAllowed(ground),
    ...hostsTagged(ground, tailnet === undefined ? reach : []),
  ]
}

const whats: Readonly<Record<string, string>> = { tailnet: 'the tailnet’s policy', dns: 'the records of the domain' }

function ofStack(ground: Ground, unit: Unit, reach: readonly Change[]): readonly Draft[] {
  const { key, changes } = unit
  const what = whats[key] ?? key
  const apply = operation(ground, `${key}#apply`)
  const named = { system: key, unit: key, services: [] }
  const preview = previewOf(operation(ground, `${key}#preview`), named, `shows what changes in ${what}`)
  const came = key === 'dns' ? comingRoutes(ground, ['public', 'ops']).map(({ service }) => service) : []
  return [
    ...preview.drafts,
    {
      ...{
        ...named,
        id: apply?.id ?? `${key}#apply`,
        effect: 'changes',
        stage: 'apply',
        changes: [...changes, ...reach],
      },
      run: apply?.run ?? {
        kind: 'by-hand',
        what: `put ${what} as it is rendered where it is kept: no stack applies it`,
      },
      does: `applies ${what}`,
      watch: [...reachWatched(reach), ...routesAnswer(ground, [...new Set(came)])],
      back: reverted(apply === undefined ? [] : asCommand(apply), false),
      after: preview.after,
    },
  ]
}

/** Tags that endpoints of a cluster carry, and did not: its operator may give only those that its own credentials have. */
export function newTags({
  before,
  after,
  was,
  is,
}: Ground): readonly { readonly cluster: string; readonly tag: Tag; readonly services: readonly string[] }[] {
  return after.clusters.flatMap(({ name, tailnet }) => {
    if (tailnet === undefined) return []
    const carried = (routes: typeof after.routes, find: typeof is): ReadonlyMap<Tag, readonly string[]> => {
      const own = routes.filter(({ service, kind }) => kind === 'tailnet' && find.service(service)?.at.name === name)
      const pairs = own.flatMap(({ service, tags }) => tags.map(tag => ({ tag, service })))
      return new Map(
        [...Map.groupBy(pairs, ({ tag }) => tag)].map(([tag, all]) => [
          tag,
          [...new Set(all.map(({ service }) => service))],
        ]),
      )
    }
    const [old, now] = [carried(before.routes, was), carried(after.routes, is)]
    const known: readonly Tag[] = before.clusters.find(cluster => cluster.name === name)?.tailnet?.tags ?? []
    return [...now].flatMap(([tag, services]) =>
      old.has(tag) || known.includes(tag) ? [] : [{ cluster: name, tag, services }],
    )
  })
}

function operatorsAllowed(ground: Ground): readonly Draft[] {
  return [...Map.groupBy(newTags(ground), ({ cluster }) => cluster)].map(([cluster, all]) => {
    const tags = all.map(({ tag }) => tag)
    const operator = ground.is.cluster(cluster)?.tailnet?.operator
    const own = operator?.tags.join(', ') ?? ''
    return {
      ...{ id: `cluster/${cluster}/operator#allow`, system: 'tailnet', effect: 'changes', stage: 'allow', changes: [] },
      services: [...new Set(all.flatMap(({ services }) => services))],
      does: `lets the operator of ${cluster} give ${tags.join(', ')}`,
      run: {
        kind: 'by-hand',
        what: `widen the OAuth client of the operator (${own}) in the admin console, Settings, Trust credentials, to ${tags.join(', ')}, beside the tags that it has; it is outside of this repository`,
      },
      back: { how: `take ${tags.join(', ')} from the client again, once no endpoint carries it`, run: [] },
      notes: ['without it the operator cannot give the tag, and the endpoint vanishes from the tailnet'],
    }
  })
}

function tagsOf({ tailnet }: Pick<Host, 'tailnet'>): readonly Tag[] {
  return tailnet?.by === 'tags' ? tailnet.tags : []
}

/** A machine that no stack tags. */
function hostsTagged({ was, after }: Ground, reach: readonly Change[]): readonly Draft[] {
  return after.hosts.flatMap((host): readonly Draft[] => {
    const before = was.host(host.name)
    const [old, now] = [before === undefined ? [] : tagsOf(before), tagsOf(host)]
    const [more, less] = [now.filter(tag => !old.includes(tag)), old.filter(tag => !now.includes(tag))]
    const isApplied = host.platform !== 'managed' && after.tailnetStack !== undefined
    if (before === undefined || isApplied || more.length + less.length === 0) return []
    const words = [...more.map(tag => `give it ${tag}`), ...less.map(tag => `take ${tag} from it`)]
    const undo = [...more.map(tag => `take ${tag} from it`), ...less.map(tag => `give it ${tag}`)]
    const key = after.tailnetStack?.keys.some(each => each.host === host.name) === true
    return [
      {
        ...{ id: `host/${host.name}#tag`, system: 'tailnet', services: [], effect: 'changes', stage: 'allow' },
        changes: reach,
        does: `tags ${host.name}`,
        run: {
          kind: 'by-hand',
          what: `${host.name} in the admin console, Machines: ${words.join(', ')}${key ? '; the key by which it joins says so from its next join on' : '; no stack does'}`,
        },
        watch: reachWatched(reach),
        back: { how: `${host.name} in the admin console again: ${undo.join(', ')}`, run: [] },
      },
    ]
  })
}
