/**
 * What a live object can't change in place, transcribed from the facts by hand. Imports nothing of ours: it is the
 * other witness of what `apps/` states.
 */

export interface Pods {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  readonly namespace: string
  readonly name: string
  readonly selector: Readonly<Record<string, string>>
  readonly serviceName?: string
  /** Claim templates: name, size, modes, class where one is set. */
  readonly claimTemplates?: Readonly<
    Record<string, { readonly size: string; readonly accessModes: readonly string[]; readonly storageClass?: string }>
  >
  /** Volumes of the pod by name, with what they are. */
  readonly volumes?: Readonly<Record<string, string>>
  readonly source: string
}

export const pods: readonly Pods[] = [
  {
    kind: 'Deployment',
    namespace: 'monitoring',
    name: 'grafana',
    selector: { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' },
    volumes: {
      config: 'configMap grafana',
      storage: 'claim grafana',
      'sc-dashboard-volume': 'emptyDir',
      'sc-dashboard-provider': 'configMap grafana-config-dashboards',
    },
    source: 'K8',
  },
  {
    kind: 'StatefulSet',
    namespace: 'monitoring',
    name: 'prometheus',
    selector: { app: 'prometheus' },
    serviceName: 'prometheus',
    claimTemplates: { data: { size: '20Gi', accessModes: ['ReadWriteOnce'] } },
    volumes: { config: 'configMap prometheus-config' },
    source: 'K10',
  },
  {
    kind: 'StatefulSet',
    namespace: 'monitoring',
    name: 'loki',
    selector: { app: 'loki' },
    serviceName: 'loki',
    claimTemplates: { data: { size: '20Gi', accessModes: ['ReadWriteOnce'] } },
    volumes: { config: 'configMap loki-config' },
    source: 'K11',
  },
  {
    kind: 'Deployment',
    namespace: 'monitoring',
    name: 'kube-state-metrics',
    selector: { app: 'kube-state-metrics' },
    source: 'K12',
  },
  {
    kind: 'DaemonSet',
    namespace: 'alloy',
    name: 'alloy',
    selector: { app: 'alloy' },
    volumes: { config: 'configMap alloy-config', varlog: 'hostPath /var/log', data: 'emptyDir' },
    source: 'K13',
  },
  { kind: 'Deployment', namespace: 'miniflux', name: 'miniflux', selector: { app: 'miniflux' }, source: 'K14' },
  {
    kind: 'Deployment',
    namespace: 'kiwix',
    name: 'kiwix',
    selector: { app: 'kiwix' },
    volumes: {
      torrents: 'nfs sifaka:/volume1/torrents',
      'zim-torrents-config': 'configMap kiwix-zim-torrents',
      'sync-script': 'configMap zim-torrent-sync-script',
    },
    source: 'K16',
  },
  {
    kind: 'Deployment',
    namespace: 'navidrome',
    name: 'navidrome',
    selector: { app: 'navidrome' },
    volumes: { music: 'claim navidrome-music', data: 'claim navidrome-data' },
    source: 'K17',
  },
  { kind: 'Deployment', namespace: 'docs', name: 'docs', selector: { app: 'docs' }, source: 'K18' },
  {
    kind: 'Deployment',
    namespace: 'tailscale',
    name: 'operator',
    selector: { app: 'operator' },
    volumes: { oauth: 'secret operator-oauth' },
    source: 'K21',
  },
]

export interface Claim {
  readonly namespace: string
  readonly name: string
  readonly size: string
  readonly accessModes: readonly string[]
  /** Absent: unset, the cluster's default. */
  readonly storageClass?: string
  readonly volumeName?: string
  readonly source: string
}

export const claims: readonly Claim[] = [
  { namespace: 'monitoring', name: 'grafana', size: '1Gi', accessModes: ['ReadWriteOnce'], source: 'K8' },
  {
    namespace: 'navidrome',
    name: 'navidrome-music',
    size: '1Ti',
    accessModes: ['ReadOnlyMany'],
    storageClass: '',
    volumeName: 'navidrome-music-nfs-pv',
    source: 'K17',
  },
  { namespace: 'navidrome', name: 'navidrome-data', size: '10Gi', accessModes: ['ReadWriteOnce'], source: 'K17' },
]

export interface PersistentVolume {
  readonly name: string
  readonly size: string
  readonly accessModes: readonly string[]
  readonly storageClass: string
  readonly reclaimPolicy: string
  readonly nfs: { readonly server: string; readonly path: string }
  readonly source: string
}

export const persistentVolumes: readonly PersistentVolume[] = [
  {
    name: 'navidrome-music-nfs-pv',
    size: '1Ti',
    accessModes: ['ReadOnlyMany'],
    storageClass: '',
    reclaimPolicy: 'Retain',
    nfs: { server: 'sifaka', path: '/volume1/music' },
    source: 'K17',
  },
]
