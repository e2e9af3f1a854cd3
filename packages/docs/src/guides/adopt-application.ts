import type { Changed, ResolvedDifference } from '@homelab/estate/model'
import {
  type Block,
  bullets,
  type Command,
  chain,
  code,
  enumeration,
  noted,
  paragraph,
  piped,
  prose,
  subsection,
  tableOf,
} from '@homelab/formats/page'
import type { ClusterToAdopt, DeliveryGuides, DeliveryWords, GroupToAdopt } from '@homelab/kubernetes/delivery'
import { type Context, linkService } from '../context.ts'
import { changesIn, differencesOf, fixedIn, isNew, isRendered, oneWriters } from '../model/adoption.ts'
import { type Group, restartReasons } from '../model/applications.ts'
import { inCluster, ownApplication } from '../model/cluster.ts'
import { kubectl, mise } from '../shell/programs.ts'

/** The groups in the order of their adoption. */
export function overview(context: Context, order: readonly Group[], { noun }: DeliveryWords): Block {
  return tableOf(
    ['', noun, 'services', 'pods restart once', 'keeps data'],
    order.map((group, index) => [
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
function restarts(context: Context, { name, services }: Group): readonly Restart[] {
  return services.flatMap(service => {
    const runs = inCluster(context, service)
    const holdsPods = ((runs === undefined ? undefined : ownApplication(runs)) ?? service.name) === name
    const reasons = runs === undefined || !holdsPods ? [] : restartReasons(runs)
    return reasons.length === 0 ? [] : [{ title: service.title, reasons }]
  })
}

/** One group: what its difference shows, and the commands, there and back. */
export function oneGroup(context: Context, of: ClusterToAdopt, group: Group, guides: DeliveryGuides): Block {
  const { name, services } = group
  const { noun, act } = guides.words
  const writers = oneWriters(context, group)
  const given = groupToAdopt(context, group)
  return subsection(
    `${noun} ${name}`,
    bullets([
      ...expected(context, group),
      ...restarts(context, group).map(
        ({ title, reasons }) => `the pods of ${prose(title)} restart once: ${reasons.join('; ')}`,
      ),
    ]),
    mustNotShow(context, group),
    writers.length === 0
      ? undefined
      : paragraph(
          `${writers.map(({ name: pods, holds }) => `${code(pods)} keeps ${prose(holds)}`).join(', ')}: no pod may write there while another starts, so it stops first. The ${act} starts it again.`,
        ),
    chain(...guides.adopt.group(of, given)),
    paragraph(`Then check ${services.map(service => linkService(context, service.name)).join(', ')} as the page says.`),
    guides.adopt.back(of, given),
  )
}

/** A group as its delivery is told of it; whoever writes a database of one file stops before. */
export function groupToAdopt(context: Context, group: Group): GroupToAdopt {
  const { name, rendered, own, cluster } = group
  return {
    ...{ name, rendered, own },
    isNew: isNew(context, group),
    compared: isRendered(context, group),
    stops: oneWriters(context, group).flatMap(({ namespace, name: pods, selector }) => [
      kubectl(cluster, namespace, 'scale', 'deployment', pods, '--replicas=0'),
      kubectl(cluster, namespace, 'wait', '--for=delete', 'pod', `--selector=${selector}`, '--timeout=120s'),
    ]),
    newKinds: newKinds(context, group),
  }
}

/** The objects that run beside those that are rendered: it fails where something is not explained. */
export function compareLive(name: string, live: Command): Command {
  return noted(
    'fails where nobody explains a difference, or where it cannot be made in place: then stop and ask',
    piped(live, mise('compare', '--', name, '--with', '-')),
  )
}

/** What the API refuses to change is no matter of trust: it is named. */
function mustNotShow(context: Context, group: Group): Block {
  const fixed = fixedIn(context, group).map(
    ({ object, fields }) => `${enumeration(fields.map(code))} of ${code(object)}`,
  )
  return fixed.length === 0 ? undefined : paragraph(`Must not show: ${fixed.join(', ')}.`)
}

/** Kinds of objects that did not run before. */
function newKinds(context: Context, { name }: Group): readonly string[] {
  const all = (differencesOf(context).get(name) ?? []).flatMap(each => changesIn(context, each))
  return [
    ...new Set(all.filter(({ fields, gone }) => fields === undefined && gone === undefined).map(({ kind }) => kind)),
  ]
}

/** What the difference of a group shows besides what it shows everywhere. What was kept shows nothing. */
function expected(context: Context, { name, services }: Group): readonly string[] {
  const { find } = context
  return (differencesOf(context).get(name) ?? [])
    .filter(each => !isKept(each) || each.adoption !== undefined)
    .map(each => {
      const others = services.some(service => service.name === each.service)
        ? undefined
        : find.service(each.service ?? '')
      const places = changesIn(context, each).map(changed => `\n  - ${place(changed)}`)
      return `${others === undefined ? '' : `${prose(others.title)}: `}${change(each)}${places.join('')}`
    })
}

/** Where it shows. */
function place({ kind, name, fields, gone }: Changed): string {
  const what = kind === '*' ? 'every object' : code(name === undefined ? kind : `${kind} ${name}`)
  if (gone) return `${what}: gone`
  return fields === undefined ? `${what}: new` : `${what}: ${fields.map(code).join(', ')}`
}

function isKept({ now }: ResolvedDifference): boolean {
  return /^kept\b/.test(now)
}

function change({ what, now, adoption }: ResolvedDifference): string {
  return `${prose(what)}: ${prose(now)}${adoption === undefined ? '' : `. **Look:** ${prose(adoption)}`}`
}
