import { accept, adopt, cron, difference, endpoint, http, image, type Needs, service, text } from '@homelab/estate'
import {
  application,
  asEnv,
  configMap,
  confined,
  deployment,
  emptyDir,
  hardened,
  nfs,
  object,
  reachesApi,
  type ScheduledJob,
} from '@homelab/kubernetes'
import { kiwixScripts } from '@homelab/services'
import { zimTorrents } from '../archives.ts'
import { minikube } from '../hosts.ts'
import { askedAt } from '../parts/probes.ts'
import { ownImage } from '../registries.ts'
import { torrents } from '../shares.ts'
import { transmission } from './transmission.ts'

const zimHash = 'kiwix.blumeops/zim-hash'

const { serve, syncLoop, syncTorrents, watch } = kiwixScripts({
  archives: '/data/complete',
  port: 80,
  deployment: 'kiwix',
  annotation: zimHash,
  sync: '/scripts/sync-zim-torrents.sh',
})

/** facts K5, K13, K16 */
export const kiwix = service(import.meta, 'kiwix', {
  title: 'Kiwix',
  summary: 'offline Wikipedia and other archives',
  ports: { http: http(80) },
  workload: deployment({
    at: minikube,
    namespace: 'kiwix',
    application: application('kiwix', {
      ignoreDifferences: [
        {
          group: 'apps',
          kind: 'Deployment',
          jsonPointers: [`/metadata/annotations/${zimHash.replaceAll('/', '~1')}`],
        },
      ],
    }),
    annotations: { [zimHash]: '' },
    // The images' users may open port 80 because of it, and not because of a capability.
    podSecurity: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
    container: {
      name: 'kiwix-serve',
      image: image(ownImage('kiwix-serve'), 'v1.0.0'),
      args: ['/bin/sh', '-c', serve],
      mounts: { torrents: { path: '/data', readOnly: true }, tmp: '/tmp' },
      resources: { requests: { memory: '256Mi', cpu: '100m' }, limits: { memory: '1Gi' } },
      security: hardened({ user: 1000, capabilities: ['NET_BIND_SERVICE'] }),
    },
    sidecars: [
      {
        name: 'torrent-sync',
        image: image(ownImage('transmission'), 'v1.0.1'),
        command: ['/bin/bash', '-c', syncLoop],
        env: { TORRENT_LIST: '/config/torrents.txt' },
        mounts: {
          'zim-torrents-config': { path: '/config/torrents.txt', subPath: 'torrents.txt' },
          'sync-script': '/scripts',
          tmp: '/tmp',
        },
        resources: { requests: { memory: '32Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
        security: hardened({ user: 1000 }),
      },
    ],
    volumes: [
      nfs('torrents', torrents),
      configMap('zim-torrents-config', 'kiwix-zim-torrents', { 'torrents.txt': text(zimTorrents) }),
      configMap('sync-script', 'zim-torrent-sync-script', { 'sync-zim-torrents.sh': text(syncTorrents) }, 0o755),
      emptyDir('tmp'),
    ],
    jobs: [watcher()],
    objects: rights(),
  }),
  probes: askedAt('/'),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'members' } },
  tile: {
    title: 'Kiwix',
    group: 'Apps',
    icon: 'kiwix.png',
    description: 'Offline Wikipedia',
    podSelector: 'app=kiwix',
  },
  needs: (): Needs => [
    endpoint(
      transmission,
      'http',
      'adds the torrents of its archives',
      asEnv({ TRANSMISSION_HOST: 'host', TRANSMISSION_PORT: 'port' }, 'torrent-sync'),
    ),
  ],
  accepts: [accept('unhardened-container', 'it restarts the server’s Deployment', 'zim-watcher.serviceAccount.token')],
  // What ran in February and cannot be changed in place (facts K16).
  adopts: [adopt('Deployment', 'kiwix', { 'spec.selector': { matchLabels: { app: 'kiwix' } } })],
  differences: [
    difference('Kiwix’s containers can do less', {
      today: 'no security context; the watcher has no requests and limits',
      now: 'user 1000, no capabilities but that for port 80, which a sysctl opens; read-only root with /tmp apart, seccomp, limits',
      why: 'both images work as that user; a namespaced sysctl lets it open port 80',
      facts: 'K16',
      changes: [
        confined('Deployment', { containers: ['kiwix-serve', 'torrent-sync'], scratch: { tmp: '/tmp' } }),
        { kind: 'Deployment', fields: ['spec.template.spec.securityContext.sysctls'] },
        confined('CronJob', { containers: ['watcher'], scratch: { tmp: '/tmp' }, resources: ['watcher'] }),
      ],
    }),
    difference('the hash that the watcher wrote', {
      today: 'not compared by Argo CD, and emptied by each sync',
      now: 'left as it is by syncs too: `RespectIgnoreDifferences=true`',
      why: 'an empty one makes the watcher restart Kiwix once more within the hour',
      facts: 'K2, K16',
      changes: [{ kind: 'Application', name: 'kiwix', fields: ['spec.syncPolicy.syncOptions'] }],
    }),
    difference('the watcher may touch Kiwix alone', {
      today: 'every Deployment of its namespace',
      now: 'the Deployment `kiwix` by its name',
      why: 'it asks for that one and restarts it, and nothing else',
      facts: 'K16',
      changes: [{ kind: 'Role', name: 'zim-watcher', fields: ['rules'] }],
    }),
    difference('the watcher restarts Kiwix before it writes the new hash', {
      today: 'first the annotation, then the restart',
      now: 'first the restart, then the annotation',
      why: 'a restart that fails is tried again by the next run',
      facts: 'K16',
      changes: [{ kind: 'CronJob', fields: ['spec.jobTemplate.spec.template.spec.containers[watcher].command'] }],
    }),
    difference('the words of Kiwix’s scripts and of its list', {
      today: 'written by hand; the facts give what they do, not their words',
      now: 'printed from the estate: the same archives, and scripts that do the same',
      why: 'scripts in the estate are read by shellcheck and run in tests',
      facts: 'K16',
      changes: [
        {
          kind: 'Deployment',
          fields: [
            'spec.template.spec.containers[kiwix-serve].args',
            'spec.template.spec.containers[torrent-sync].command',
          ],
        },
        { kind: 'ConfigMap', fields: ['data["sync-zim-torrents.sh"]', 'data["torrents.txt"]'] },
      ],
    }),
    difference('archives that are not complete', {
      today:
        'Kiwix ends, and starts over, forever, on a file `*.zim` that is half there, and over a folder without any',
      now: 'it leaves out what has not the beginning and end of an archive or does not open, says so in its log, and serves an empty library where nothing is left',
      why: 'one download in progress took down all other archives',
      facts: 'K16',
    }),
    difference('what the watcher compares', {
      today: 'the names of all files `*.zim`',
      now: 'the names of those that are complete; the hash is the same where all are',
      why: 'an archive that was there in part when Kiwix started would never be served',
      facts: 'K16',
    }),
    difference('Kiwix and Miniflux use images of the own registry', {
      today: 'deployed so; two documentation pages name upstream images',
      now: 'kept as deployed',
      why: 'the deployed value wins; the generated pages name it',
      facts: 'K14, K16',
      settles: 'kubernetes.md: Kiwix and Miniflux images',
    }),
  ],
})

/** Restarts the server when archives came or went. */
function watcher(): ScheduledJob {
  return {
    name: 'zim-watcher',
    schedule: cron('0 * * * *'),
    concurrency: 'Forbid',
    keepSeconds: 345600,
    restart: 'OnFailure',
    serviceAccount: { name: 'zim-watcher', token: true },
    container: {
      name: 'watcher',
      image: image(ownImage('kubectl'), 'v1.0.0'),
      command: ['/bin/bash', '-c', watch],
      mounts: { torrents: { path: '/data', readOnly: true }, tmp: '/tmp' },
      resources: { requests: { memory: '32Mi', cpu: '10m' }, limits: { memory: '128Mi' } },
      security: hardened({ user: 1000 }),
    },
    volumes: [nfs('torrents', torrents), emptyDir('tmp')],
    reaches: [reachesApi('restarts the Deployment')],
  }
}

function rights(): ReturnType<typeof object>[] {
  const name = 'zim-watcher'
  return [
    object('ServiceAccount', { metadata: { name } }),
    object('Role', {
      metadata: { name },
      rules: [{ apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['kiwix'], verbs: ['get', 'patch'] }],
    }),
    object('RoleBinding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'kiwix' }],
    }),
  ]
}
