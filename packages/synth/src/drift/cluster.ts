import type { DeliveredQuestion, OthersDeliveredQuestion } from '@homelab/checkup'
import { checksOf } from '@homelab/checkup'
import { type Cluster, known, type RenderedFile, type ResolvedWithWorkloads } from '@homelab/estate/model'
import {
  applicationFiles,
  compareDelivered,
  type GroupInCluster,
  isManifest,
  type Manifest,
  pathText,
  type Seen,
} from '@homelab/kubernetes/compare'
import type { Ran } from '@homelab/programs'
import { kubectl } from '../needed.ts'
import { type Asked, type Difference, notAsked, type Source } from './source.ts'

/** Asks a cluster by kubectl; `input` on its standard input. */
export type Kubectl = (
  cluster: Cluster,
  words: readonly string[],
  input?: string,
) => Promise<Pick<Ran, 'stdout' | 'problem'>>

/** What all clusters are compared with, and how they are asked. */
export interface ClusterAsking {
  readonly resolved: ResolvedWithWorkloads
  /** What the sources render. */
  readonly files: readonly RenderedFile[]
  readonly kubectl: Kubectl
}

/** Each cluster: what its delivery says of itself, every rendered object by field, and what nobody states. */
export function clusterSources(asking: ClusterAsking): readonly Source[] {
  return asking.resolved.clusters.map(cluster => ({
    name: cluster.name,
    title: `the cluster ${cluster.name}`,
    programs: [kubectl],
    ask: () => askCluster(cluster, asking),
  }))
}

async function askCluster(cluster: Cluster, { resolved, files, kubectl: run }: ClusterAsking): Promise<Asked> {
  const ask: Ask = (words, input) => run(cluster, words, input)
  const { problem } = await ask(['version'])
  if (problem !== undefined) return notAsked(`the cluster ${cluster.name}`, problem)
  const groups = applicationFiles(resolved, files).filter(
    group => (group.heldBy ?? group.cluster.name) === cluster.name,
  )
  return together([
    ...(await delivered(cluster, resolved, ask)),
    ...(await Promise.all(groups.map(group => askGroup(group, ask)))),
    await claims(cluster, resolved, ask),
  ])
}

type Ask = (words: readonly string[], input?: string) => ReturnType<Kubectl>

/** All objects of a kind, or why nobody could ask. */
async function list(
  ask: Ask,
  kind: string,
  namespace: string | undefined,
): Promise<{ readonly items: readonly Manifest[] } | { readonly problem: string }> {
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]
  const { stdout, problem } = await ask(['get', kind, ...where, '--output=json'])
  return problem === undefined ? { items: manifestsIn(stdout) } : { problem }
}

function together(all: readonly Asked[]): Asked {
  return {
    compared: all.reduce((sum, { compared }) => sum + compared, 0),
    differences: all.flatMap(({ differences }) => differences),
    unasked: all.flatMap(({ unasked }) => unasked),
  }
}

/** The groups as the delivery sees them, and those that it has and the estate does not. */
async function delivered({ context }: Cluster, resolved: ResolvedWithWorkloads, ask: Ask): Promise<readonly Asked[]> {
  const questions = checksOf(resolved).flatMap(check =>
    (check.ask.kind === 'delivered' || check.ask.kind === 'others-delivered') && check.ask.context === context
      ? [check.ask]
      : [],
  )
  const [first] = questions
  if (first === undefined) return []
  const listing = await list(ask, first.by.resource, first.by.namespace)
  if ('problem' in listing) return [notAsked(first.by.what.others, listing.problem)]
  const own = questions.filter(({ kind }) => kind === 'delivered')
  const others = questions.filter(({ kind }) => kind === 'others-delivered')
  return [...own, ...others].map(question => judged(question, listing.items))
}

function judged(question: DeliveredQuestion | OthersDeliveredQuestion, items: readonly Manifest[]): Asked {
  const { by } = question
  const differs = (name: string, how: Difference['how'], detail?: string): Difference => ({
    ...{ what: `${by.what.one} ${name}`, how, details: detail === undefined ? [] : [detail] },
  })
  if (question.kind === 'others-delivered') {
    const others = items.filter(({ metadata }) => !question.known.includes(metadata.name))
    return {
      compared: 0,
      unasked: [],
      differences: others.map(each => differs(each.metadata.name, 'extra', by.judge(each).detail)),
    }
  }
  const found = items.find(({ metadata }) => metadata.name === question.name)
  if (found === undefined) return { compared: 1, unasked: [], differences: [differs(question.name, 'missing')] }
  const { state, detail } = by.judge(found)
  if (state === 'unknown') return notAsked(`${by.what.one} ${question.name}`, detail)
  // A group that is not well yet is as it was delivered.
  return { compared: 1, unasked: [], differences: state === 'down' ? [differs(question.name, 'failed', detail)] : [] }
}

