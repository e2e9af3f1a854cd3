import { difference, https, service } from '@homelab/estate'
import { caddyOn } from '@homelab/services'
import { agentLogs, home } from '../folders.ts'
import { indri } from '../hosts.ts'
import { domains } from '../network.ts'
import { secrets } from '../vault.ts'

/** The variable from which the DNS provider's module takes its token. facts P1 */
const variable = 'GANDI_BEARER_TOKEN'

/** The second is for those who run the estate: the policy lets nobody else there. */
const ports = { https: https(443), admin: https(8443) }

/** facts A14, N5, P1 */
export const caddy = service(import.meta, 'caddy', {
  ...caddyOn(indri, {
    job: 'mcquack.eblume.caddy',
    program: home('code/3rd/caddy/bin/caddy'),
    how: 'Build it with mise run build-caddy, and copy it there.',
    dns: { provider: 'gandi', tokenVariable: variable },
    token: { variable, value: secrets['Gandi token'].pat, file: 'gandi-token' },
    example: 'forge',
    logs: agentLogs('caddy'),
    host: { secretNames: { gandi_token: secrets['Gandi token'].pat } },
  }),
  ports,
  audiences: { admins: 'admin' },
  differences: [
    difference('private names of those who run the estate', {
      today:
        'every private name on 443, where members reach Caddy for the forge: with it they reach Argo CD, Grafana, Prometheus, Loki and the NAS, which the tests of the policy deny them',
      now: `these five answer on ${ports.admin.port} alone (\`https://grafana.${domains.ops.suffix}:${ports.admin.port}\`), which the policy opens to admins and to no member; on ${ports.https.port} they are unknown names. All other names stay as they are, for members too; the names of the tailnet (\`grafana\`, \`argocd\`, \`prometheus\`, \`loki\`) stay for admins`,
      why: 'Caddy asks nobody who they are, so whoever reaches a port of it reaches all names on it',
      facts: 'P1, P2, T2, T6',
      adoption: `Roll it out in one run of the playbook: Caddy takes the new port, and Alloy on the server pushes to it from then on; until both are done it keeps what it could not push. Then sync the Applications whose tiles lead there. Bookmarks of admins, and workflows of the forge that call \`argocd.${domains.ops.suffix}\`, want \`:${ports.admin.port}\`: change them first where they must not fail. Last apply the policy, whose tests hold the new port shut to members`,
    }),
    difference('a new configuration of Caddy', {
      today: 'the handler restarts it, which cuts every connection',
      now: 'it is read before it is written, and Caddy takes it over while connections go on: by a socket that its user alone writes to. A changed token, property list or program restarts it',
      why: 'whoever downloads, watches or pushes through it does not notice a new route',
      facts: 'A14, P1',
      adoption:
        'The first run restarts Caddy once more, and Alloy and Zot with it: their property lists say of which program they are.',
    }),
    difference('log files of Caddy', {
      today: 'not collected',
      now: 'tailed by Alloy, as those of every job are that keeps running',
      why: 'the logs of Zot were collected and those of the proxy before it were not',
      facts: 'A14, A15',
      settles: 'ansible.md: Zot logs versus Caddy logs',
    }),
    difference('a host name that is not ours', {
      today: 'behind a certificate that is ours, an empty answer with status 200',
      now: 'no answer: the connection is closed',
      why: 'a check that asks by the wrong name is told that all is well',
      facts: 'P1',
    }),
    difference('what Caddy writes while a back end is down', {
      today: 'for each request an error with its URL and headers, up to 19 KB',
      now: 'the beginning of the URL, no headers; of the same error 20 in a second, then one of a hundred',
      why: 'the log goes to Loki, and grows as fast as one client asks',
      facts: 'P1, A14',
    }),
    difference('marker of the property list', {
      today: 'none',
      now: 'the same as in every file',
      why: 'by its line on the service a role finds jobs that it no longer has',
      facts: 'A14',
    }),
  ],
})
