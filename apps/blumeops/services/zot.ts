import {
  collector,
  collectorScript,
  directory,
  file,
  hostService,
  launchAgent,
  pieces,
  required,
} from '@homelab/ansible-gen'
import { difference, endpoint, folder, http, json, type Needs, notBackedUp, service } from '@homelab/estate'
import { dashboard, zotDashboard } from '@homelab/observability'
import { agentLogs, collectorLogs, home, textfilePath } from '../folders.ts'
import { indri } from '../hosts.ts'
import { ownImage, pushSecret, registry, upstreamRegistries } from '../registries.ts'
import { secrets } from '../vault.ts'

const port = 5050
const binary = home('code/3rd/zot/bin/zot-darwin-arm64')
const configuration = home('.config/zot/config.json')
const data = home('zot')
const logins = home('.config/zot/htpasswd')
const metricsPassword = home('.config/zot/metrics-password')
/** Whom it knows. Everybody else may pull. */
const users = { pushes: 'push', collects: 'metrics' }

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
    files: [file(metricsPassword, '0600', pieces(secrets.Zot['metrics-password']))],
    programs: [
      launchAgent({
        label: 'mcquack.eblume.zot',
        program: [binary, 'serve', configuration],
        keepAlive: true,
        logs: agentLogs('zot'),
        reads: [
          file(configuration, '0644', json(settings())),
          file(logins, '0600', pieces(secrets.Zot['push-line'], '\n', secrets.Zot['metrics-line'], '\n')),
        ],
      }),
    ],
    data: [folder(data, 'images', notBackedUp('own images are built again, the others are pulled again'))],
  }),
  probes: { health: { port: 'http', path: '/v2/_catalog' } },
  // The job's name as Alloy gives it to its scrape components.
  metrics: {
    ...{ port: 'http', exporter: 'zot', job: 'prometheus.scrape.zot' },
    login: { user: users.collects, passwordFile: metricsPassword },
  },
  routes: { ops: { port: 'http', host: registry } },
  dashboards: [dashboard(zotDashboard)],
  differences: [
    difference('who may push', {
      today: 'whoever reaches the registry: it asks nobody who they are, and the cluster runs what lies there',
      now: `reading is for everybody, as today; only the user \`${users.pushes}\` writes, and only \`${users.collects}\` reads the metrics. Passwords and their bcrypt lines lie in the vault`,
      why: 'members of the tailnet, pods and every device of the local network reach it, and could have replaced an image that the cluster pulls',
      facts: 'A6, O7',
      adoption: `First fill the item \`Zot\` of the vault, as its note says, and run the role \`forgejo_actions_secrets\`: it gives the workflows \`${pushSecret}\`. Then let each workflow that builds an image log in before it pushes, with \`printf %s "$PASSWORD" | docker login ${ownImage('').split('/')[0]} --username ${users.pushes} --password-stdin\`, where PASSWORD is that secret; until the registry wants a login it takes any. A person who pushes by hand logs in once. Then run the roles \`alloy\` and \`zot\` in one run: metrics are missing for the moment between the two. At last a push without a login has to be refused, and \`mise run services-check\` has to find the catalogue`,
    }),
    difference('how the password file is made', {
      today: 'none',
      now: 'the vault holds each line as `htpasswd` prints it, beside the password; the role writes the lines, mode 0600',
      why: 'Zot reads bcrypt alone, and Ansible makes that on the host by passlib, which nothing else needs, with a new salt each time. That a line belongs to its password nobody checks: a wrong one refuses pushes, or ends the metrics, which alerts',
      facts: 'A6',
    }),
  ],
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

/**
 * https://zotregistry.dev/v2.1.0/admin-guide/admin-configuration/ and, of logins,
 * https://zotregistry.dev/v2.1.3/articles/authn-authz. As soon as it controls access it shows its metrics to listed users alone
 * (`MetricsAuthzHandler` in pkg/api/authz.go of https://github.com/project-zot/zot).
 */
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
    http: {
      address: '0.0.0.0',
      port: String(port),
      auth: { htpasswd: { path: logins } },
      accessControl: {
        repositories: {
          '**': {
            anonymousPolicy: ['read'],
            defaultPolicy: ['read'],
            policies: [{ users: [users.pushes], actions: ['read', 'create', 'update', 'delete'] }],
          },
        },
        metrics: { users: [users.collects] },
      },
    },
    log: { level: 'info' },
    extensions: {
      metrics: { enable: true, prometheus: { path: '/metrics' } },
      sync: { enable: true, registries: sync },
      search: { enable: true, cve: { updateInterval: '24h' } },
      ui: { enable: true },
    },
  }
}
