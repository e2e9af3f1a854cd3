import {
  imageReference,
  listening,
  metricsOf,
  type Options,
  type Part,
  type PublicProxyPart,
  type Release,
  renderer,
  type Step,
  step,
  type Unit,
  workloadPart,
} from '@homelab/estate/model'
import { ofNginxProxy } from '../nginx/settings.ts'
import { deployTask, fly, flyWords } from './words.ts'
import type { FlyApp } from './workload.ts'

const kinds = ['fly-app'] as const

const options: Options<FlyApp> = {
  ...ofNginxProxy,
  ...{ app: true, region: true, memoryMegabytes: true, telemetry: true },
  images: { nginx: true, tailscale: true, alloy: true },
}

const runs = workloadPart<FlyApp>(kinds, (workload, mine) => {
  const { service } = mine
  const { name, at } = service
  const { app, images } = workload
  const unit: Unit = {
    id: `${name}/unit/${app}`,
    part: 'fly-app',
    manager: 'platform',
    name: app,
    host: at.name,
    runs: 'kept',
    definedIn: [],
    logs: [],
    restartedBy: [],
  }
  const delivery = { id: `${name}/app/${app}`, part: 'fly-app', by: 'platform' } as const
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
    publicProxy: { unit: unit.id, delivery: delivery.id, ...flyWords(service, workload) },
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
    operations: stepsOf(unit.id, delivery.id, app),
  }
})

function stepsOf(unit: string, delivery: string, app: string): readonly Step[] {
  return [
    step(unit, 'status', 'reads', fly(app, 'status'), 1),
    step(unit, 'status', 'reads', fly(app, 'checks', 'list'), 2),
    step(unit, 'logs', 'reads', fly(app, 'logs', '--no-tail')),
    { ...step(unit, 'restart', 'restarts', fly(app, 'apps', 'restart')), interrupts: [unit] },
    { ...step(unit, 'stop', 'stops', fly(app, 'scale', 'count', '0')), interrupts: [unit] },
    step(unit, 'start', 'changes', fly(app, 'scale', 'count', '1', '--yes')),
    step(delivery, 'apply', 'changes', deployTask),
  ]
}

const proxy: PublicProxyPart = {
  contract: 'public-proxy',
  kinds,
  renderer: renderer(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).flyChanges,
  commands: async () => (await import('./commands/index.ts')).commands,
}

/** The public proxy on Fly.io. */
export const flyParts: readonly Part[] = [{ ...runs, options }, proxy]
