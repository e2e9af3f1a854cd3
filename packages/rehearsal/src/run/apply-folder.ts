/** A cluster that the rendered script delivers, by the guide's way from an empty etcd, and a second run. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClusterSource } from '@homelab/estate/model'
import { parse } from 'yaml'
import type { Asked, Wrong } from '../asked.ts'
import { commandsBelow, headingOf } from '../guide.ts'
import { judgeSecrets } from '../live-secrets.ts'
import type { KubeObject } from '../objects.ts'
import { type ApplicationState, judged, type Outcome, rowOf } from '../outcome.ts'
import { identitiesIn } from '../rights/index.ts'
import type { ControlPlane } from './control-plane.ts'
import { guideOf } from './files.ts'
import { listed } from './listed.ts'
import { metrics, rules } from './metrics.ts'
import { openBaoHost, openBaoNames, startOpenBao } from './openbao.ts'
import { explain, filledFields, prepare } from './prepare.ts'
import { type ClusterProps, liveSecrets, rehearseOn } from './rehearse.ts'
import { startReplacement } from './replacements.ts'
import { rights } from './rights.ts'
import { changed, snapshot } from './snapshot.ts'
import type { Walk } from './walk.ts'

export interface FolderProps extends ClusterProps {
  /** Where the script is rendered, and from which repository it is run. */
  readonly source: ClusterSource
}

/** The command of the guide that applies all groups, and may be run until it ends with 0. */
const APPLIES = /\/apply\.sh( |$)/
/** How often a guide's reader tries before they ask why: a group needs what another brings up. */
const TRIES = 4
/** How long pods and operators may take after it, in seconds. */
const SETTLE = 60

const kind = 'deliveredgroups.delivery.homelab.internal'

export function rehearseFolder(props: FolderProps): Promise<Outcome> {
  const { programs, source, files, longest, fill } = props
  const starting = { programs, gitops: source, files, seconds: longest, names: openBaoNames(files) }
  return rehearseOn(fill === undefined ? starting : { ...starting, fill }, props, (plane, over) =>
    onPlane(plane, props, over),
  )
}

async function onPlane(plane: ControlPlane, props: FolderProps, ended: AbortSignal): Promise<Omit<Outcome, 'seconds'>> {
  const { files, source, cluster, explained, services, say } = props
  const groups = groupsIn(files, source)
  const fields = filledFields(plane, props)
  const [host, guide] = [openBaoHost(files), guideOf(props)]
  const server = host === undefined ? undefined : await startOpenBao(plane, host, { fields, guide, say })
  const walk = await prepare(plane, props, fields, ended, server)
  const lines = commandsBelow(guide, headingOf(cluster.name))
  const at = lines.findIndex(line => APPLIES.test(line))
  const line = lines[at]
  if (line === undefined) throw new Error('the guide runs no apply.sh')
  const problems = [
    ...(await explain(plane, explained, new Set(groups.map(({ name }) => name)))),
    ...(await walk.go(lines.slice(0, at))),
  ]
  if (problems.length > 0) return { rows: [], asked: [], problems }
  for (const { name, namespace } of groups) {
    const instead = explained.applications[name]?.instead
    const account = accountOf(files, source, { name, namespace })
    await startReplacement(plane, instead, { fields, signal: ended, programs: props.programs, account })
  }
  const awaited = groups.filter(({ name }) => explained.applications[name] === undefined)
  const seconds = await applyAll(plane, walk, line, awaited, say)
  problems.push(...(await walk.go(lines.slice(at + 1))))
  await settle(plane, awaited, say)
  const states = await statesOf(plane, groups)
  const rows = states.map(([name, state]) => rowOf(name, state, seconds, explained))
  const asked = [
    ...(await rights(plane, identitiesIn(services))),
    ...judgeSecrets(services, await liveSecrets(plane), fields),
    ...(await metrics(plane, new Map([...files].filter(([path]) => path.startsWith(`${source.folder}/`))))),
    ...(await rules(plane)),
    await secondRun(plane, walk, line),
  ]
  return { rows: judged(rows, asked), asked, problems }
}

interface Group {
  readonly name: string
  /** '-' where its objects say theirs. */
  readonly namespace: string
}

/** As the script reads them. */
function groupsIn(files: ReadonlyMap<string, string>, { folder }: ClusterSource): readonly Group[] {
  const text = files.get(`${folder}/apply/groups.tsv`) ?? ''
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split('\t'))
    .map(([name = '', namespace = '-']) => ({ name, namespace }))
}

/** The account that the values of a chart name. */
function accountOf(files: ReadonlyMap<string, string>, { folder }: ClusterSource, { name, namespace }: Group) {
  const values = parse(files.get(`${folder}/values/${name}.yaml`) ?? '{}') as {
    readonly serviceAccount?: { readonly name?: string }
  } | null
  return { namespace, name: values?.serviceAccount?.name ?? name }
}

/** Runs it until all are applied that can be; how long that took, in seconds. */
async function applyAll(
  plane: ControlPlane,
  walk: Walk,
  line: string,
  groups: readonly Group[],
  say: (what: string) => void,
): Promise<number> {
  const began = Date.now()
  for (let tries = 0; tries < TRIES; tries++) {
    await walk.try(line)
    const results = await resultsOf(plane)
    const waiting = groups.filter(({ name }) => results.get(name)?.result !== 'Applied')
    if (waiting.length === 0) break
    say(`not applied yet: ${waiting.map(({ name }) => name).join(', ')}`)
  }
  return (Date.now() - began) / 1000
}

