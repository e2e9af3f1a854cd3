import { type Finding, type Flow, lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { isAlertmanager } from './alertmanager.ts'
import { isLokiPush, isRemoteWrite } from './alloy.ts'
import { isDataSource } from './data-sources/data-source.ts'

/** Names for everybody of what runs the estate, or shows all of it. The private proxy asks nobody who they are. */
export function wideRoutes(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file } = service
  const { people, routes } = resolved
  // Where everybody runs it, both audiences are one.
  if (!people.some(({ role }) => role === 'member')) return []
  const does = doesFor(resolved, service)
  if (does === undefined) return []
  const open = routes.filter(({ service: of, audience }) => of === subject && audience === 'members')
  if (open.length === 0) return []
  return [
    {
      code: 'wide-route',
      where: { subject, path: 'routes.ops', file },
      problem: `it ${does}, and all members reach it`,
      got: open.map(({ hostname }) => hostname).join(', '),
      fix: "say `audience: 'admins'`, or accept it with what members do there",
    },
  ]
}

/** What it does for the whole estate, a clause. */
function doesFor(resolved: Resolved, { name, runs, collects }: ResolvedService): string | undefined {
  const find = lookup(resolved)
  if (runs.deliversTo !== undefined) return `brings everything to cluster ${runs.deliversTo}`
  // A home page shows people where to go.
  const collected = collects.filter(each => each !== 'tiles')
  if (collected.length > 0) return `collects the ${collected.join(', ')} of other services`
  if (find.flowsTo(name).some(isSight)) return 'gets the logs, metrics or alerts of other services'
  const shown = find.flowsFrom(name).filter(({ use }) => isDataSource(use))
  const [seen] = shown.filter(({ to }) => {
    return (find.service(to)?.collects.length ?? 0) > 0 || find.flowsTo(to).some(isSight)
  })
  return seen === undefined ? undefined : `shows what ${seen.to} has of other services`
}

function isSight({ use }: Flow): boolean {
  return isLokiPush(use) || isRemoteWrite(use) || isAlertmanager(use)
}
