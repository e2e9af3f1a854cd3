/** Who is without what while a step is under way, as far as the model knows. */
import { type Change, known, type Pods, type ResolvedRoute, type Unit } from '@homelab/estate/model'
import { type Ground, serviceIn } from './ground.ts'
import type { Interruption } from './model.ts'

/** What pods that restart mean for their users. */
export function podsInterrupted(
  ground: Ground,
  services: readonly string[],
  changes: readonly Change[],
): readonly Interruption[] {
  // An alert or a dashboard in one of its objects is nobody's to wait for.
  const hit = changes.filter(
    ({ danger, system, kind, subject }) =>
      system === 'kubernetes' &&
      !isOver(kind, subject) &&
      (danger === 'restarts' || danger === 'stops' || danger === 'destroys'),
  )
  if (hit.length === 0) return []
  return services.flatMap((name): readonly Interruption[] => {
    const [was, is] = [ground.was.service(name), ground.is.service(name)]
    if (was === undefined) return []
    const who = [name, ...usersOf(ground, name)]
    if (is === undefined || is.at.name !== was.at.name)
      return [{ who, what: `${name} ends in ${was.at.name}`, lasts: 'for good' }]
    if (is.runs.pods === 'unknown')
      return [{ who, what: `what of ${name} restarts, and how, nobody states`, lasts: 'unknown' }]
    const own = known(is.runs.pods).map(pods => ({ pods, subject: `${pods.kind} ${pods.namespace}/${pods.name}` }))
    const others = hit.filter(
      ({ danger, subject }) => danger !== 'destroys' && !own.some(each => each.subject === subject),
    )
    return [
      ...own
        // Said of each sync.
        .filter(({ pods }) => pods.eachSync === undefined)
        .filter(({ subject }) => hit.some(change => change.subject === subject))
        .map(({ pods, subject }) =>
          ofPods(
            ground,
            name,
            who,
            pods,
            hit.filter(change => change.subject === subject),
          ),
        ),
      ...others.map(({ subject, why, kind }) => ({
        who,
        what: why ?? `${subject} changes`,
        lasts: kind === 'removed' ? 'for good' : 'unknown',
      })),
    ]
  })
}

/** What runs at each sync of a group, whatever changes: not where it heals by itself, nor where one object is synced. */
export function ranEachSync(ground: Ground, group: string, services: readonly string[]): readonly Interruption[] {
  return services.flatMap((name): readonly Interruption[] => {
    const runs = ground.is.service(name)?.runs
    const isHere = runs?.deliveries.some(
      each => each.by === 'delivery' && each.group === group && (each.holds === 'workload' || each.holds === 'all'),
    )
    if (runs === undefined || isHere !== true) return []
    return known(runs.pods).flatMap(({ name: job, eachSync }): readonly Interruption[] => {
      if (eachSync === undefined || eachSync === 'after-failure') return []
      const lasts = eachSync === 'before-pods' ? 'pods change once it has ended well' : 'until it has ended'
      return [{ who: [], what: `${job} runs, as at each sync`, lasts }]
    })
  })
}

/** Objects that are made anew at each sync, whatever they were: no preview compares them, and no sync begins for them alone. */
export function madeAnew({ before, after }: Ground): ReadonlySet<string> {
  const all = [before, after].flatMap(({ services }) => services.flatMap(({ runs }) => known(runs.pods)))
  const own = all.filter(({ eachSync }) => eachSync !== undefined)
  return new Set(own.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`))
}

/** What a job did stays, and nobody waits for one that is over. */
function isOver(kind: Change['kind'], subject: string): boolean {
  return kind === 'removed' && subject.startsWith('Job ')
}

function ofPods(
  { was }: Ground,
  name: string,
  who: readonly string[],
  pods: Pods,
  hit: readonly Change[],
): Interruption {
  const { rollout, replicas, answering } = pods
  const databases = was.databasesOn(name).map(({ name: database }) => `database ${database}`)
  const what = [`${name} restarts`, ...(databases.length === 0 ? [] : [`and ${databases.join(', ')} with it`])].join(
    ' ',
  )
  const fewer = hit.every(({ path, danger }) => path === 'spec.replicas' && danger === 'restarts')
  if (fewer) return { who: [], what: hit[0]?.why ?? what, lasts: 'the others answer' }
  const stops = hit.some(({ danger }) => danger === 'stops')
  if (stops) return { who, what, lasts: 'until it is ready again; how long its files take nobody knows' }
  if (rollout === 'unknown') return { who, what, lasts: 'unknown' }
  if (replicas === 'once') return { who: [], what: `${pods.name} runs once`, lasts: 'until it has ended' }
  if (replicas === 'by-clock')
    return { who: [], what: `${name} runs by the clock`, lasts: 'its next run has what is new' }
  if (rollout === 'rolling' && answering !== 0)
    return { who: [], what, lasts: 'the new pod is ready before the old one ends' }
  if (rollout === 'ordered' && typeof replicas === 'number' && replicas > 1)
    return { who: [], what, lasts: 'one after the other, and the others answer' }
  return { who, what, lasts: 'from the end of the old pod until the new one is ready' }
}

/** Who needs a service that runs now. */
export function usersOf({ was }: Ground, service: string): readonly string[] {
  const flows = was
    .flowsTo(service)
    .filter(({ origin }) => origin === 'need' || origin === 'database' || origin === 'route')
  return [...new Set(flows.map(({ from }) => from))]
}

/** What a role's handlers restart; which of them, the preview shows. */
export function unitsInterrupted(
  ground: Ground,
  services: readonly string[],
  changes: readonly Change[],
): readonly Interruption[] {
  return services.flatMap((name): readonly Interruption[] => {
    if (ground.was.service(name) === undefined) return []
    const units: readonly Unit[] = known(serviceIn(ground, name)?.runs.units ?? [])
    const names = units
      .filter(unit => unit.restartedBy.length > 0 && !changes.every(change => isTakenOver(unit, change)))
      .map(unit => unit.name)
    if (names.length === 0) return []
    return [
      {
        who: [name, ...usersOf(ground, name)],
        what: `${names.join(', ')} restarts where it reads what changed`,
        lasts: 'seconds, as long as it takes to start',
      },
    ]
  })
}

/** Whether a unit takes over what changed while it runs: a file by its template, or as it is rendered by itself. */
function isTakenOver({ reloadedBy = [] }: Unit, { system, file = '' }: Change): boolean {
  if (reloadedBy.length === 0) return false
  return (
    system === 'caddy' || reloadedBy.some(id => file.endsWith(`/templates/${id.slice(id.lastIndexOf('/') + 1)}.j2`))
  )
}

/** Names that answer now, and will not. */
export function goneRoutes(
  { before, after }: Ground,
  kinds: readonly ResolvedRoute['kind'][],
): readonly ResolvedRoute[] {
  const kept = new Set(after.routes.map(({ url }) => url))
  return before.routes.filter(({ kind, url }) => kinds.includes(kind) && !kept.has(url))
}

export function comingRoutes(
  { before, after }: Ground,
  kinds: readonly ResolvedRoute['kind'][],
): readonly ResolvedRoute[] {
  const known = new Set(before.routes.map(({ url }) => url))
  return after.routes.filter(({ kind, url }) => kinds.includes(kind) && !known.has(url))
}

export function namesEnd(routes: readonly ResolvedRoute[]): readonly Interruption[] {
  return routes.map(({ url }) => ({ who: [`whoever uses ${url}`], what: 'nobody answers there', lasts: 'for good' }))
}
