import type { Asked, HostUnit, Question, Scheduled, Step } from '@homelab/estate/model'
import { step } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Owned, Placed } from './host-part.ts'
import type { Program } from './program.ts'
import type { Reloading } from './reload.ts'

type Said = Pick<HostUnit, 'title' | 'name' | 'runs' | 'program'> &
  Partial<Pick<HostUnit, 'is' | 'definedIn' | 'logs' | 'keys' | 'memory' | 'processors' | 'root' | 'storageClasses'>>

/**
 * What a program is once it runs, with the id by which everything else is said of it.
 *
 * @group a part of your own
 */
export function hostUnit(
  { service, host }: Placed,
  { kind, reads = [], reload }: Reloading,
  { is = 'program', definedIn = [], logs = [], ...said }: Said,
): HostUnit {
  const idOf = (path: string): string => `${service}/file/${path}`
  return {
    id: `${service}/unit/${said.name}`,
    part: kind,
    manager: 'host',
    host: host.name,
    restartedBy: reads.flatMap(({ path }) => (reload?.files.includes(path) ? [] : idOf(path))),
    ...present({ reloadedBy: reload?.files.map(idOf) }),
    is,
    definedIn,
    logs,
    ...said,
  }
}

/**
 * What is done to a unit: whatever is not merely read interrupts one that is kept running.
 *
 * @group a part of your own
 */
export function stepOf(
  unit: HostUnit,
  does: Step['does'],
  effect: Step['effect'],
  run: Step['run'],
  nth?: number,
): Step {
  return {
    ...step(unit.id, does, effect, run, nth),
    interrupts: effect === 'reads' || unit.runs !== 'kept' ? [] : [unit.id],
    ...(effect === 'restarts' && { until: `${unit.id}?` }),
  }
}

/**
 * The question whether a unit runs.
 *
 * @group a part of your own
 */
export function asksWhetherRuns({ id, name }: HostUnit, asked: Omit<Asked, 'name'> & Partial<Asked>): Question {
  return { id: `${id}?`, about: id, kind: 'unit-runs', asked: { name, ...asked } }
}

/**
 * When a program runs by itself.
 *
 * @group a part of your own
 */
export function schedulesOf(
  { service }: Placed,
  { kind }: Program,
  { label = '', schedule, everySeconds }: Owned,
): readonly Scheduled[] {
  const at = schedule ?? (everySeconds === undefined ? undefined : { everySeconds })
  return at === undefined ? [] : [{ id: `${service}/schedule/${label}`, part: kind, what: label, at }]
}
