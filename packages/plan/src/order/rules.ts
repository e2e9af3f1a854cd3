/** Why one step comes before another; of each noun what the model says, and never what it is called. */
import { carries, known, type ResolvedRoute } from '@homelab/estate/model'
import { refusedMeanwhile } from '@homelab/tailnet/changes'
import { readersOf, secretKey } from '../drafts/secrets.ts'
import { newTags } from '../drafts/stacks.ts'
import { comingRoutes, goneRoutes } from '../interrupts.ts'
import { between, type Drafted, type Edge, type OrderRule } from './edges.ts'
import { comingFlows, goingFlows, routeOf } from './flows.ts'

const own: OrderRule = {
  name: 'preview-before-apply',
  edges: ({ drafts }) =>
    drafts.flatMap(({ id, after = [] }) => after.map(({ step, because }) => ({ first: step, next: id, because }))),
}

const pushed: OrderRule = {
  name: 'push-before-sync',
  edges: ({ stage, drafts, units }) => {
    const pulled = new Set(
      units.flatMap(unit => (unit.kind === 'group' && unit.by.pulls === true ? [unit.key, rootOf(unit)] : [])),
    )
    return between(
      stage('push'),
      drafts.filter(({ unit }) => unit !== undefined && pulled.has(unit)),
      'the delivery reads what was pushed',
    )
  },
}

const roots: OrderRule = {
  name: 'root-before-groups',
  edges: ({ ofUnit, units }) =>
    units.flatMap(unit => {
      if (unit.kind !== 'group') return []
      const root = ofUnit(rootOf(unit)).filter(({ stage }) => stage === 'apply')
      return between(root, ofUnit(unit.key), `it says what ${unit.by.group} ${unit.group} is`)
    }),
}

function rootOf(unit: Drafted['units'][number]): string | undefined {
  const root = unit.kind === 'group' ? unit.by.root(unit.cluster) : undefined
  return unit.kind !== 'group' || root === undefined ? undefined : `${unit.cluster.name}/${unit.by.word}/${root}`
}

const secrets: OrderRule = {
  name: 'secret-before-reader',
  edges: drafted => {
    const { after, drafts, stage } = drafted
    return after.vaults.flatMap(({ name: vault, items }) =>
      Object.entries(items).flatMap(([item, { fields }]) =>
        fields.flatMap(field => {
          const secret = { kind: 'secret', vault, item, field } as const
          const put = stage('put').filter(({ id }) => id === `${secretKey(secret)}#put`)
          if (put.length === 0) return []
          const readers = readersOf(after, secret)
          const reads = drafts.filter(
            ({ unit, services, id }) =>
              unit !== undefined &&
              !id.endsWith('#remove') &&
              (services.some(name => readers.includes(name)) || stackReads(drafted, unit, secret)),
          )
          return between(put, reads, `it reads field ${field} of item ${item}`)
        }),
      ),
    )
  },
}

interface Field {
  readonly vault: string
  readonly item: string
  readonly field: string
}

/** By its credentials, or since a policy names people by their logins. */
function stackReads({ after }: Drafted, unit: string, { vault, item, field }: Field): boolean {
  const is = (other: Field): boolean => other.vault === vault && other.item === item && other.field === field
  const stack = unit === 'tailnet' ? after.tailnetStack : unit === 'dns' ? after.dns : undefined
  return (
    Object.values(stack?.credentials ?? {}).some(is) ||
    (unit === 'tailnet' && after.people.some(({ login }) => is(login)))
  )
}

const forgotten: OrderRule = {
  name: 'reader-before-secret-goes',
  edges: drafted =>
    drafted.stage('forget').flatMap(forget =>
      between(
        drafted.drafts.filter(({ stage }) => stage === 'apply' || stage === 'remove' || stage === 'stop'),
        [forget],
        'until then something may read it',
      ),
    ),
}

const tags: OrderRule = {
  name: 'tag-before-carrier',
  edges: drafted => {
    const { stage, applies, drafts } = drafted
    const policy = drafts.filter(({ unit, stage: at }) => unit === 'tailnet' && at === 'apply')
    return newTags(drafted).flatMap(({ cluster, tag, services }) => {
      const allow = stage('allow').filter(({ id }) => id === `cluster/${cluster}/operator#allow`)
      const carriers = services.flatMap(applies)
      return [
        ...between(
          policy,
          allow,
          `a client can be given ${tag} once the policy has it, and says that the operator owns it`,
        ),
        ...between(allow, carriers, `its endpoint carries ${tag}, which the operator could not give before`),
        ...between(policy, carriers, `its endpoint carries ${tag}: its owners and grants are there before`),
      ]
    })
  },
}

const policy: OrderRule = {
  name: 'grant-before-flow',
  edges: drafted => {
    const { drafts, applies } = drafted
    const opens = drafts.filter(
      ({ unit, id, stage }) => (unit === 'tailnet' && stage === 'apply') || id.endsWith('#tag'),
    )
    const overTailnet = comingFlows(drafted).filter(({ address }) => address.via === 'tailnet' || address.via === 'ops')
    return overTailnet.flatMap(({ from, to }) => between(opens, applies(from), `the policy lets it reach ${to}`))
  },
}

