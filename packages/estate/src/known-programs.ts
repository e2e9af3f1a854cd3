/** Where programs that many homelabs run answer, as their makers deliver them. */
export interface KnownProgram {
  /** The ports on which it listens until it is told otherwise, and those that it always has. */
  readonly ports: readonly number[]
  /** The paths by which it says that it is well; absent where any will do. */
  readonly health?: readonly string[]
}

/** https://prometheus.io/docs/prometheus/latest/management_api/, https://prometheus.io/docs/alerting/latest/management_api/ */
const management = ['/-/healthy', '/-/ready']

/** Exporters that are called otherwise than their program: see `metrics` of a service. */
export const exporterPrograms: Readonly<Record<string, string>> = { node: 'node-exporter', cnpg: 'postgres' }

/** By the name of the program, which is also that of its image and, mostly, of its service. */
export const knownPrograms: Readonly<Record<string, KnownProgram>> = {
  alertmanager: { ports: [9093, 9094], health: management },
  // https://grafana.com/docs/alloy/latest/reference/http/
  alloy: { ports: [12345], health: management },
  // https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/, and the Services of its install.yaml
  argocd: { ports: [80, 443, 8080, 8081, 8082, 8083, 8084], health: ['/healthz'] },
  // https://cloudnative-pg.io/documentation/current/monitoring/: neither can be chosen.
  postgres: { ports: [5432, 9187] },
  // https://devpi.net/docs/devpi/devpi/stable/+doc/quickstart-server.html
  devpi: { ports: [3141], health: ['/', '/+api', '/+status'] },
  // https://external-secrets.io/latest/api/metrics/
  'external-secrets': { ports: [8080] },
  // https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#http_port, https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api
  grafana: { ports: [3000], health: ['/api/health', '/healthz'] },
  // https://gethomepage.dev/installation/docker/
  homepage: { ports: [3000], health: ['/', '/api/healthcheck'] },
  // https://immich.app/docs/install/environment-variables#ports
  immich: { ports: [2283], health: ['/api/server/ping'] },
  'immich-server': { ports: [2283], health: ['/api/server/ping'] },
  // https://jellyfin.org/docs/general/post-install/networking/, https://jellyfin.org/docs/general/post-install/networking/advanced/monitoring/
  jellyfin: { ports: [8096, 8920], health: ['/health'] },
  // https://github.com/kiwix/kiwix-tools/blob/main/docs/kiwix-serve.rst
  'kiwix-serve': { ports: [80, 8080] },
  // https://github.com/kubernetes/kube-state-metrics/blob/v2.13.0/docs/developer/cli-arguments.md
  'kube-state-metrics': { ports: [8080, 8081], health: ['/', '/healthz', '/livez', '/readyz', '/metrics'] },
  // https://grafana.com/docs/loki/latest/reference/loki-http-api/
  loki: { ports: [3100, 9095], health: ['/ready'] },
  // https://miniflux.app/docs/configuration.html#listen-addr, https://miniflux.app/docs/howto.html#monitoring
  miniflux: { ports: [8080], health: ['/healthcheck', '/healthz', '/liveness', '/readiness', '/readyz'] },
  // https://www.navidrome.org/docs/usage/configuration-options/
  navidrome: { ports: [4533], health: ['/', '/ping'] },
  // https://github.com/prometheus/node_exporter/wiki
  'node-exporter': { ports: [9100] },
  // https://developer.1password.com/docs/connect/api-reference/
  'onepassword-connect': { ports: [8080, 8081], health: ['/health', '/heartbeat'] },
  prometheus: { ports: [9090], health: management },
  // https://docs.teslamate.org/docs/configuration/environment_variables
  teslamate: { ports: [4000] },
  // https://github.com/transmission/transmission/blob/main/docs/Editing-Configuration-Files.md
  transmission: { ports: [9091, 51413] },
  // https://distribution.github.io/distribution/spec/api/, https://zotregistry.dev/v2.1.0/general/concepts/
  zot: { ports: [5000, 8080], health: ['/v2/', '/v2/_catalog', '/livez', '/readyz', '/startupz'] },
}
