import { type ByItself, type Cluster, type Finding, known } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { ObjectFile } from '../../cluster/files.ts'
import { dataKinds } from '../data-kinds.ts'
import type { Member } from '../group.ts'
import type { Application } from './application.ts'
import { argoCdOf } from './settings.ts'
import { byItselfOf, type Syncing } from './syncing.ts'

/**
 * Words of automated syncs that nothing reads, that services who share an Application do not all say, that nobody said of the
 * Application that holds Argo CD itself, and by which data goes without a question.
 *
 * @param objects what is rendered for each Application
 */
export function checkAutomated(
  cluster: Cluster,
  members: readonly Member[],
  objects: ReadonlyMap<string, readonly ObjectFile[]>,
): Finding[] {
  return [
    ...members.flatMap(member => [...unread(cluster, member), ...unsaid(cluster, member)]),
    ...divided(members),
    ...pruned(cluster, members, objects),
  ]
}

function whereOf({ application, service }: Pick<Member, 'application' | 'service'>, path?: string): Finding['where'] {
  const end = path === undefined ? '' : `.${path}`
  return { subject: service.name, path: `application ${application.name}${end}`, file: service.file }
}

/** Only who syncs by itself reads the other two. */
function unread(cluster: Cluster, member: Member): readonly Finding[] {
  const said = saidOf(member)
  if (byItself(cluster, member) !== undefined) return []
  return (['prune', 'selfHeal'] as const)
    .filter(word => said[word] === true)
    .map(word => ({
      code: 'unread-option',
      where: whereOf(member, word),
      problem: 'somebody syncs this Application by hand, and nothing reads it then',
      fix: "leave it out, or say `sync: 'by-itself'`",
    }))
}

function unsaid(cluster: Cluster, member: Member): readonly Finding[] {
  const said = saidOf(member)
  const { service } = member
  if (service.runs.deliversTo !== cluster.name || said.sync !== undefined) return []
  if (byItself(cluster, member) === undefined) return []
  return [
    {
      code: 'unstated-sync',
      where: whereOf(member),
      problem:
        'Argo CD would sync itself without being asked, since all of its Applications do: what it cannot start after nobody else brings back',
      fix: "say `sync: 'by-hand'` of it, or `sync: 'by-itself'` where that is meant",
    },
  ]
}

/** When it is synced is told of each service by itself: one that says nothing would be told otherwise. */
function divided(members: readonly Member[]): readonly Finding[] {
  return [...Map.groupBy(members, ({ application }) => application.name).values()].flatMap(all =>
    (['sync', 'prune', 'selfHeal'] as const).flatMap(word => {
      const saying = all.find(member => saidOf(member)[word] !== undefined)
      if (saying === undefined) return []
      return all
        .filter(member => saidOf(member)[word] === undefined)
        .map(
          (member): Finding => ({
            code: 'divided-application',
            where: whereOf(member, word),
            problem: `${saying.service.name} shares the Application and says when it is synced`,
            expected: JSON.stringify(saidOf(saying)[word]),
            fix: 'let both name the same `application(…)`, or give each one of its own',
          }),
        )
    }),
  )
}

function saidOf({ application }: Pick<Member, 'application'>): Syncing {
  const { sync, prune, selfHeal }: Application = application
  return present({ sync, prune, selfHeal })
}

/** An object keeps itself by a note of its own; one on the Application is read by nobody. */
const kept = ['Prune=false', 'Prune=confirm']
const annotation = 'argocd.argoproj.io/sync-options'

/** What no longer is rendered is deleted, and with these kinds what they hold. */
function pruned(
  cluster: Cluster,
  members: readonly Member[],
  objects: ReadonlyMap<string, readonly ObjectFile[]>,
): readonly Finding[] {
  const pruning = members.filter(member => byItself(cluster, member)?.prunes === true)
  const names = new Set(pruning.map(({ application }) => application.name))
  const held = [...names].flatMap(name => (objects.get(name) ?? []).filter(holdsData))
  const charts = pruning.filter(({ chart }) => chart !== undefined)
  return [
    ...held.map(({ service, identity, source }) => prunedData({ subject: service, path: identity, file: source })),
    ...charts.flatMap(member =>
      known(member.service.runs.volumes).flatMap(volume =>
        volume.on === 'claim' ? [prunedData(whereOf(member, `claim ${volume.claim}`))] : [],
      ),
    ),
  ]
}

function prunedData(where: Finding['where']): Finding {
  return {
    code: 'pruned-data',
    where,
    problem: 'its Application prunes without being asked: once this is no longer rendered it goes, with what it holds',
    fix: `leave \`prune\` out, or annotate it with ${annotation}: ${kept[0]}`,
  }
}

function holdsData({ manifest: { kind, metadata } }: ObjectFile): boolean {
  const options = metadata.annotations?.[annotation]?.split(',') ?? []
  return dataKinds.some(each => each.kind === kind) && !options.some(option => kept.includes(option.trim()))
}

function byItself(cluster: Cluster, { application }: Pick<Member, 'application'>): ByItself | undefined {
  const said: Application = application
  return byItselfOf(argoCdOf(cluster), said)
}
