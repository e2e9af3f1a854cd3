import { aptPackage, aptRepository, hardenedUnit, hostService, packagedUnit } from '@homelab/ansible-gen'
import { folder, http, notBackedUp, ownUrl, service } from '@homelab/estate'
import { nuc } from '../places.ts'

/** https://grafana.com/docs/grafana/latest/setup-grafana/installation/debian/ */
const repository = aptRepository('grafana', {
  url: 'https://apt.grafana.com',
  suite: 'stable',
  components: ['main'],
  key: { url: 'https://apt.grafana.com/gpg.key', fingerprints: ['B53AE77BADB630A683046005963FA27710458545'] },
})

/** As its package sets it up, but for what the drop-in says. */
export const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'what the lab measures, as pictures',
  ports: { http: http(3000) },
  workload: hostService({
    at: nuc,
    packages: [aptPackage('grafana', { repository, version: '12.3.0', users: ['grafana'] })],
    programs: [
      packagedUnit('grafana', {
        unit: 'grafana-server',
        environment: { GF_SERVER_HTTP_ADDR: '127.0.0.1', GF_SERVER_ROOT_URL: ownUrl('ops') },
        // Plugins run in it, compiled late.
        security: hardenedUnit({ writes: ['/var/log/grafana'], compiles: true }),
      }),
    ],
    data: [folder('/var/lib/grafana', 'dashboards and users', notBackedUp('a lab: dashboards are made again'))],
  }),
  probes: { health: { port: 'http', path: '/api/health' } },
  routes: { ops: { port: 'http' } },
})
