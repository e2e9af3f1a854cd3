import {
  imageReference,
  listening,
  metricsOf,
  type Release,
  type Step,
  step,
  type Unit,
  workloadPart,
} from '@homelab/estate'
import type { FlyApp } from '../fly/index.ts'
import { fly } from './commands.ts'

/** The public proxy on Fly.io. */
export const flyPart = workloadPart<FlyApp>(['fly-app'], (workload, mine) => {
  const { service } = mine
  const { name, at } = service
  const { app, region, limits, bans, images } = workload
  const unit: Unit = {
    id: `${name}/unit/${app}`,
    part: 'fly-app',
    manager: 'fly',
    host: at.name,
    app,
    limits,
    bans,
    runs: 'kept',
    definedIn: [],
    logs: [],
    restartedBy: [],
  }
  const delivery = { id: `${name}/app/${app}`, part: 'fly-app', by: 'fly', app, region } as const
  return {
    deliveries: [delivery],
    releases: Object.values(images).map(image => ({
      ...{ id: `${name}/release/${image.repository}`, part: 'fly-app', of: 'image', reference: imageReference(image) },
    })) satisfies readonly Release[],
    pods: [],
    units: [unit],
    files: [],
    folders: [],
    volumes: [],
    ports: listening('fly-app', mine, () => service.address ?? 'unknown', false),
    delivered: [],
    reads: [],
    identities: [],
    provides: [],
    requires: [],
    // Its own collector gives them labels of its own.
    logs: 'unknown',
    metrics: metricsOf('fly-app', mine),
    schedules: [],
    reaches: [{ id: `${name}/reach/internet`, part: 'fly-app', to: 'internet', why: 'answers the internet' }],
    byHand: [],
    questions: [{ id: `${unit.id}?`, about: unit.id, kind: 'unit-runs' }],
    operations: flySteps(unit.id, delivery.id, app),
  }
})

function flySteps(unit: string, delivery: string, app: string): readonly Step[] {
  const deploy: Step['run'] = { kind: 'command', words: ['mise', 'run', 'fly-deploy'], on: 'operator' }
  return [
    step(unit, 'status', 'reads', fly(app, 'status'), 1),
    step(unit, 'status', 'reads', fly(app, 'checks', 'list'), 2),
    step(unit, 'logs', 'reads', fly(app, 'logs', '--no-tail')),
    { ...step(unit, 'restart', 'restarts', fly(app, 'apps', 'restart')), interrupts: [unit] },
    { ...step(unit, 'stop', 'stops', fly(app, 'scale', 'count', '0')), interrupts: [unit] },
    step(unit, 'start', 'changes', fly(app, 'scale', 'count', '1', '--yes')),
    step(delivery, 'apply', 'changes', deploy),
  ]
}