const spared =
  'to spare these interruptions, leave what it takes away in this change, and take it away in one of its own afterwards'

/** Who uses what the policy takes away goes another way first, where that can be. */
const closing: OrderRule = {
  name: 'flow-before-grant-goes',
  edges: drafted => {
    const { drafts, applies, before, after } = drafted
    const closes = drafts.filter(({ unit, stage }) => unit === 'tailnet' && stage === 'apply')
    if (closes.length === 0) return []
    const going = new Set(goingFlows(drafted).map(({ from, to }) => `${from}\t${to}`))
    return refusedMeanwhile(before, after).flatMap(({ consumer, provider, why }) => {
      const ends = going.has(`${consumer}\t${provider}`)
        ? [...applies(consumer), ...drafted.ends(consumer)]
        : applies(provider)
      const otherwise = { who: [consumer], what: `${consumer} does not reach ${provider} (${why})`, spared }
      return between(ends.slice(0, 1), closes, `${consumer} reaches ${provider} another way from then on`, otherwise)
    })
  },
}

const providers: OrderRule = {
  name: 'provider-before-consumer',
  edges: drafted => {
    const { applies, after, before } = drafted
    const through = comingFlows(drafted).flatMap(flow => {
      const route = routeOf(after.routes, flow)
      // A name that is served already has nothing to come.
      const isNew = route !== undefined && routeOf(before.routes, flow)?.backend?.url !== route.backend?.url
      const carriers = isNew ? after.services.filter(service => carries(after, service, route)) : []
      return carriers.flatMap(({ name }) =>
        between(
          applies(name),
          name === flow.from ? [] : applies(flow.from),
          `${name} serves ${route?.hostname ?? ''}, which it asks for`,
        ),
      )
    })
    const straight = comingFlows(drafted).flatMap(({ from, to, why }) =>
      between(applies(to), applies(from), `it needs ${to}: ${why}`, {
        who: [from],
        what: `${from} asks for what ${to} does not bring before (${why})`,
      }),
    )
    return [...through, ...straight]
  },
}

const consumers: OrderRule = {
  name: 'consumer-leaves-before-provider-ends',
  edges: drafted => {
    const { applies, ends } = drafted
    return goingFlows(drafted).flatMap(({ from, to, why }) => [
      ...between(
        [...applies(from), ...(applies(from).length === 0 ? ends(from) : [])],
        ends(to),
        `${from} uses it until then: ${why}`,
      ),
    ])
  },
}

/** What asks for a name asks for another first, where that one does not come with the same step. */
const renamed: OrderRule = {
  name: 'consumer-leaves-before-name-ends',
  edges: drafted => {
    const { applies, is } = drafted
    const gone = new Set(goneRoutes(drafted, ['tailnet']).map(({ hostname }) => hostname))
    return goingFlows(drafted)
      .filter(({ to, address }) => gone.has(address.host) && is.service(to) !== undefined)
      .flatMap(({ from, to, why }) =>
        between(applies(from), applies(to), `${from} asks for another name from then on`, {
          who: [from],
          what: `${from} does not reach ${to} (${why})`,
        }),
      )
  },
}

const waits: OrderRule = {
  name: 'wait-before-waiter',
  edges: ({ after, applies }) =>
    after.waits.flatMap(({ from, to, why }) => between(applies(to), applies(from), `it waits for ${to}: ${why}`)),
}

const definitions: OrderRule = {
  name: 'provided-before-required',
  edges: ({ after, drafts, applies }) =>
    after.services
      .flatMap(({ name, runs }) =>
        known(runs.requires).flatMap(({ kind, ...required }) => {
          if (!('name' in required)) return []
          const givers = after.services.filter(
            giver =>
              giver.name !== name &&
              known(giver.runs.provides).some(each => each.kind === kind && each.name === required.name),
          )
          return givers.flatMap(giver =>
            between(applies(giver.name), applies(name), `${giver.name} provides ${kind} ${required.name}`),
          )
        }),
      )
      .concat(definitionsOf(drafts, after)),
}

/** Of one service the group with its kinds of objects before that with the objects. */
function definitionsOf(drafts: Drafted['drafts'], { services }: Drafted['after']): readonly Edge[] {
  return services.flatMap(({ runs }) => {
    const groups = runs.deliveries.flatMap(delivery => (delivery.by === 'delivery' ? [delivery] : []))
    const applyOf = (id: string): Drafted['drafts'] =>
      drafts.filter(({ unit, stage }) => unit === id && stage === 'apply')
    return groups.flatMap((first, index) =>
      groups
        .slice(index + 1)
        .flatMap(then =>
          between(
            applyOf(first.id),
            applyOf(then.id),
            first.holds === 'definitions' ? 'it holds the kinds of its objects' : 'it is delivered before it',
          ),
        ),
    )
  })
}