/** Objects of the API, whatever they are of: as many as there are rendered, or fewer. */
async function askGroup(group: GroupInCluster, ask: Ask): Promise<Asked> {
  const { name, cluster, delivery, elsewhere, shows, namespace } = group
  const objects = group.objects().map(({ manifest }) => placed(manifest, namespace))
  // Of what a chart brings, the delivery alone knows how it should be.
  const { unasked } =
    elsewhere === undefined || delivery.question(cluster).compares === true
      ? { unasked: [] }
      : notAsked(name, `its objects come from ${elsewhere}: see \`${shows}\``)
  if (objects.length === 0) return { compared: 0, differences: [], unasked }
  const live = await liveOf(objects, ask)
  if ('problem' in live) return notAsked(name, live.problem)
  const seen = compareDelivered(group, live.items)
  const byObject = Map.groupBy(seen, ({ kind, name: own, namespace: in_ }) =>
    [kind, in_ === undefined ? own : `${in_}/${own}`].join(' '),
  )
  return {
    compared: objects.length,
    differences: [...byObject].map(([what, fields]): Difference => {
      const missing = fields.some(each => each.what === 'new')
      return { what, how: missing ? 'missing' : 'changed', details: missing ? [] : fields.map(told) }
    }),
    unasked,
  }
}

type Live = { readonly items: readonly Manifest[] } | { readonly problem: string }

/** What a cluster has of some objects. Of a kind that it does not know it has none. */
async function liveOf(objects: readonly Manifest[], ask: Ask): Promise<Live> {
  const items = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects })
  const { problem, stdout } = await ask(['get', '--filename=-', '--ignore-not-found', '--output=json'], items)
  if (problem === undefined) return { items: manifestsIn(stdout) }
  if (!/no matches for kind/.test(problem)) return { problem }
  const kinds = [...Map.groupBy(objects, ({ apiVersion, kind }) => `${apiVersion} ${kind}`).values()]
  if (kinds.length <= 1) return { items: [] }
  const each = await Promise.all(kinds.map(own => liveOf(own, ask)))
  return each.find(live => 'problem' in live) ?? { items: each.flatMap(live => ('items' in live ? live.items : [])) }
}

function placed(manifest: Manifest, namespace: string | undefined): Manifest {
  if (namespace === undefined || manifest.metadata['namespace'] !== undefined) return manifest
  return { ...manifest, metadata: { ...manifest.metadata, namespace } }
}

/** kubectl prints a list, one object, or nothing. */
function manifestsIn(text: string): readonly Manifest[] {
  if (text.trim() === '') return []
  const printed = JSON.parse(text) as { readonly items?: readonly unknown[] }
  return (printed.items ?? [printed]).flatMap(each => (isManifest(each) ? [each] : []))
}

const LONGEST = 60

function told({ path, ran, rendered }: Seen): string {
  const short = (value: unknown): string => {
    const text = value === undefined ? 'nothing' : JSON.stringify(value)
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  }
  return `${pathText(path)}: ${short(ran)}, rendered ${short(rendered)}`
}

/** Claims that nothing states keep data that nobody saves, and that nobody misses. */
async function claims({ name }: Cluster, { services }: ResolvedWithWorkloads, ask: Ask): Promise<Asked> {
  const here = services.filter(({ at }) => at.name === name)
  const volumes = here.flatMap(({ runs }) => known(runs.volumes))
  const stated = volumes.flatMap(volume =>
    'claim' in volume && volume.claim !== undefined ? [`${volume.namespace}/${volume.claim}`] : [],
  )
  const operated = volumes.flatMap(volume => (volume.on === 'operator' ? [volume.namespace] : []))
  /** Somebody else's charts and files make claims of which the estate knows no name, in namespaces that it does not know. */
  const others = here.some(({ runs }) => runs.volumes === 'unknown')
  const own = new Set(
    here.flatMap(({ runs }) => (runs.volumes === 'unknown' ? [] : known(runs.pods).map(({ namespace }) => namespace))),
  )
  const listing = await list(ask, 'persistentvolumeclaims', undefined)
  if ('problem' in listing) return notAsked('claims', listing.problem)
  return {
    compared: listing.items.length,
    differences: listing.items.flatMap(({ metadata: { name: claim, namespace } }): Difference[] => {
      const id = `${namespace}/${claim}`
      // Those of a StatefulSet's further pods end in another number.
      const first = id.replace(/-\d+$/, '-0')
      const foreign = others && !own.has(String(namespace))
      return foreign || operated.includes(String(namespace)) || stated.includes(id) || stated.includes(first)
        ? []
        : [{ what: `PersistentVolumeClaim ${id}`, how: 'extra', details: ['no service of the estate states it'] }]
    }),
    unasked: [],
  }
}
