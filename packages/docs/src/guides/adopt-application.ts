import type { ResolvedDifference } from '@homelab/estate/model'
import {
  asTyped,
  type Block,
  type Command,
  chain,
  code,
  enumeration,
  noted,
  piped,
  prose,
  tableOf,
} from '@homelab/formats/page'
import { each, type Given } from '@homelab/formats/page-file'
import { running } from '@homelab/kubernetes/commands'
import type { ClusterToAdopt, GroupToAdopt } from '@homelab/kubernetes/delivery'
import { type Context, linkService } from '../context.ts'
import { changesIn, differencesOf, fixedIn, isNew, isRendered, oneWriters, runsFirst } from '../model/adoption.ts'
import { adoptionOrder, applicationsOf, type Group, restartReasons, startOrder } from '../model/applications.ts'
import { inCluster, manifestsFolder, ownApplication } from '../model/cluster.ts'
import { kubectl, mise } from '../shell/programs.ts'
import type { GuidedDelivery, WholeDelivery } from './delivered.ts'

/** A group in the course of an adoption. */
interface Adopted extends GuidedDelivery {
  readonly group: Group
  /** As its delivery is told of it. */
  readonly given: GroupToAdopt
}

/** One group: what its difference shows, and the commands, there and back. */
export const groupGiven: Given<Adopted, Context> = {
  group: ({ group }) => group.name,
  differences: each(expected, {
    other: ({ of, service = '' }, { find }) => {
      const other = of.services.some(({ name }) => name === service) ? undefined : find.service(service)
      return other && prose(other.title)
    },
    what: ({ what }) => prose(what),
    now: ({ now }) => prose(now),
    adoption: ({ adoption }) => adoption && prose(adoption),
    places: each((difference: ResolvedDifference, context: Context) => changesIn(context, difference), {
      isEverywhere: ({ kind }) => kind === '*',
      object: ({ kind, name }) => (kind === '*' ? '' : code(name === undefined ? kind : `${kind} ${name}`)),
      isGone: ({ gone = false }) => gone,
      isNew: ({ fields, gone }) => fields === undefined && !gone,
      fields: ({ fields = [], gone }) => (gone ? '' : fields.map(code).join(', ')),
    }),
  }),
  restarts: each(({ group }: Adopted, context: Context) => restarts(context, group), {
    title: ({ title }) => prose(title),
    reasons: ({ reasons }) => reasons.join('; '),
  }),
  // What the API refuses to change is no matter of trust: it is named.
  fixed: ({ group }, context) =>
    fixedIn(context, group)
      .map(({ object, fields }) => `${enumeration(fields.map(code))} of ${code(object)}`)
      .join(', '),
  writers: ({ group }, context) =>
    oneWriters(context, group)
      .map(({ name, holds }) => `${code(name)} keeps ${prose(holds)}`)
      .join(', '),
  act: ({ guides }) => guides.words.act,
  adopt: delivery => chain(...delivery.guides.adopt.group(toAdopt(delivery), delivery.given)),
  services: ({ group }, context) => group.services.map(({ name }) => linkService(context, name)).join(', '),
  back: delivery => delivery.guides.adopt.back(toAdopt(delivery), delivery.given),
}

/** A cluster as its delivery is told of it. */
export function toAdopt({ of }: GuidedDelivery): ClusterToAdopt {
  return { ...of, compare: compareLive }
}

/** The groups in the order of their adoption. */
export function groupsInOrder(delivery: GuidedDelivery, context: Context): readonly Adopted[] {
  const { of, guides } = delivery
  const groups = applicationsOf(context, of.cluster)
  const order = guides.adopt.inStartOrder === true ? startOrder(context, of.cluster, groups) : adoptionOrder(groups)
  return order.map(group => ({ ...delivery, group, given: groupToAdopt(context, group) }))
}

/** The same on one page. */
export function overview(context: Context, delivery: GuidedDelivery): Block {
  return tableOf(
    ['', delivery.guides.words.noun, 'services', 'pods restart once', 'keeps data'],
    groupsInOrder(delivery, context).map(({ group }, index) => [
      String(index + 1),
      code(group.name),
      group.services.map(({ name }) => linkService(context, name)).join(', '),
      restarts(context, group).length > 0 ? 'yes' : 'no',
      group.holdsData ? 'yes' : 'no',
    ]),
  )
}

interface Restart {
  readonly title: string
  readonly reasons: readonly string[]
}

/** An Ingress or a Secret rolls nothing: only the group that holds the workload makes new pods. */
function restarts(context: Context, group: Group): readonly Restart[] {
  if (runsFirst(context, group)) return []
  const { name, services } = group
  return services.flatMap(service => {
    const runs = inCluster(context, service)
    const holdsPods = ((runs === undefined ? undefined : ownApplication(runs)) ?? service.name) === name
    const reasons = runs === undefined || !holdsPods ? [] : restartReasons(runs)
    return reasons.length === 0 ? [] : [{ title: service.title, reasons }]
  })
}

/** A group as its delivery is told of it; whoever writes a database of one file stops before. */
function groupToAdopt(context: Context, group: Group): GroupToAdopt {
  const { name, rendered, own, cluster } = group
  return {
    ...{ name, rendered, own },
    isNew: isNew(context, group),
    compared: isCompared(context, group),
    stops: oneWriters(context, group).flatMap(({ namespace, name: pods, selector }) => [
      kubectl(cluster, namespace, 'scale', 'deployment', pods, '--replicas=0'),
      kubectl(cluster, namespace, 'wait', '--for=delete', 'pod', `--selector=${selector}`, '--timeout=120s'),
    ]),
    newKinds: newKinds(context, group),
  }
}

/** What runs can be compared with what is rendered. */
function isCompared(context: Context, group: Group): boolean {
  return isRendered(context, group) && !runsFirst(context, group)
}

/** The objects that run beside those that are rendered: it fails where something is not explained. */
function compareLive(name: string, live: Command): Command {
  return noted(
    'fails where nobody explains a difference, or where it cannot be made in place: then stop and ask',
    compared(name, live),
  )
}

function compared(name: string, live: Command): Command {
  return piped(live, mise('compare', '--', name, '--with', '-'))
}

/** The same of all groups of a cluster that one command brings. */
export function compareGroups({ cluster }: WholeDelivery, context: Context): Block {
  const all = applicationsOf(context, cluster).filter(group => isCompared(context, group))
  return chain(...all.map(({ name }) => compared(name, asTyped(running(cluster, manifestsFolder(cluster, name))))))
}

/** Kinds of objects that did not run before. */
function newKinds(context: Context, { name }: Group): readonly string[] {
  const all = (differencesOf(context).get(name) ?? []).flatMap(each => changesIn(context, each))
  return [
    ...new Set(all.filter(({ fields, gone }) => fields === undefined && gone === undefined).map(({ kind }) => kind)),
  ]
}

/** What the difference of a group shows besides what it shows everywhere. What was kept shows nothing. */
function expected({ group }: Adopted, context: Context): readonly (ResolvedDifference & { readonly of: Group })[] {
  return (differencesOf(context).get(group.name) ?? [])
    .filter(each => !isKept(each) || each.adoption !== undefined)
    .map(each => ({ ...each, of: group }))
}

function isKept({ now }: ResolvedDifference): boolean {
  return /^kept\b/.test(now)
}