const records: OrderRule = {
  name: 'name-served-before-record',
  edges: drafted => {
    const { drafts } = drafted
    const dns = drafts.filter(({ unit, stage }) => unit === 'dns' && stage === 'apply')
    return (['public', 'ops'] as const).flatMap(kind => {
      const serving = [...drafted.is.serving(kind), ...drafted.was.serving(kind)].flatMap(({ name }) =>
        drafted.applies(name),
      )
      const [came, gone] = [comingRoutes(drafted, [kind]), goneRoutes(drafted, [kind])]
      return [
        ...(came.length === 0 ? [] : between(serving, dns, `nobody is led to ${names(came)} before it is served`)),
        ...(gone.length === 0
          ? []
          : between(dns, serving, `nobody is led to ${names(gone)} when it is served no longer`)),
      ]
    })
  },
}

function names(routes: readonly ResolvedRoute[]): string {
  const [first, ...others] = routes.map(({ hostname }) => hostname)
  return `${first ?? ''}${others.length === 0 ? '' : ` and ${others.length} more`}`
}

const ready: OrderRule = {
  name: 'set-up-before-deployment',
  edges: ({ stage, drafts }) => [
    ...stage('allow')
      .filter(({ id }) => id.includes('#set-up'))
      .flatMap(setUp =>
        between(
          [setUp],
          drafts.filter(({ unit, stage: at }) => unit === setUp.unit && at === 'apply'),
          'it needs what was set up',
        ),
      ),
  ],
}

const saved: OrderRule = {
  name: 'saved-before-lost',
  edges: ({ drafts, stage, units }) => {
    const because = 'what may be lost is saved before'
    return stage('save').flatMap(save => {
      const own = new Set(
        units.flatMap(unit => (unit.services.some(name => save.services.includes(name)) ? [unit.key] : [])),
      )
      return [
        ...between(
          [save],
          stage('drop').filter(({ id }) => id.startsWith(save.id.replace(/#save$/, '#'))),
          because,
        ),
        ...between(
          [save],
          drafts.filter(
            ({ unit, stage: at }) =>
              unit !== undefined && own.has(unit) && ['apply', 'release', 'stop', 'remove'].includes(at),
          ),
          because,
        ),
        ...between([save], serverApplies(save.id, drafts), because),
      ]
    })
  },
}

/** A database is saved before its server is changed. */
function serverApplies(id: string, drafts: Drafted['drafts']): Drafted['drafts'] {
  const [, server] = /^database\/([^/]+)\//.exec(id) ?? []
  return server === undefined
    ? []
    : drafts.filter(({ stage, services }) => stage === 'apply' && services.includes(server))
}

const carried: OrderRule = {
  name: 'data-before-users-and-end',
  edges: drafted => {
    const { stage, applies, ends } = drafted
    return stage('carry').flatMap(carry => {
      const [service = ''] = carry.services
      const movers = comingFlows(drafted).filter(({ to }) => to === service)
      return [
        ...between(applies(service), [carry], 'what it is copied to is there by then'),
        ...movers.flatMap(({ from }) => between([carry], applies(from), `${from} finds its data there`)),
        ...between([carry], ends(service), 'what it held is elsewhere by then'),
      ]
    })
  },
}

const dropped: OrderRule = {
  name: 'user-ends-before-drop',
  edges: ({ stage, before, ends, applies }) =>
    stage('drop').flatMap(drop =>
      before.databases
        .filter(({ name, server }) => drop.id === `database/${server}/${name}#drop`)
        .flatMap(({ service }) =>
          between([...ends(service), ...applies(service)], [drop], `${service} uses it until then`),
        ),
    ),
}

const released: OrderRule = {
  name: 'release-before-apply',
  edges: ({ stage, drafts }) =>
    stage('release').flatMap(release =>
      between(
        [release],
        drafts.filter(({ unit, stage: at }) => unit === release.unit && at === 'apply'),
        'the object can only be made anew',
      ),
    ),
}

const invited: OrderRule = {
  name: 'policy-before-person',
  edges: ({ stage, drafts }) =>
    between(
      drafts.filter(({ unit, stage: at }) => unit === 'tailnet' && at === 'apply'),
      stage('invite'),
      'what they may reach is said before they come',
    ),
}

const ended: OrderRule = {
  name: 'apply-before-end',
  edges: ({ drafts, stage }) =>
    stage('stop', 'remove').flatMap(end =>
      between(
        drafts.filter(({ unit, stage: at }) => unit === end.unit && at === 'apply'),
        [end],
        'what takes its place is there first',
      ),
    ),
}

const checked: OrderRule = {
  name: 'check-last',
  edges: ({ drafts, stage }) =>
    between(
      drafts.filter(({ stage: at }) => at !== 'check'),
      stage('check'),
      'all is rolled out by then',
    ),
}

/** The strongest first: where two contradict, the first holds, and the plan says what that costs. */
export const rules: readonly OrderRule[] = [
  own,
  pushed,
  roots,
  saved,
  released,
  secrets,
  tags,
  policy,
  ready,
  definitions,
  dropped,
  ended,
  carried,
  providers,
  consumers,
  invited,
  forgotten,
  checked,
  records,
  waits,
  closing,
  renamed,
]
