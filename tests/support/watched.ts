/** Services that watch and are watched, for estates of a few lines. */

import { collectorScript, file, hostService } from '@homelab/ansible-gen'
import {
  type Estate,
  endpoint,
  external,
  http,
  image,
  type Needs,
  notBackedUp,
  resolvedOf,
  type Service,
  type ServiceProps,
  service,
  textfile,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { claimTemplate, configMap, deployment, statefulSet } from '@homelab/kubernetes'
import {
  asLokiPush,
  asRemoteWrite,
  clusterAlloy,
  hostAlloy,
  prometheusConfig,
  proxyAlloy,
} from '@homelab/observability'
import type { Observed } from '../../packages/observability/src/metrics/index.ts'
import { observe } from '../../packages/observability/src/observed/index.ts'
import { box, fixture, kind, pod } from '../findings/parts.ts'
import { standInProgram } from './stand-in-program.ts'

export const lab = notBackedUp('a lab')
export const textfiles = '/var/lib/textfiles'

export const prometheus = make('prometheus', {
  title: 'Metrics',
  ports: { http: http(9090) },
  workload: statefulSet({
    at: kind,
    namespace: 'monitoring',
    container: { image: image('example.org/prometheus', '1.0.0') },
    volumes: [
      configMap('config', 'prometheus', {
        'prometheus.yml': prometheusConfig({ scrapeIntervalSeconds: 15, evaluationIntervalSeconds: 15 }),
      }),
      claimTemplate('data', { size: '2Gi', holds: 'metrics', backup: lab }),
    ],
  }),
  metrics: { port: 'http', exporter: 'prometheus' },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', host: 'metrics' } },
  collects: ['metrics'],
})

export const loki = make('loki', {
  title: 'Logs',
  ports: { http: http(3100) },
  workload: pod(),
  metrics: { port: 'http', exporter: 'loki' },
  routes: { ops: { port: 'http' } },
})

const pushes = (): Needs => [
  endpoint(loki, 'http', 'pushes logs', asLokiPush()),
  endpoint(prometheus, 'http', 'pushes metrics', asRemoteWrite()),
]

export const hostCollector = make('agent', {
  title: 'Agent',
  workload: hostService({
    at: box,
    files: [
      {
        path: '/etc/alloy/config.alloy',
        mode: '0644',
        content: hostAlloy({
          scrapeIntervalSeconds: 15,
          disableCollectors: [],
          textfileDirectory: textfiles,
          logGroups: {},
        }),
      },
    ],
  }),
  collects: ['metrics', 'logs'],
  needs: pushes,
})

export const collectorService = make('registry-metrics', {
  title: 'Registry metrics',
  workload: hostService({
    at: box,
    programs: [
      standInProgram('registry-metrics', {
        program: '/usr/local/bin/registry-metrics',
        everySeconds: 60,
        reads: [
          file(
            '/usr/local/bin/registry-metrics',
            '0755',
            collectorScript('zot', `${textfiles}/registry.prom`, { timeoutSeconds: 10 }),
          ),
        ],
        writes: textfile(`${textfiles}/registry.prom`, { exporter: 'zot-textfile', everySeconds: 60 }),
      }),
    ],
  }),
})

export const registry = make('registry', {
  title: 'Registry',
  ports: { http: http(5000) },
  workload: external(box),
  metrics: { port: 'http', exporter: 'zot', job: 'images' },
})

export function clusterCollector(nodeScrapeIntervalSeconds?: number): Service {
  const settings = {
    probeIntervalSeconds: 30,
    probeTimeoutSeconds: 5,
    dropLines: 'noise',
    jsonFields: [],
    jsonLabels: [],
    ...present({ nodeScrapeIntervalSeconds }),
  }
  return make('pods', {
    workload: deployment({
      at: kind,
      namespace: 'monitoring',
      container: { image: image('example.org/alloy', '1.0.0') },
      volumes: [configMap('config', 'alloy', { 'config.alloy': clusterAlloy(settings) })],
    }),
    collects: ['logs', 'probes'],
    needs: pushes,
  })
}

export function proxy(): Service {
  const telemetry = proxyAlloy({
    accessLog: '/var/log/access.log',
    job: 'nginx',
    metricPrefix: 'nginx',
    lines: { perSecond: 20, burst: 200 },
    scrapeIntervalSeconds: 15,
  })
  return make('proxy', {
    workload: { ...external({ kind: 'host', name: 'edge' }), ...{ telemetry } },
    needs: pushes,
  })
}

export function make<P extends string = never>(
  name: string,
  props: Partial<ServiceProps<P>> & Pick<ServiceProps<P>, 'workload'>,
): Service<P> {
  const ports = props.ports ?? ({} as ServiceProps<P>['ports'])
  return service<P>(import.meta, name, { title: name, summary: 'one of these cases', ...props, ports })
}

export function seen(...services: readonly Service[]): Observed {
  return seenIn({}, ...services)
}

export function seenIn(props: Partial<Estate>, ...services: readonly Service[]): Observed {
  return observe(resolvedOf(fixture(import.meta, { ...props, services })))
}

export function seriesOf(...services: readonly Service[]): readonly Observed['targets'][number]['series'][] {
  return seen(...services).targets.map(({ series }) => series)
}
