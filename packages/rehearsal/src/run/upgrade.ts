/** From one revision to the next: a sync of everything, and what became of every object. */
import { present } from '@homelab/formats/present'
import { applicationIn, commandsBelow, headingOf } from '../guide.ts'
import { type Moved, movedBy } from '../moved.ts'
import type { Outcome, Row } from '../outcome.ts'
import type { ControlPlane } from './control-plane.ts'
import { applicationsIn, guideOf, type Revision } from './files.ts'
import { rowsOf, settle } from './judge.ts'
import { explain } from './prepare.ts'
import type { RehearsalProps } from './rehearse.ts'
import { changed, snapshot } from './snapshot.ts'
import type { Walk } from './walk.ts'

interface Installed {
  readonly walk: Walk
  readonly rows: readonly Row[]
  readonly problems: readonly string[]
}

/** @param installed what came of the first revision */
export async function upgrade(
  plane: ControlPlane,
  props: RehearsalProps & { readonly from: Revision },
  { walk, rows: before, problems }: Installed,
): Promise<Omit<Outcome, 'seconds'>> {
  const { files, fill, from, gitops, explained, cluster, say } = props
  const notWell = before.filter(({ verdict }) => verdict === 'red')
  const first = notWell.map(
    ({ application, reason }) => `what is installed first is not well: ${application}: ${reason}`,
  )
  const objects = await snapshot(plane)
  say('now what is rehearsed')
  await plane.serve(files, fill)
  const names = applicationsIn(files, gitops).map(({ name }) => name)
  const listProblems = await explain(plane, explained, new Set(names))
  const lines = commandsBelow(guideOf(props), headingOf(cluster.name))
  const syncs = lines.flatMap(line => (applicationIn(line)?.verb === 'sync' ? [applicationIn(line)?.name ?? ''] : []))
  // One that is to be made comes with the Application of all others, which the guide syncs first.
  const asked = [...new Set([...syncs, ...names])].filter(name => explained.applications[name] === undefined)
  for (const name of asked) {
    say(`argocd app sync ${name} --prune`)
    await plane.argocd.run(['app', 'get', name, '--hard-refresh', '--output', 'name'])
    await plane.argocd.ask(['app', 'sync', name, '--prune'])
  }
  await settle(plane, asked, say)
  const rows = await rowsOf(plane, names, walk, explained)
  const moved = movedBy(changed(objects, await snapshot(plane)))
  const left = applicationsIn(from.files, gitops).filter(({ name }) => !names.includes(name))
  return {
    rows,
    asked: [],
    moved: [
      ...moved,
      ...(await refusedIn(plane, asked)),
      ...left.map(({ name }): Moved => ({ object: `what ${name} delivered`, how: 'left' })),
    ],
    problems: [...problems, ...first, ...listProblems],
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
