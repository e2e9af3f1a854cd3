/** What fills or grows old in an estate: volumes, disks of hosts, text files, backups. */
import { accept, cluster, daily, external, host, http, image, type Service, tcp } from '@homelab/estate'
import { claim, postgresCluster } from '@homelab/kubernetes'
import { describe, expect, test } from 'vitest'
import { box, fixture, kind, pod } from './findings/parts.ts'
import { backupMetrics } from './support/observed.ts'
import { openFindings, render } from './support/render.ts'
import {
  clusterCollector,
  collectorService,
  hostCollector,
  lab,
  loki,
  make,
  prometheus,
  seen,
  seenIn,
  textfiles,
} from './support/watched.ts'

describe('what fills', () => {
  const data = make('web', {
    title: 'Web',
    workload: pod({ volumes: [claim('pages', 'web-pages', { size: '1Gi', holds: 'pages', backup: lab })] }),
  })
  const sql = make('sql', {
    title: 'SQL',
    ports: { sql: tcp(5432), metrics: http(9187) },
    workload: postgresCluster({
      at: kind,
      namespace: 'data',
      instances: 2,
      image: image('example.org/postgresql', '18.1'),
      storage: { size: '500M', storageClass: 'standard', holds: 'databases', backup: lab },
      resources: {},
      parameters: {},
      accessRules: [],
    }),
    metrics: { port: 'metrics', exporter: 'cnpg' },
  })

  test('folders of the node are left out; databases and Prometheus know their own size', () => {
    expect(seen(prometheus, data, sql).volumes).toEqual([
      {
        service: 'prometheus',
        title: 'Metrics',
        page: 'services/prometheus',
        name: 'monitoring/data-prometheus-0',
        measured: { by: 'prometheus', series: { job: 'prometheus' }, sizeBytes: 2 * 2 ** 30 },
      },
      {
        service: 'sql',
        title: 'SQL',
        page: 'services/sql',
        name: 'data/sql',
        measured: { by: 'cnpg', series: { job: 'sql' }, sizeBytes: 500_000_000 },
      },
    ])
  })

  test('the kubelet measures the claims where it can and is asked', () => {
    const measured = cluster(kind.name, { ...kind, on: box, measuresClaims: true })
    const withClaims = { clusters: [measured] }
    const all = [prometheus, loki, data, sql, clusterCollector(60)]
    const { targets, volumes } = seenIn(withClaims, ...all)
    expect(volumes.map(({ name, measured: { by } }) => `${name} ${by}`)).toEqual([
      'monitoring/data-prometheus-0 kubelet',
      'apps/web-pages kubelet',
      'data/sql cnpg',
      'kind/disk cadvisor',
    ])
    expect(volumes[1]).toMatchObject({
      title: 'Web pages',
      measured: { by: 'kubelet', namespace: 'apps', claim: 'web-pages' },
    })
    expect(targets.at(-1)).toMatchObject({ series: { job: 'kubelet' }, exporters: ['kubelet'] })
    expect(seenIn(withClaims, prometheus, loki, data, clusterCollector()).volumes.map(({ name }) => name)).toEqual([
      'monitoring/data-prometheus-0',
    ])
  })

  test('databases are observed whether or not they are scraped', () => {
    const { metrics: _, ...silent } = sql.props
    const unscraped = make('sql', silent)
    expect(seen(prometheus, sql).databases).toMatchObject([
      { cluster: 'sql', namespace: 'data', instances: 2, series: { job: 'sql' } },
    ])
    expect(seen(prometheus, unscraped).databases.map(({ series }) => series)).toEqual([undefined])
    expect(seen(prometheus, unscraped).volumes.map(({ service }) => service)).toEqual(['prometheus'])
  })
})

describe('hosts', () => {
  test('with a collector, or with node_exporter alone', () => {
    const nas = host('nas', { platform: 'nas', role: 'storage', lanAddress: '192.0.2.9', disks: ['/volume1'] })
    const exporter = make('node', {
      ports: { http: http(9100) },
      workload: external(nas),
      metrics: { port: 'http', exporter: 'node-linux' },
    })
    const { hosts } = seenIn({ hosts: [box, nas] }, prometheus, loki, hostCollector, exporter)
    expect(hosts).toEqual([
      { service: 'agent', title: 'box', page: 'services/agent', series: { instance: 'box' }, family: 'linux' },
      {
        service: 'node',
        title: 'nas',
        page: 'services/node',
        series: { job: 'node' },
        family: 'linux',
        mountpoints: ['/volume1'],
      },
    ])
  })

  test('a Mac has the metrics of a Mac', () => {
    const mac = host('box', { platform: 'macos', role: 'a Mac', disks: ['/System/Volumes/Data'] })
    const { hosts, targets } = seenIn({ hosts: [mac] }, prometheus, loki, hostCollector)
    expect(hosts).toMatchObject([{ family: 'macos', mountpoints: ['/System/Volumes/Data'] }])
    expect(targets.at(-1)?.exporters).toEqual(['node-darwin'])
  })

  test('text files that a collector reads', () => {
    expect(seen(prometheus, loki, hostCollector, collectorService).textfiles).toEqual([
      {
        service: 'registry-metrics',
        title: 'Metrics in registry.prom',
        page: 'services/registry-metrics',
        file: '/var/lib/textfiles/registry.prom',
        series: { instance: 'box' },
        periodSeconds: 60,
      },
    ])
    expect(seen(prometheus, collectorService).textfiles).toEqual([])
  })
})

describe('backups', () => {
  const backup = make('backup', {
    title: 'Backup',
    workload: external(box),
    backsUp: { repository: 'borg', schedule: daily(2), longestSeconds: 7200 },
  })
  const looking = (repository: string): Service =>
    make('backup-metrics', {
      workload: {
        ...external(box),
        ...{
          writes: {
            kind: 'textfile',
            path: `${textfiles}/b.prom`,
            exporter: 'borgmatic',
            everySeconds: 1800,
            repository,
          },
        },
      },
    })
  const looks = looking('borg')

  test('may be as late as a run takes, a look at the repository, and an hour of the clock', () => {
    expect(seen(prometheus, loki, hostCollector, backup, looks).backups).toEqual([
      {
        service: 'backup',
        title: 'Backup',
        page: 'services/backup',
        series: { instance: 'box', repository: 'borg' },
        metrics: backupMetrics,
        sources: [],
        periodSeconds: 86_400,
        graceSeconds: 7200 + 1800 + 3600,
      },
    ])
  })

  const unwatched = (...services: readonly Service[]): readonly string[] =>
    openFindings(render(fixture(import.meta, { services })).findings).filter(text => text.startsWith('unwatched-'))

  test('that nobody measures are not observed, which is found', () => {
    for (const services of [
      [prometheus, loki, hostCollector, backup],
      [prometheus, loki, backup, looks],
      // What is measured there is another repository.
      [prometheus, loki, hostCollector, backup, looking('offsite')],
    ]) {
      expect(seen(...services).backups).toEqual([])
      expect(unwatched(...services)).toEqual(['unwatched-backup backup backsUp'])
    }
    expect(unwatched(prometheus, loki, hostCollector, backup, looks)).toEqual([])
  })

  test('an estate may live with it', () => {
    const alone = make('backup', { ...backup.props, accepts: [accept('unwatched-backup', 'it mails', 'backsUp')] })
    expect(unwatched(alone)).toEqual([])
  })
})
