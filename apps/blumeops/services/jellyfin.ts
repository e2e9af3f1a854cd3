import {
  cask,
  collector,
  collectorScript,
  directory,
  file,
  formula,
  hostService,
  launchAgent,
  pieces,
  scriptDifferences,
} from '@homelab/ansible-gen'
import { difference, endpoint, folder, http, type Needs, notBackedUp, service, sqlite } from '@homelab/estate'
import { dashboard, jellyfinDashboard } from '@homelab/observability'
import { agentLogs, brew, collectorLogs, home, programPath, textfilePath } from '../folders.ts'
import { indri } from '../hosts.ts'
import { secrets } from '../vault.ts'

const application = '/Applications/Jellyfin.app/Contents'
const data = home('Library/Application Support/jellyfin')
const keyFile = home('.jellyfin-api-key')
/** Saved some day, the folder alone would lack the database, which is found then. */
const unsaved = notBackedUp('not among the sources of today (facts O1)')
const environment = { PATH: programPath }

/** facts A7, N4, N5, P2. Hardware transcoding is switched on by hand in its pages. */
export const jellyfin = service(import.meta, 'jellyfin', {
  title: 'Jellyfin',
  summary: 'media server',
  ports: { http: http(8096) },
  workload: hostService({
    at: indri,
    packages: [cask('jellyfin')],
    directories: [directory(data)],
    programs: [
      launchAgent({
        label: 'mcquack.jellyfin',
        program: [
          `${application}/MacOS/jellyfin`,
          '--service',
          '--datadir',
          data,
          '--webdir',
          `${application}/Resources/jellyfin-web`,
        ],
        environment,
        workingDirectory: data,
        keepAlive: true,
        logs: agentLogs('jellyfin'),
      }),
    ],
    data: [
      folder(data, 'settings and pictures', unsaved),
      // Where it keeps its users: https://jellyfin.org/docs/general/administration/configuration/#data-directory
      sqlite(`${data}/data/jellyfin.db`, 'users and what was watched', unsaved),
    ],
  }),
  probes: { health: { port: 'http', path: '/health' } },
  routes: { ops: { port: 'http', audience: 'members' } },
  dashboards: [dashboard(jellyfinDashboard)],
  differences: [
    difference('label and log names', {
      today: '`mcquack.jellyfin` and `jellyfin-metrics.*.log` break the pattern of the others',
      now: 'kept',
      why: 'a renamed label would restart the server for the sake of a pattern; nothing derives from it any more',
      facts: 'A7, A9',
      settles: 'ansible.md: Jellyfin label and log names',
    }),
    difference('name of the handler', {
      today: '`Reload jellyfin`',
      now: '`Restart jellyfin`',
      why: 'a handler restarts what keeps running and reloads what waits for its time, and is named so in every role',
      facts: 'A7',
    }),
  ],
})

/** facts A9, A13 */
export const jellyfinMetrics = service(import.meta, 'jellyfin-metrics', {
  title: 'Jellyfin metrics',
  summary: 'measures health, sessions and libraries of the media server',
  ports: {},
  workload: hostService({
    at: indri,
    packages: [formula('jq')],
    secretNames: { api_key: secrets['Jellyfin API key'].credential },
    files: [file(keyFile, '0600', pieces(secrets['Jellyfin API key'].credential))],
    programs: [
      collector({
        label: 'mcquack.eblume.jellyfin-metrics',
        script: home('.local/bin/jellyfin-metrics'),
        textfile: textfilePath('jellyfin'),
        exporter: 'jellyfin',
        content: collectorScript('jellyfin', textfilePath('jellyfin'), {
          keyFile,
          jq: brew('bin/jq'),
          timeoutSeconds: 10,
        }),
        environment,
        everySeconds: 60,
        logs: collectorLogs('jellyfin-metrics'),
      }),
    ],
  }),
  needs: (): Needs => [endpoint(jellyfin, 'http', 'asks for its health, sessions and libraries')],
  differences: [
    ...scriptDifferences('jellyfin', 'A13'),
    difference('folders that the role makes', {
      today: 'the folder of the script alone',
      now: 'those of the text file and of the logs as well, as for the other collectors',
      why: 'the role run by itself would fail on a new host',
      facts: 'A9',
    }),
  ],
})
