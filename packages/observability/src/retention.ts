import type { Finding, ServiceWithWorkload } from '@homelab/estate/model'

/** Where a program is told for how long it keeps what it has, and what it reads there. */
interface Retention {
  readonly program: string
  /** From the biggest to the smallest, each with its seconds. */
  readonly units: Readonly<Record<string, number>>
  readonly leastSeconds: number
  readonly example: string
  /** What it does at zero, where that is not to keep nothing: a clause. */
  readonly atZero?: string
}

const small = { h: 3600, m: 60, s: 1, ms: 0.001 }
const withDays = { y: 365 * 86_400, w: 7 * 86_400, d: 86_400, ...small }

/** https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects */
const prometheus = { program: 'Prometheus', units: withDays, leastSeconds: 1, example: '15d' }

const flags: Readonly<Record<string, Retention>> = {
  '--storage.tsdb.retention.time': prometheus,
  // A duration of Go, which has no days: https://github.com/prometheus/alertmanager/blob/main/cmd/alertmanager/main.go
  '--data.retention': { program: 'Alertmanager', units: small, leastSeconds: 1, example: '120h' },
}

/** By the key and what it stands in: others call something of theirs the same. */
const keys: Readonly<Record<string, Retention>> = {
  // https://grafana.com/docs/loki/latest/operations/storage/retention/
  'limits_config.retention_period': {
    ...{ program: 'Loki', units: withDays, leastSeconds: 86_400, example: '744h' },
    atZero: 'Loki keeps all for good, until the disk is full',
  },
}

/** For how long nothing can be kept: the program does not start, or does otherwise than is said. */
export function unkeptTimes(services: readonly ServiceWithWorkload[]): Finding[] {
  return services.flatMap(({ name: subject, file, workload }) =>
    saidIn(workload, ['workload']).flatMap(({ way, text, retention }): Finding[] => {
      const { program, units, leastSeconds, example, atZero } = retention
      const seconds = secondsOf(text, units)
      if (seconds !== undefined && seconds >= leastSeconds) return []
      return [
        {
          code: 'invalid-quantity',
          where: { subject, path: 'workload', keys: way, file },
          problem:
            seconds === undefined
              ? `${program} reads no time in it`
              : ((seconds === 0 ? atZero : undefined) ?? `${program} keeps nothing for so short a time`),
          got: text,
          expected: `whole numbers of ${Object.keys(units).join(', ')}, such as ${example}`,
          fix: 'correct for how long it keeps them',
        },
      ]
    }),
  )
}

type Way = readonly (string | number)[]

interface Said {
  readonly way: Way
  readonly text: string
  readonly retention: Retention
}

function saidIn(value: unknown, way: Way): readonly Said[] {
  if (typeof value === 'string') {
    const [, flag = '', text = ''] = /^(--[a-z.]+)=(.*)$/.exec(value) ?? []
    const retention = flags[flag] ?? keys[way.slice(-2).join('.')]
    return retention === undefined ? [] : [{ way, text: flag === '' ? value : text, retention }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    saidIn(member, [...way, Array.isArray(value) ? Number(key) : key]),
  )
}

/** Units in their order, each once. */
function secondsOf(text: string, units: Readonly<Record<string, number>>): number | undefined {
  if (text === '0') return 0
  const names = Object.keys(units)
  const said = new RegExp(`^${names.map(unit => `(?:(\\d+)${unit})?`).join('')}$`).exec(text)
  if (said === null || text === '') return undefined
  return names.reduce((sum, unit, index) => sum + Number(said[index + 1] ?? 0) * (units[unit] ?? 0), 0)
}