interface Result {
  readonly result?: string
  readonly message?: string
  /** The id of its ApplySet. */
  readonly set?: string | undefined
}

async function resultsOf(plane: ControlPlane): Promise<ReadonlyMap<string, Result>> {
  const all = (await listed(plane, kind)) as readonly (KubeObject & { readonly status?: Result })[]
  return new Map(
    all.map(({ metadata: { name, labels }, status = {} }) => [
      name,
      { ...status, set: labels?.['applyset.kubernetes.io/id'] },
    ]),
  )
}

interface Member extends KubeObject {
  readonly spec?: { readonly replicas?: number }
  readonly status?: {
    readonly readyReplicas?: number
    readonly phase?: string
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[]
  }
}

async function settle(plane: ControlPlane, groups: readonly Group[], say: (what: string) => void): Promise<void> {
  const end = Date.now() + SETTLE * 1000
  while (Date.now() < end) {
    if (plane.sandbox.failed !== undefined) throw plane.sandbox.failed
    const states = await statesOf(plane, groups)
    const waiting = states.filter(([, { health }]) => health !== 'Healthy').map(([name]) => name)
    if (waiting.length === 0) return
    say(`waiting until they are well: ${waiting.join(', ')}`)
    await sleep(3000)
  }
}

/** Each group in the words that an Application has. */
async function statesOf(
  plane: ControlPlane,
  groups: readonly Group[],
): Promise<readonly (readonly [name: string, state: ApplicationState])[]> {
  const results = await resultsOf(plane)
  const members = await membersOf(plane)
  return groups.map(({ name }) => {
    const { result = '', message = '', set } = results.get(name) ?? {}
    const own = set === undefined ? [] : (members.get(set) ?? [])
    const unhealthy = own.flatMap(member => {
      const why = ailing(member)
      return why === undefined ? [] : [`${member.kind}/${member.metadata.name} ${why}`]
    })
    const applied = result === 'Applied'
    return [
      name,
      {
        ...{ phase: applied ? 'Succeeded' : result, message, conditions: [], outOfSync: [], unhealthy },
        ...{ objects: own.length, sync: applied ? 'Synced' : 'OutOfSync' },
        health: unhealthy.length === 0 && own.length > 0 ? 'Healthy' : 'Degraded',
      },
    ]
  })
}

const partOf = 'applyset.kubernetes.io/part-of'

/** By their ApplySet: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#alternative-kubectl-apply-f-directory-prune */
async function membersOf(plane: ControlPlane): Promise<ReadonlyMap<string, readonly Member[]>> {
  const { stdout } = await plane.kubectl(['api-resources', '--verbs=list', '--output=name'])
  const resources = stdout.split('\n').filter(name => name !== '' && !/^(events|componentstatuses)(\.|$)/.test(name))
  const words = ['get', resources.join(','), '--all-namespaces', `--selector=${partOf}`, '--output=json']
  const found = await plane.kubectl(words)
  if (found.exitCode !== 0) throw new Error(`what was applied can't be listed: ${found.stderr}`)
  const { items } = JSON.parse(found.stdout) as { readonly items: readonly Member[] }
  return Map.groupBy(items, ({ metadata }) => metadata.labels?.[partOf] ?? '')
}

/** Kinds whose operator says whether they are ready. */
const served: ReadonlySet<string> = new Set(['ExternalSecret', 'SecretStore', 'ClusterSecretStore'])

/** Why it is not well: of what has pods that they run, of what an operator serves that it says so. */
function ailing({ kind: of, spec = {}, status = {} }: Member): string | undefined {
  const { replicas = 1 } = spec
  if (['Deployment', 'StatefulSet'].includes(of) && (status.readyReplicas ?? 0) < replicas)
    return `has ${status.readyReplicas ?? 0} of ${replicas} pods ready`
  const ready = status.conditions?.find(({ type }) => type === 'Ready')
  if (served.has(of) && ready?.status !== 'True') return `is not ready: ${ready?.message ?? 'it says nothing'}`
  return undefined
}

/** That nothing of the first was left to do, that it undoes nothing, and that it takes what the first took. */
async function secondRun(plane: ControlPlane, walk: Walk, line: string): Promise<Asked> {
  const [before, first] = [await snapshot(plane), await resultsOf(plane)]
  await walk.try(line)
  const second = await resultsOf(plane)
  const failed = [...first].flatMap(([application, { result }]): readonly Wrong[] => {
    const now = second.get(application)
    if (result !== 'Applied' || now?.result === 'Applied') return []
    return [{ application, what: `the second run failed: ${now?.message ?? 'it says nothing'}` }]
  })
  // The results of a run say when it was.
  const differences = changed(before, await snapshot(plane))
    .filter(({ object }) => !/^DeliveredGroup /.test(object))
    .map(({ what }): Wrong => ({ what: `the second run changed something: ${what}` }))
  return { what: 'a second run, which changes nothing', count: before.size, wrong: [...failed, ...differences] }
}
