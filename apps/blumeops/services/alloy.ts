import { collectorScript, rootCollector, scriptDifferences } from '@homelab/ansible-gen'
import { accept, difference, endpoint, logFile, type Needs, service } from '@homelab/estate'
import { asLokiPush, asRemoteWrite, dashboardDifferences, macosDashboard } from '@homelab/observability'
import { alloyOn } from '@homelab/services'
import { agentLogs, brew, home, textfilePath, textfiles } from '../folders.ts'
import { indri } from '../hosts.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

/** facts A15, O3 */
export const alloy = service(import.meta, 'alloy', {
  ...alloyOn(indri, {
    program: home('.local/bin/alloy'),
    how: 'Build it with cgo on the workstation (the resolver of macOS, for MagicDNS) and copy it there.',
    label: 'mcquack.eblume.alloy',
    logs: agentLogs('alloy'),
    textfiles,
    settings: {
      disableCollectors: ['thermal'],
      logGroups: { brew_logs: brew('var/log'), mcquack_logs: home('Library/Logs') },
    },
    host: {
      programs: [
        rootCollector({
          label: 'mcquack.eblume.macos-power-metrics',
          script: '/usr/local/bin/macos-power-metrics',
          textfile: textfilePath('macos_power'),
          exporter: 'macos-power',
          content: collectorScript('power', textfilePath('macos_power'), {
            powermetrics: '/usr/bin/powermetrics',
            timeoutSeconds: 15,
          }),
          everySeconds: 30,
          logs: '/var/log/mcquack.macos-power-metrics',
        }),
      ],
      // Homebrew's service of the tailnet client is no service of the estate.
      logs: [logFile(brew('var/log/tailscaled.log'), 'stdout', 'tailscale')],
    },
  }),
  accepts: [
    accept(
      'unrotated-log',
      'root’s collector writes a line where powermetrics fails: some 0.3 MB a day while it does, and its alert tells of it',
      'workload.programs',
    ),
  ],
  needs: (): Needs => [
    endpoint(loki, 'http', 'pushes the logs of the host', asLokiPush()),
    endpoint(prometheus, 'http', 'pushes the metrics of the host', asRemoteWrite()),
  ],
  differences: [
    ...scriptDifferences('power', 'A15'),
    ...dashboardDifferences(macosDashboard),
    difference('configuration of Alloy in the output of Ansible', {
      today: 'not logged, since it may hold the password of a database',
      now: 'logged',
      why: 'it holds no secret: the metrics of PostgreSQL come from CloudNativePG, and the switch for them is gone',
      facts: 'A15',
    }),
    difference('folder of the power script', {
      today: '`/usr/local/bin` is taken for granted',
      now: 'made with mode 0755 where it is missing',
      why: 'a new Mac with Apple silicon does not have it',
      facts: 'A15',
    }),
    difference('scrape target of Zot', {
      today: 'written out literally beside a variable that says the same',
      now: 'derived from the metrics that Zot declares',
      why: 'the two could part',
      facts: 'A15',
      settles: 'ansible.md: Variable `alloy_zot_metrics_url`',
    }),
    difference('text file of the power collector', {
      today: 'missing from the list of files that the health check looks for',
      now: 'listed, as every text file is: the list comes from the collectors',
      why: 'a collector that stops would go unnoticed',
      facts: 'A15, O5',
      settles: 'ansible.md: Power collector',
    }),
  ],
})
