import {
  type Act,
  type Host,
  listening,
  made,
  metricsOf,
  type Part,
  type PublicProxyPart,
  placeOf,
  step,
  type Unit,
  unknownRuns,
  type Workload,
  workloadPart,
} from '@homelab/estate/model'

/** A public proxy that is as little as the contract lets it be: for the tests of those who ask one. */
export interface StandInProxy extends Workload {
  readonly kind: 'stand-in-proxy'
}

export function standInProxy(at: Host): StandInProxy {
  return made({ kind: 'stand-in-proxy', at: placeOf(at) })
}

const kinds = ['stand-in-proxy'] as const
const act = (...words: readonly string[]): Act => ({
  run: { kind: 'command', words: ['stand-in', ...words], on: 'operator' },
})

const runs = workloadPart<StandInProxy>(kinds, (_, mine) => {
  const { name, at } = mine.service
  const unit: Unit = {
    id: `${name}/unit/stand-in`,
    part: 'stand-in-proxy',
    manager: 'platform',
    name: 'stand-in',
    host: at.name,
    runs: 'kept',
    definedIn: [],
    logs: [],
    restartedBy: [],
  }
  const delivery = { id: `${name}/delivery/stand-in`, part: 'stand-in-proxy', by: 'platform' } as const
  return {
    ...unknownRuns('stand-in-proxy', mine),
    deliveries: [delivery],
    units: [unit],
    ports: listening('stand-in-proxy', mine, () => 'unknown', false),
    metrics: metricsOf('stand-in-proxy', mine),
    publicProxy: {
      unit: unit.id,
      delivery: delivery.id,
      name: 'stand-in',
      place: { label: 'stand-in', text: '`stand-in`' },
      rendered: 'stand-in',
      answersAt: 'stand-in.example.net',
      unproven: [],
      health: 'https://stand-in.example.net/',
      limits: 'Each client gets 3 requests a second there, 5 more at once, and 10 elsewhere.',
      bans: {
        ...{ maxRetries: 5, findSeconds: 600, banSeconds: 3600, loginsLog: '/var/log/stand-in/SERVICE.log' },
        ...{ list: act('bans'), free: act('unban') },
      },
      client: 'The address is that of whoever connects.',
      needs: [],
      create: { says: 'It is there.', acts: [] },
      setUp: [],
      deploy: [act('deploy')],
      upgrade: { says: 'It has no version.', acts: [act('deploy')] },
      emptyCache: act('empty'),
      rollBack: { says: 'After the revert:', acts: [act('deploy')] },
      expose: { before: [act('deploy')], after: [] },
      shutOff: { task: [], plain: [act('stop')], back: [act('start')], rungs: [], says: [], acts: [] },
    },
    questions: [{ id: `${unit.id}?`, about: unit.id, kind: 'unit-runs' }],
    operations: [
      step(unit.id, 'status', 'reads', act('status').run),
      step(unit.id, 'logs', 'reads', act('logs').run),
      { ...step(unit.id, 'restart', 'restarts', act('restart').run), interrupts: [unit.id] },
      { ...step(unit.id, 'stop', 'stops', act('stop').run), interrupts: [unit.id] },
      step(unit.id, 'start', 'changes', act('start').run),
      step(delivery.id, 'apply', 'changes', act('deploy').run),
    ],
  }
})

const proxy: PublicProxyPart = {
  contract: 'public-proxy',
  kinds,
  renderer: {
    load: async () => {},
    get: () => ({
      render: ({ sites, header, service }) => ({
        files: [
          {
            path: 'stand-in/sites.txt',
            content: `# ${header}\n${sites
              .map(({ hostname, upstream, refusedPaths, loginPaths }) =>
                [hostname, upstream.url, ...refusedPaths, ...loginPaths].join(' '),
              )
              .map(line => `${line}\n`)
              .join('')}`,
            sources: [service.file],
          },
        ],
        findings: [],
      }),
    }),
  },
}

export const standInProxyParts: readonly Part[] = [runs, proxy]
