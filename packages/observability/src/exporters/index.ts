import { alertmanagerExporter } from './alertmanager/index.ts'
import { alloyExporter } from './alloy/index.ts'
import { argoCdExporter } from './argocd/index.ts'
import { blackboxExporter } from './blackbox/index.ts'
import { cadvisorExporter } from './cadvisor/index.ts'
import { cloudflaredExporter } from './cloudflared/index.ts'
import { cnpgExporter } from './cnpg/index.ts'
import type { ExporterPart } from './exporter.ts'
import { externalSecretsExporter } from './external-secrets/index.ts'
import { generatedExporter } from './generated/index.ts'
import { goExporter } from './go/index.ts'
import { grafanaExporter } from './grafana/index.ts'
import { jellyfinExporter } from './jellyfin/index.ts'
import { kubeStateMetricsExporter } from './kube-state-metrics/index.ts'
import { kubeletExporter } from './kubelet/index.ts'
import { lokiExporter } from './loki/index.ts'
import { macosPowerExporter } from './macos-power/index.ts'
import { minikubeExporter } from './minikube/index.ts'
import { nodeDarwinExporter, nodeExporter, nodeLinuxExporter } from './node/index.ts'
import { prometheusExporter } from './prometheus/index.ts'
import { zotExporter, zotTextfileExporter } from './zot/index.ts'

export {
  type BackupMetrics,
  counter,
  type Exporter,
  type ExporterPart,
  exporterPart,
  type Found,
  gauge,
  histogram,
  type Metric,
} from './exporter.ts'
export { proxyLogExporter } from './proxy-log/index.ts'

/** The exporters that these packages know. */
export const standardExporters: readonly ExporterPart[] = [
  alertmanagerExporter,
  alloyExporter,
  argoCdExporter,
  blackboxExporter,
  cadvisorExporter,
  cloudflaredExporter,
  cnpgExporter,
  externalSecretsExporter,
  generatedExporter,
  goExporter,
  grafanaExporter,
  jellyfinExporter,
  kubeStateMetricsExporter,
  kubeletExporter,
  lokiExporter,
  macosPowerExporter,
  minikubeExporter,
  nodeDarwinExporter,
  nodeExporter,
  nodeLinuxExporter,
  prometheusExporter,
  zotExporter,
  zotTextfileExporter,
]
