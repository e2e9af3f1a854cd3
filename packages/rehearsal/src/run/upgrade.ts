/** From one revision to the next: by the steps of a rollout or by a sync of everything; and what became of every object. */
import { present } from '@homelab/formats/present'
import { applicationIn, commandsBelow, commandsSince, headingOf } from '../guide.ts'
import { type Moved, movedBy } from '../moved.ts'
import { judged, type Outcome, type Row } from '../outcome.ts'
import { type Followed, type RolloutStep, unlike } from '../rollout.ts'
import type { ControlPlane } from './control-plane.ts'
import { changedDatabases, operatorLog } from './databases.ts'
import { applicationsIn, guideOf, type Revision } from './files.ts'
import { rowsOf, settle } from './judge.ts'
import { explain } from './prepare.ts'
import type { RehearsalProps } from './rehearse.ts'
import { rollOut } from './roll-out.ts'
import { changed, isDelivered, snapshot } from './snapshot.ts'
import type { Walk } from './walk.ts'

interface Installed {
  readonly walk: Walk
  readonly rows: readonly Row[]
  readonly problems: readonly string[]
}

/** @param installed what came of the first revision */
export async function upgrade(
  plane: ControlPlane,
  props: RehearsalProps & { readonly from: NonNullable<RehearsalProps['from']> },
  { walk, rows: before, problems }: Installed,
): Promise<Omit<Outcome, 'seconds'>> {
  const { files, fill, from, gitops, explained, say } = props
  const notWell = before.filter(({ verdict }) => verdict === 'red')
  const first = notWell.map(
    ({ application, reason }) => `what is installed first is not well: ${application}: ${reason}`,
  )
  const objects = await snapshot(plane)
  const since = operatorLog(plane).length
  say('now what is rehearsed')
  const names = applicationsIn(files, gitops).map(({ name }) => name)
  const listed: string[] = []
  const guided: Followed[] = []
  const push = async (): Promise<void> => {
    await plane.serve(files, fill)
    listed.splice(0, listed.length, ...(await explain(plane, explained, new Set(names))))
    // A plan syncs, and says nothing of what only the guide makes: a Secret by which a store is reached, a namespace.
    for (const line of commandsSince(linesOf(from, props), linesOf(props, props)))
      guided.push({ step: `guide: ${line}`, ...(await inGuide(walk, line)) })
  }
  const isExplained = (name: string): boolean => explained.applications[name] !== undefined
  const asked = names.filter(name => !isExplained(name))
  const { rollout } = from
  const followed =
    rollout === undefined ? undefined : await rollOut(plane, walk, { steps: rollout, isExplained, push, say })
  if (followed === undefined || !isPushed(rollout)) await push()
  if (followed === undefined) await syncAll(plane, props, asked)
  // What nobody synced is known to be out of sync only when it was compared again.
  else for (const name of asked) await plane.argocd.refreshed(name).catch(() => undefined)
  // What nobody synced does not get well by waiting; what Argo CD has seen too late does.
  await settle(plane, asked, say, followed === undefined ? {} : { seconds: 30 })
  const databases = await changedDatabases(plane, since)
  const rows = judged(await rowsOf(plane, names, walk, explained), databases)
  const after = await snapshot(plane)
  const gone = applicationsIn(from.files, gitops).filter(({ name }) => !names.includes(name))
  const moved = [
    ...movedBy(changed(objects, after)),
    ...(await refusedIn(plane, asked)),
    ...gone
      .filter(({ name }) => isDelivered(after, name))
      .map(({ name }): Moved => ({ object: `what ${name} delivered`, how: 'left' })),
  ]
  return {
    rows,
    asked: databases,
    moved,
    ...present({ followed: followed && [...guided, ...followed] }),
    problems: [
      ...problems,
      ...first,
      ...listed,
      ...unlike(rollout ?? [], [...guided, ...(followed ?? [])], followed === undefined ? [] : moved),
    ],
  }
}

function linesOf(revision: Revision, { cluster }: RehearsalProps): readonly string[] {
  return commandsBelow(guideOf(revision), headingOf(cluster.name))
}

/** What is there already was made by another command before: what becomes of it somebody has to decide. */
async function inGuide(walk: Walk, line: string): Promise<Pick<Followed, 'how' | 'why'>> {
  const problems = await walk.go([line])
  if (problems.length === 0) return { how: 'done' }
  const why = problems.join('; ')
  return { how: /AlreadyExists/.test(why) ? 'by hand' : 'failed', why }
}

function isPushed(steps: readonly RolloutStep[] = []): boolean {
  return steps.some(({ system }) => system === 'repository')
}

/** In the guide's order: one that is to be made comes with the Application of all others, which the guide syncs first. */
async function syncAll(plane: ControlPlane, props: RehearsalProps, names: readonly string[]): Promise<void> {
  const lines = linesOf(props, props)
  const syncs = lines.flatMap(line => (applicationIn(line)?.verb === 'sync' ? [applicationIn(line)?.name ?? ''] : []))
  for (const name of new Set([...syncs.filter(each => names.includes(each)), ...names])) {
    props.say(`argocd app sync ${name} --prune`)
    await plane.argocd.run(['app', 'get', name, '--hard-refresh', '--output', 'name'])
    await plane.argocd.ask(['app', 'sync', name, '--prune'])
  }
}

async function refusedIn(plane: ControlPlane, names: readonly string[]): Promise<readonly Moved[]> {
  const all: Moved[] = []
  for (const application of names) {
    const { refused = [] } = await plane.argocd.state(application).catch(() => ({ refused: [] }))
    all.push(...refused.map(({ object, why }): Moved => ({ ...present({ application }), object, how: 'refused', why })))
  }
  return all
}
