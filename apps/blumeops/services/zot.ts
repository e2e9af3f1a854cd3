import { collector, collectorScript, directory, file, hostService, launchAgent, required } from '@homelab/ansible-gen'
import { endpoint, folder, http, json, type Needs, notBackedUp, service } from '@homelab/estate'
import { dashboard, zotDashboard } from '@homelab/observability'
import { agentLogs, collectorLogs, home, textfilePath } from '../folders.ts'
import { indri } from '../hosts.ts'
import { registry, upstreamRegistries } from '../registries.ts'

const port = 5050
const binary = home('code/3rd/zot/bin/zot-darwin-arm64')
const configuration = home('.config/zot/config.json')
const data = home('zot')

/** facts A6, N4, N5, P2 */
export const zot = service(import.meta, 'zot', {
  title: 'Zot',
  summary: 'container registry',
  ports: { http: http(port) },
  workload: hostService({
    at: indri,
    requires: [
      required(
        binary,
        'Clone the copy on the forge there (upstream’s repository where there is no forge yet), and build it with Go 1.25: make binary.',
      ),
    ],
    directories: [directory(data), directory(home('.config/zot'))],
    programs: [
      launchAgent({
        label: 'mcquack.eblume.zot',
        program: [binary, 'serve', configuration],
        keepAlive: true,
        logs: agentLogs('zot'),
        reads: [file(configuration, '0644', json(settings()))],
      }),
    ],
    data: [folder(data, 'images', notBackedUp('own images are built again, the others are pulled again'))],
  }),
  probes: { health: { port: 'http', path: '/v2/_catalog' } },
  // The job's name as Alloy gives it to its scrape components.
  metrics: { port: 'http', exporter: 'zot', job: 'prometheus.scrape.zot' },
  routes: { ops: { port: 'http', host: registry } },
  dashboards: [dashboard(zotDashboard)],
})

/** facts A9, A11 */
export const zotMetrics = service(import.meta, 'zot-metrics', {
  title: 'Zot metrics',
  summary: 'measures whether the registry answers',
  ports: {},
  workload: hostService({
    at: indri,
    programs: [
      collector({
        label: 'mcquack.eblume.zot-metrics',
        script: home('.local/bin/zot-metrics'),
        textfile: textfilePath('zot'),
        exporter: 'zot-textfile',
        content: collectorScript('zot', textfilePath('zot'), { timeoutSeconds: 10 }),
        everySeconds: 60,
        logs: collectorLogs('mcquack.zot-metrics'),
      }),
    ],
  }),
  needs: (): Needs => [endpoint(zot, 'http', 'asks whether it answers')],
})

/** https://zotregistry.dev/v2.1.0/admin-guide/admin-configuration/ */
function settings(): object {
  const sync = upstreamRegistries.map(({ name, url }) => ({
    urls: [url],
    content: [{ prefix: '**', destination: `/${name}` }],
    onDemand: true,
    tlsVerify: true,
  }))
  return {
    distSpecVersion: '1.1.0',
    storage: { rootDirectory: data, gc: true, gcDelay: '1h', gcInterval: '24h' },
    http: { address: '0.0.0.0', port: String(port) },
    log: { level: 'info' },
    extensions: {
      metrics: { enable: true, prometheus: { path: '/metrics' } },
      sync: { enable: true, registries: sync },
      search: { enable: true, cve: { updateInterval: '24h' } },
      ui: { enable: true },
    },
  }
}
