import type { Act, Command, ResolvedRoute } from '@homelab/estate/model'
import { command, mise, reverted, runOf } from '../commands.ts'
import type { Draft } from '../draft.ts'
import { type Ground, operation, serviceIn } from '../ground.ts'
import { comingRoutes, goneRoutes, namesEnd } from '../interrupts.ts'
import type { Interruption, Watch } from '../model.ts'
import type { Unit } from '../units.ts'
import { alertsQuiet } from '../watch.ts'

/** The public proxy: what it must have besides its files where names come, then itself; one of a host is played by its role. */
export function proxyDrafts(ground: Ground, units: readonly Unit[]): readonly Draft[] {
  const proxies = ground.after.services.filter(({ runs }) => runs.publicProxy !== undefined)
  return proxies.flatMap(service => {
    const { publicProxy } = service.runs
    const unit = units.find(({ key }) => key === publicProxy?.delivery)
    if (publicProxy === undefined || unit === undefined) return []
    const came = comingRoutes(ground, ['public'])
    return [
      ...(came.length === 0 ? [] : setUp(service.name, unit, publicProxy.setUp, came)),
      ...(unit.kind === 'proxy' ? [deployed(ground, unit)] : []),
    ]
  })
}

function setUp(service: string, unit: Unit, acts: readonly Act[], came: readonly ResolvedRoute[]): readonly Draft[] {
  return acts.map(({ run, note }, index) => ({
    ...{
      id: `${unit.key}#set-up${index === 0 ? '' : `-${index + 1}`}`,
      system: 'public-proxy',
      services: [service],
      run,
    },
    ...{ unit: unit.key, effect: 'changes', stage: 'allow', changes: [] },
    does: `gives ${service} what it needs for ${came.map(({ hostname }) => hostname).join(', ')}: a certificate, and what else is missing`,
    back: { how: 'what was added does no harm, and is taken away where it was made', run: [] },
    ...(note !== undefined && { notes: [note] }),
  }))
}

function deployed(ground: Ground, unit: Unit): Draft {
  const { key, services, changes } = unit
  const [name = ''] = services
  const apply = operation(ground, `${key}#apply`)
  const proxy = serviceIn(ground, name)?.runs.publicProxy
  const runs: readonly Command[] = apply?.run.kind === 'command' ? [apply.run] : runOf(proxy?.deploy ?? [])
  const [run] = runs
  const [came, gone] = [comingRoutes(ground, ['public']), goneRoutes(ground, ['public'])]
  return {
    ...{ id: `${key}#apply`, system: 'public-proxy', unit: key, services, changes, effect: 'restarts', stage: 'apply' },
    does: `deploys ${name}`,
    run: run ?? { kind: 'by-hand', what: `deploy ${name}` },
    watch: [
      { by: 'command', run: mise('services-check', '--only', name), expect: 'all is up' },
      ...came.flatMap(route => askedThere(route, proxy?.answersAt, proxy?.unproven ?? [])),
      ...alertsQuiet(ground, services),
    ],
    interrupts: [...restarting(name, unit), ...namesEnd(gone)],
    back: reverted(runs, false),
  }
}

/** Asks the proxy itself, before any record leads to it. */
function askedThere(
  { hostname }: ResolvedRoute,
  at: string | undefined,
  unproven: readonly string[],
): readonly Watch[] {
  if (at === undefined) return []
  const words = ['--silent', '--show-error', '--output', '/dev/null', '--write-out', '%{http_code}\\n', ...unproven]
  const run = command('curl', ...words, `https://${hostname}/`, '--connect-to', `${hostname}:443:${at}:443`)
  return [{ by: 'command', run, expect: '200, before a record leads there' }]
}

/** What a deployment does to whoever is asking is the provider's to say. */
function restarting(name: string, { changes }: Unit): readonly Interruption[] {
  const said = new Set(changes.flatMap(({ danger, why }) => (danger === 'restarts' && why !== undefined ? [why] : [])))
  return [...said].map(why => ({ who: [name], what: why, lasts: 'as long as the deployment takes' }))
}
