import {
  type Cluster,
  type DeliveryPart,
  deliveryOf,
  imageReference,
  known,
  type Release,
  type ResolvedService,
  renderedFolder,
} from '@homelab/estate/model'
import { asTyped, type Block, code, commandText, paragraph, prose, sentence, tableOf } from '@homelab/formats/page'
import { type Context, filePath } from '../context.ts'
import { type InCluster, inCluster, manifestsFolder } from '../model/cluster.ts'
import { ansibleFolder, type OnHost, onHost } from '../model/host.ts'
import { onPlatform } from '../model/public-proxy.ts'

/** What it is, where it runs, and which files say so. */
export function atAGlance(context: Context, service: ResolvedService): Block {
  const { summary, external, images, file, serves } = service
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['runs', place(context, service)],
    ...clusterRows(context, inCluster(context, service), known(service.runs.releases)),
    ...hostRows(context, onHost(context, service)),
    ...edgeRows(context, service),
    ['images', images.map(image => code(imageReference(image))).join(', ')],
    ['serves', serves.length === 0 ? '' : `${context.site.link('routing', `${serves.join(', ')} routes`)}`],
    ['declared in', filePath(file)],
  ]
  return [
    paragraph(
      sentence(summary),
      external
        ? 'It stays hand-written: how it runs is no part of the estate, only what others need to know of it.'
        : '',
    ),
    tableOf(
      ['', ''],
      rows.filter(([, value]) => value !== undefined && value !== ''),
    ),
  ]
}

function place({ find, site }: Context, { at }: ResolvedService): string {
  if (at.kind === 'host') return `on ${site.link('hosts', at.name)}`
  const on = find.cluster(at.name)?.on
  return `in the cluster ${code(at.name)}${on === undefined ? '' : ` on ${site.link('hosts', on)}`}`
}

function clusterRows(
  { parts }: Context,
  runs: InCluster | undefined,
  releases: readonly Release[],
): readonly (readonly [string, string])[] {
  if (runs === undefined) return []
  const { cluster, namespace, rendered, deliveries, applications, pods } = runs
  const folders = rendered
    ? deliveries
        .filter(({ holds }) => holds !== 'definitions')
        .map(({ group }) => code(manifestsFolder(cluster, group)))
    : []
  const delivery = deliveryOf(parts, cluster)
  const group = delivery?.group ?? 'group'
  const charts = releases.flatMap(each => (each.of === 'chart' ? [`${each.name} ${each.revision}`] : []))
  return [
    ['namespace', code(namespace)],
    ['objects', pods.map(({ kind, name }) => code(`${kind} ${name}`)).join(', ')],
    ...charts.map(chart => ['chart', code(chart)] as const),
    [`${group}${applications.length === 1 ? '' : 's'}`, applications.map(code).join(', ')],
    ...whenBrought(delivery, cluster, deliveries),
    ...(charts.length > 0 ? [] : [['rendered to', folders.join(', ')] as const]),
  ]
}

/** When that is not whenever somebody brings it. */
function whenBrought(
  delivery: DeliveryPart | undefined,
  cluster: Cluster,
  deliveries: InCluster['deliveries'],
): readonly (readonly [string, string])[] {
  const unasked = deliveries.flatMap(({ group, byItself }) => (byItself === undefined ? [] : [{ group, ...byItself }]))
  const hold = delivery?.holds?.(
    cluster,
    unasked.map(({ group }) => group),
  ).hold
  const told = unasked.map(({ group, prunes, heals }) =>
    [
      `${code(group)} without being asked, once it is pushed`,
      ...(prunes ? ['what it no longer has goes with that'] : []),
      ...(heals ? ['what is changed in the cluster is put back'] : []),
    ].join('; '),
  )
  const held = hold === undefined ? '' : `; this holds it: ${code(commandText(asTyped(hold)))}`
  const times = deliveries.flatMap(({ group }) => delivery?.onlyWhen?.(cluster, group) ?? [])
  return [
    ['brought', told.length === 0 ? '' : `${told.join('; ')}${held}`],
    ['brought at some times alone', [...new Set(times)].join('; ')],
  ]
}

function hostRows(context: Context, runs: OnHost | undefined): readonly (readonly [string, string])[] {
  if (runs === undefined) return []
  const { programs, role } = runs
  const names = programs.map(({ title, name }) => `${title} ${code(name)}`)
  return [
    ['programs', names.join(', ')],
    ['Ansible role', code(role)],
    ['rendered to', code(`${ansibleFolder(context)}/roles/${role}`)],
  ]
}

function edgeRows(context: Context, service: ResolvedService): readonly (readonly [string, string])[] {
  const edge = onPlatform(context, service)
  if (edge === undefined) return []
  const { place: where, rendered } = edge.proxy
  return [
    [where.label, prose(where.text)],
    ['rendered to', code(`${renderedFolder(context.resolved)}/${rendered}`)],
  ]
}
