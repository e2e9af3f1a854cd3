import { accept, adopt, difference, http, image, notBackedUp, service } from '@homelab/estate'
import { claim, confined, deployment, emptyDir, hardened, reachesInternet, shareClaim } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'
import { askedAt } from '../parts/probes.ts'
import { recreated } from '../parts/recreated.ts'
import { music } from '../shares.ts'

/** facts K5, K17 */
export const navidrome = service(import.meta, 'navidrome', {
  title: 'Navidrome',
  summary: 'music streaming server',
  ports: { http: http(4533) },
  workload: deployment({
    at: minikube,
    namespace: 'navidrome',
    // SQLite allows one writer: the old pod ends before the new one starts.
    strategy: 'Recreate',
    container: {
      image: image('deluan/navidrome', 'latest'),
      env: {
        ND_SCANNER_SCHEDULE: '@every 1h',
        ND_LOGLEVEL: 'info',
        ND_MUSICFOLDER: '/music',
        ND_DATAFOLDER: '/data',
      },
      mounts: { music: { path: '/music', readOnly: true }, data: '/data', tmp: '/tmp' },
      resources: { requests: { memory: '128Mi', cpu: '100m' }, limits: { memory: '512Mi', cpu: '500m' } },
      security: hardened({ root: true }),
    },
    volumes: [
      shareClaim('music', {
        claim: 'navidrome-music',
        persistentVolume: 'navidrome-music-nfs-pv',
        share: music,
        size: '1Ti',
      }),
      claim('data', 'navidrome-data', {
        size: '10Gi',
        holds: 'playlists, play counts and pictures (SQLite)',
        backup: notBackedUp('not among the backups of today (facts O1)'),
      }),
      emptyDir('tmp'),
    ],
    reaches: [reachesInternet('fetches pictures and texts about artists')],
  }),
  probes: askedAt('/ping'),
  routes: { tailnet: { port: 'http', host: 'dj' }, ops: { port: 'http', host: 'dj', audience: 'members' } },
  tile: {
    title: 'DJ',
    group: 'Apps',
    icon: 'navidrome.png',
    description: 'Music streaming server',
    podSelector: 'app=navidrome',
    widget: {
      type: 'navidrome',
      fields: {
        user: '{{HOMEPAGE_VAR_NAVIDROME_USER}}',
        token: '{{HOMEPAGE_VAR_NAVIDROME_TOKEN}}',
        salt: '{{HOMEPAGE_VAR_NAVIDROME_SALT}}',
      },
    },
  },
  // What ran in February and cannot be changed in place (facts K17).
  adopts: [
    adopt('Deployment', 'navidrome', { 'spec.selector': { matchLabels: { app: 'navidrome' } } }),
    adopt('PersistentVolume', 'navidrome-music-nfs-pv', {
      'spec.nfs': { server: 'sifaka', path: '/volume1/music' },
      'spec.storageClassName': '',
      'spec.persistentVolumeReclaimPolicy': 'Retain',
    }),
    adopt('PersistentVolumeClaim', 'navidrome-music', {
      spec: {
        accessModes: ['ReadOnlyMany'],
        resources: { requests: { storage: '1Ti' } },
        storageClassName: '',
        volumeName: 'navidrome-music-nfs-pv',
      },
    }),
    adopt('PersistentVolumeClaim', 'navidrome-data', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
    }),
  ],
  accepts: [
    accept('unhardened-container', 'its files on the volume belong to root', 'navidrome.security.runAsNonRoot'),
    {
      code: 'unpinned-image',
      path: 'deluan/navidrome',
      reason: 'nobody recorded which version runs; an older one than that could not read its database',
    },
  ],
  differences: [
    difference('Navidrome can do less', {
      today: 'no security context',
      now: 'no capabilities, no privilege escalation, read-only root with /tmp apart, seccomp; still root',
      why: 'the files on its volume belong to root, and the volume’s kind changes no owners',
      facts: 'K17',
      changes: [confined('Deployment', { containers: ['navidrome'], scratch: { tmp: '/tmp' } })],
    }),
    recreated('Navidrome', {
      namespace: 'navidrome',
      name: 'navidrome',
      today: 'not set, so the new pod starts while the old one still runs',
      facts: 'K17',
    }),
    difference('the variable of the scan’s schedule', {
      today: 'deployed ND_SCANNER_SCHEDULE = @every 1h; a page says ND_SCANSCHEDULE = 1h',
      now: 'kept as deployed',
      why: 'the deployed value wins',
      facts: 'K17',
      settles: 'kubernetes.md: Navidrome scan variable',
    }),
  ],
})
