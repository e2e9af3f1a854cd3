import { after, difference, http, image, type Needs, notBackedUp, ownUrl, service } from '@homelab/estate'
import {
  claimTemplate,
  configMap,
  externalSecret,
  fetched,
  hardened,
  reachesInternet,
  secretVolume,
  statefulSet,
} from '@homelab/kubernetes'
import { alertmanagerConfig, ntfy, ntfyAddress, webhook } from '@homelab/observability'
import { minikube } from '../hosts.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secret-store.ts'

const secretFiles = '/etc/alertmanager/secrets'
const receivers = 'alertmanager-receivers'
const topic = { server: 'https://ntfy.sh', topic: fetched('topic') }

/** Not in February: facts K10, O3. */
export const alertmanager = service(import.meta, 'alertmanager', {
  title: 'Alertmanager',
  summary: 'sends alerts to people',
  ports: { http: http(9093) },
  workload: statefulSet({
    at: minikube,
    namespace: 'monitoring',
    serviceType: 'ClusterIP',
    podSecurity: { fsGroup: 65534, runAsUser: 65534, runAsNonRoot: true },
    container: {
      image: image('prom/alertmanager', 'v0.31.1'),
      args: [
        '--config.file=/etc/alertmanager/alertmanager.yml',
        '--storage.path=/alertmanager',
        '--web.external-url=$(EXTERNAL_URL)',
        // It is alone: nobody to gossip with.
        '--cluster.listen-address=',
      ],
      env: { EXTERNAL_URL: ownUrl('ops', '/') },
      mounts: { config: '/etc/alertmanager', secrets: { path: secretFiles, readOnly: true }, data: '/alertmanager' },
      resources: { requests: { memory: '32Mi', cpu: '10m' }, limits: { memory: '128Mi', cpu: '100m' } },
      security: hardened(),
    },
    volumes: [
      configMap('config', 'alertmanager-config', {
        'alertmanager.yml': alertmanagerConfig({
          secretFiles,
          to: { critical: [ntfy({ address: 'ntfy-critical' })], warning: [ntfy({ address: 'ntfy-warning' })] },
          repeatHours: { critical: 4, warning: 24 },
          heartbeat: { to: webhook({ address: 'heartbeat' }), everyMinutes: 5 },
        }),
      }),
      secretVolume('secrets', receivers),
      claimTemplate('data', {
        size: '1Gi',
        holds: 'silences, and what was sent',
        backup: notBackedUp('an alert would be sent once more'),
      }),
    ],
    secrets: [
      externalSecret(receivers, {
        data: { topic: secrets.Alerts['ntfy-topic'], heartbeat: secrets.Alerts['heartbeat-url'] },
        template: {
          'ntfy-critical': ntfyAddress({ ...topic, priority: 'urgent' }),
          'ntfy-warning': ntfyAddress({ ...topic, priority: 'default' }),
          heartbeat: fetched('heartbeat'),
        },
      }),
    ],
    ingress: { form: 'rule', proxyClass: 'none', funnel: 'off' },
    reaches: [reachesInternet('sends messages through ntfy, and the heartbeat')],
  }),
  probes: {
    live: { port: 'http', path: '/-/healthy', delaySeconds: 30, periodSeconds: 15 },
    ready: { port: 'http', path: '/-/ready', delaySeconds: 5, periodSeconds: 5 },
  },
  metrics: { port: 'http', exporter: 'alertmanager' },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'admins' } },
  tile: {
    title: 'Alertmanager',
    group: 'Observability',
    icon: 'alertmanager.png',
    description: 'Alerts that hold, and silences',
    podSelector: 'app=alertmanager',
  },
  needs: (): Needs => [after(secretStore, 'the addresses of its receivers come from there')],
  differences: [
    difference('alerts are sent', {
      today: 'no Alertmanager',
      now: 'Alertmanager sends to a topic of ntfy.sh, a message a service: critical ones loudly and again after 4 hours, warnings again after a day. A check at healthchecks.io gets a ping every 5 minutes and tells when none comes: Prometheus, Alertmanager, the cluster or the line is down then',
      why: 'rules that nobody reads are no alerts, and a dead machine sends none',
      facts: 'K10, O3',
      adoption:
        'before the first sync: choose a topic, subscribe to it in the app of ntfy, make a check at healthchecks.io (period and grace 10 minutes), and create the item `Alerts` with the fields `ntfy-topic` and `heartbeat-url` in the vault. Without it the pod waits for its Secret, and nothing else is held up. Afterwards send one by hand: `kubectl --namespace=monitoring exec alertmanager-0 -- amtool --alertmanager.url=http://localhost:9093 alert add Test severity=warning service=test`',
      changes: [
        { kind: 'Application', name: 'alertmanager' },
        ...['StatefulSet', 'Service', 'ConfigMap', 'ExternalSecret', 'Ingress'].map(kind => ({ kind })),
      ],
    }),
  ],
})
