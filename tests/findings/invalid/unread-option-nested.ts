import { brewService, formula, hostService } from '@homelab/ansible-gen'
import { after, external, host, http, type Needs, runner, service } from '@homelab/estate'
import { application, chart, externalApplications } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options
const mac = host('mac', { platform: 'macos', role: 'x', home: '/Users/x', user: 'x', brewPrefix: '/opt/homebrew' })
const text = { title: 'x', summary: 'says what nobody reads' }

// here
const web = service(import.meta, 'web', {
  ...text,
  ports: { http: http(8080) },
  workload: external(box),
  probes: { health: { port: 'http', path: '/', ...more({ every: 3 }) } },
  metrics: { port: 'http', exporter: 'loki', ...more({ interval: 15 }) },
  // here
  runners: [runner('jobs', { daemon: 'docker', jobs: [{ workflow: 'a', runs: 'reviewed', ...more({ on: 'x' }) }] })],
})
// here
const agent = service(import.meta, 'agent', {
  ...text,
  ports: {},
  // here
  workload: hostService({
    at: mac,
    packages: [formula('agent')],
    // here
    programs: [brewService('agent', { logs: [], ...more({ keepAlive: true }) })],
    ...more({ user: 'x' }),
  }),
  needs: (): Needs => [{ ...after(web, 'asks it'), ...more({ port: 'http' }), ...more({ often: true }) }],
})
const mail = service(import.meta, 'mail', {
  ...text,
  ports: {},
  // here
  workload: chart({
    at: byArgoCd,
    namespace: 'mail',
    ...{ repository: 'https://git.example.com/charts.git', revision: 'v1.0.0', path: 'mail', releaseName: 'mail' },
    values: { replicas: 1 },
    ...more({ replicas: 2 }),
  }),
})
const old = service(import.meta, 'old', {
  ...text,
  ports: {},
  // here
  workload: externalApplications({
    at: byArgoCd,
    namespace: 'old',
    // here
    applications: [application('old', { namespace: 'old', ...more({ pruning: true }) })],
    ...more({ replicas: 2 }),
  }),
})
// here
const pods = service(import.meta, 'pods', {
  ...text,
  ports: { http: http(80) },
  probes: { ready: { port: 'http', path: '/', ...more({ every: 3 }) } },
  routes: { tailnet: [{ port: 'http', ...more({ hostname: 'w' }) }] },
  // here
  workload: pod({ at: byArgoCd, application: application('pods', { namespace: 'apps', ...more({ pruning: true }) }) }),
})

export default fixture(import.meta, {
  hosts: [box, mac],
  clusters: [byArgoCd],
  services: [web, agent, mail, old, pods],
})
export const expected: Expected = [
  'unread-option agent needs[0].often',
  'unread-option agent workload.programs[0].keepAlive',
  'unread-option agent workload.user',
  'unread-option mail workload.replicas',
  'unread-option old workload.applications[0].pruning',
  'unread-option old workload.replicas',
  'unread-option pods probes.ready.every',
  'unread-option pods routes.tailnet[0].hostname',
  'unread-option pods workload.application.pruning',
  'unread-option web metrics.interval',
  'unread-option web probes.health.every',
  'unread-option web runners[0].jobs[0].on',
]
