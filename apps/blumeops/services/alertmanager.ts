import { after, difference, image, type Needs, service } from '@homelab/estate'
import { alertmanagerIn, alertmanagerTile, byNtfy } from '@homelab/services'
import { minikube } from '../hosts.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secret-store.ts'

/** Not in February: facts K10, O3. */
export const alertmanager = service(import.meta, 'alertmanager', {
  ...alertmanagerIn(minikube, {
    image: image('prom/alertmanager', 'v0.31.1'),
    opens: 'ops',
    ...byNtfy({ topic: secrets.Alerts['ntfy-topic'], heartbeat: secrets.Alerts['heartbeat-url'] }),
    pods: { serviceType: 'ClusterIP', ingress: { form: 'rule', proxyClass: 'none', funnel: 'off' } },
  }),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'admins' } },
  tile: alertmanagerTile,
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
