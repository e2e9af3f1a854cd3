/** Containers of facts K8 and K10 to K18, K21, transcribed by hand. Imports nothing of ours. */

export interface ContainerFact {
  /** `KIND NAMESPACE/NAME`. */
  readonly of: string
  readonly name: string
  readonly image: string
  /** Variable -> value, `secret NAME KEY`, `field PATH` or, for none, nothing. */
  readonly env?: Readonly<Record<string, string>>
  /** `NAME PORT`; the name `-` for none. */
  readonly ports?: readonly string[]
  /** Memory, cpu; `-` for none. */
  readonly requests?: string
  readonly limits?: string
  /** Path, port, delay, period, timeout, failures; `-` for none. */
  readonly live?: string
  readonly ready?: string
  /** `VOLUME PATH[ SUBPATH][ ro]`. */
  readonly mounts?: readonly string[]
}

const admin = {
  user: 'secret grafana-admin admin-user',
  password: 'secret grafana-admin admin-password',
}

export const containers: readonly ContainerFact[] = [
  {
    of: 'Deployment monitoring/grafana',
    name: 'grafana',
    image: 'docker.io/grafana/grafana:11.4.0',
    env: {
      POD_IP: 'field status.podIP',
      GF_SECURITY_ADMIN_USER: admin.user,
      GF_SECURITY_ADMIN_PASSWORD: admin.password,
      GF_PATHS_DATA: '/var/lib/grafana/',
      GF_PATHS_LOGS: '/var/log/grafana',
      GF_PATHS_PLUGINS: '/var/lib/grafana/plugins',
      GF_PATHS_PROVISIONING: '/etc/grafana/provisioning',
    },
    ports: ['http 3000'],
    requests: '128Mi 100m',
    limits: '512Mi 500m',
    live: '/api/health 3000 60 - 30 10',
    ready: '/api/health 3000 - - - -',
    mounts: [
      'config /etc/grafana/grafana.ini grafana.ini',
      'config /etc/grafana/provisioning/datasources/datasources.yaml datasources.yaml',
      'storage /var/lib/grafana',
      'sc-dashboard-volume /tmp/dashboards',
      'sc-dashboard-provider /etc/grafana/provisioning/dashboards/sc-dashboardproviders.yaml provider.yaml',
    ],
  },
  {
    of: 'StatefulSet monitoring/prometheus',
    name: 'prometheus',
    image: 'prom/prometheus:v3.2.1',
    ports: ['http 9090'],
    requests: '256Mi 100m',
    limits: '1Gi 500m',
    live: '/-/healthy 9090 30 15 - -',
    ready: '/-/ready 9090 5 5 - -',
    mounts: ['config /etc/prometheus', 'data /prometheus'],
  },
  {
    of: 'StatefulSet monitoring/loki',
    name: 'loki',
    image: 'grafana/loki:3.3.2',
    ports: ['http 3100', 'grpc 9096'],
    requests: '256Mi 100m',
    limits: '1Gi 500m',
    live: '/ready 3100 45 10 - -',
    ready: '/ready 3100 10 5 - -',
    mounts: ['config /etc/loki', 'data /loki'],
  },
  {
    of: 'Deployment monitoring/kube-state-metrics',
    name: 'kube-state-metrics',
    image: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.13.0',
    ports: ['http-metrics 8080', 'telemetry 8081'],
    requests: '64Mi 10m',
    limits: '256Mi 100m',
    live: '/healthz 8080 5 - 5 -',
    ready: '/ 8080 5 - 5 -',
  },
  {
    of: 'DaemonSet alloy/alloy',
    name: 'alloy',
    image: 'grafana/alloy:v1.5.1',
    env: { HOSTNAME: 'field spec.nodeName' },
    ports: ['http 12345'],
    requests: '128Mi 50m',
    limits: '512Mi 500m',
    mounts: ['config /etc/alloy', 'varlog /var/log ro', 'data /var/lib/alloy/data'],
  },
  {
    of: 'Deployment miniflux/miniflux',
    name: 'miniflux',
    image: 'registry.ops.eblu.me/blumeops/miniflux:v1.0.0',
    env: {
      DATABASE_URL: 'secret miniflux-db url',
      RUN_MIGRATIONS: '1',
      BASE_URL: 'https://feed.tail8d86e.ts.net/',
      POLLING_FREQUENCY: '60',
      BATCH_SIZE: '100',
      POLLING_SCHEDULER: 'entry_frequency',
      CLEANUP_ARCHIVE_UNREAD_DAYS: '180',
      CLEANUP_ARCHIVE_READ_DAYS: '60',
    },
    ports: ['- 8080'],
    requests: '64Mi 50m',
    limits: '256Mi 200m',
    live: '/healthcheck 8080 10 30 - -',
    ready: '/healthcheck 8080 5 10 - -',
  },
  {
    of: 'Deployment kiwix/kiwix',
    name: 'kiwix-serve',
    image: 'registry.ops.eblu.me/blumeops/kiwix-serve:v1.0.0',
    ports: ['http 80'],
    requests: '256Mi 100m',
    limits: '1Gi -',
    live: '/ 80 10 30 - -',
    ready: '/ 80 5 10 - -',
    mounts: ['torrents /data ro'],
  },
  {
    of: 'Deployment kiwix/kiwix',
    name: 'torrent-sync',
    image: 'registry.ops.eblu.me/blumeops/transmission:v1.0.1',
    env: {
      TRANSMISSION_HOST: 'transmission.torrent.svc.cluster.local',
      TRANSMISSION_PORT: '9091',
      TORRENT_LIST: '/config/torrents.txt',
    },
    requests: '32Mi 10m',
    limits: '64Mi -',
    mounts: ['zim-torrents-config /config/torrents.txt torrents.txt', 'sync-script /scripts'],
  },
  {
    of: 'CronJob kiwix/zim-watcher',
    name: 'watcher',
    image: 'registry.ops.eblu.me/blumeops/kubectl:v1.0.0',
    mounts: ['torrents /data ro'],
  },
  {
    of: 'Deployment navidrome/navidrome',
    name: 'navidrome',
    image: 'deluan/navidrome:latest',
    env: {
      ND_SCANNER_SCHEDULE: '@every 1h',
      ND_LOGLEVEL: 'info',
      ND_MUSICFOLDER: '/music',
      ND_DATAFOLDER: '/data',
    },
    ports: ['http 4533'],
    requests: '128Mi 100m',
    limits: '512Mi 500m',
    live: '/ping 4533 10 30 - -',
    ready: '/ping 4533 5 10 - -',
    mounts: ['music /music ro', 'data /data'],
  },
  {
    of: 'Deployment docs/docs',
    name: 'docs',
    image: 'registry.ops.eblu.me/blumeops/quartz:v1.0.0',
    env: {
      DOCS_RELEASE_URL: 'https://forge.ops.eblu.me/eblume/blumeops/releases/download/v1.5.1/docs-v1.5.1.tar.gz',
    },
    ports: ['http 80'],
    requests: '64Mi 10m',
    limits: '128Mi -',
    live: '/healthz 80 10 30 - -',
    ready: '/healthz 80 5 10 - -',
  },
  {
    of: 'Deployment tailscale/operator',
    name: 'operator',
    image: 'docker.io/tailscale/k8s-operator:v1.92.5',
    env: {
      OPERATOR_INITIAL_TAGS: 'tag:k8s-operator',
      OPERATOR_HOSTNAME: 'tailscale-operator',
      OPERATOR_SECRET: 'operator',
      OPERATOR_LOGGING: 'info',
      OPERATOR_NAMESPACE: 'field metadata.namespace',
      OPERATOR_LOGIN_SERVER: '',
      OPERATOR_INGRESS_CLASS_NAME: 'tailscale',
      CLIENT_ID_FILE: '/oauth/client_id',
      CLIENT_SECRET_FILE: '/oauth/client_secret',
      // Today tailscale/tailscale:stable; the difference is recorded.
      PROXY_IMAGE: 'docker.io/tailscale/tailscale:v1.92.5',
      PROXY_TAGS: 'tag:k8s',
      APISERVER_PROXY: 'false',
      PROXY_FIREWALL_MODE: 'auto',
      POD_NAME: 'field metadata.name',
      POD_UID: 'field metadata.uid',
    },
    mounts: ['oauth /oauth ro'],
  },
]
