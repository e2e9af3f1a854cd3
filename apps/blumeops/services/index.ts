import type { Service } from '@homelab/estate'
import { alertmanager } from './alertmanager.ts'
import { alloy } from './alloy.ts'
import { alloyK8s } from './alloy-k8s.ts'
import { argocd } from './argocd.ts'
import { blumeopsPg } from './blumeops-pg.ts'
import { borgmatic, borgmaticMetrics } from './borgmatic.ts'
import { caddy } from './caddy.ts'
import { cloudnativePg } from './cloudnative-pg.ts'
import { devpi } from './devpi.ts'
import { docs } from './docs.ts'
import { externalSecrets } from './external-secrets.ts'
import { flyioProxy } from './flyio-proxy.ts'
import { forgejo } from './forgejo.ts'
import { forgejoActionsSecrets } from './forgejo-actions-secrets.ts'
import { forgejoRunner } from './forgejo-runner.ts'
import { grafana } from './grafana.ts'
import { homepage } from './homepage.ts'
import { immich } from './immich.ts'
import { immichPg } from './immich-pg.ts'
import { jellyfin, jellyfinMetrics } from './jellyfin.ts'
import { kiwix } from './kiwix.ts'
import { kubeStateMetrics } from './kube-state-metrics.ts'
import { logrotate } from './logrotate.ts'
import { loki } from './loki.ts'
import { miniflux } from './miniflux.ts'
import { minikubeMetrics, minikubeService } from './minikube.ts'
import { nasDashboard } from './nas-dashboard.ts'
import { navidrome } from './navidrome.ts'
import { nodeExporterSifaka } from './node-exporter-sifaka.ts'
import { onepasswordConnect } from './onepassword-connect.ts'
import { prometheus } from './prometheus.ts'
import { secretStore } from './secret-store.ts'
import { tailscaleOperator } from './tailscale-operator.ts'
import { teslamate } from './teslamate.ts'
import { transmission } from './transmission.ts'
import { zot, zotMetrics } from './zot.ts'

/** All services, in the order in which lists made of them are rendered. */
export const services: readonly Service[] = [
  nodeExporterSifaka,
  nasDashboard,
  // The order of the roles (facts A2).
  alloy,
  borgmatic,
  borgmaticMetrics,
  forgejo,
  forgejoActionsSecrets,
  zot,
  zotMetrics,
  minikubeService,
  minikubeMetrics,
  jellyfin,
  jellyfinMetrics,
  caddy,
  logrotate,
  flyioProxy,
  tailscaleOperator,
  argocd,
  onepasswordConnect,
  externalSecrets,
  secretStore,
  cloudnativePg,
  blumeopsPg,
  immichPg,
  prometheus,
  alertmanager,
  loki,
  grafana,
  kubeStateMetrics,
  alloyK8s,
  miniflux,
  kiwix,
  navidrome,
  docs,
  devpi,
  forgejoRunner,
  homepage,
  immich,
  teslamate,
  transmission,
]
