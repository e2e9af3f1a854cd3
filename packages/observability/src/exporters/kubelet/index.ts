import { exporterPart, gauge } from '../exporter.ts'

const claim = ['namespace', 'persistentvolumeclaim'] as const

/**
 * What the kubelet knows of mounted claims. Only volumes whose plugin can measure: NFS, local and CSI can, `hostPath`
 * (which minikube's default class provisions) can't
 * (https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/volume/hostpath/host_path.go, `MetricsNil`).
 */
export const kubeletExporter = exporterPart({
  kind: 'kubelet',
  title: 'kubelet 1.34',
  found: { by: 'nodes', job: 'kubelet' },
  sources: [
    'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/kubelet/metrics/collectors/volume_stats.go',
    'https://kubernetes.io/docs/reference/instrumentation/metrics/',
  ],
  metrics: {
    kubelet_volume_stats_capacity_bytes: gauge(...claim),
    kubelet_volume_stats_available_bytes: gauge(...claim),
    kubelet_volume_stats_used_bytes: gauge(...claim),
    kubelet_volume_stats_inodes: gauge(...claim),
    kubelet_volume_stats_inodes_free: gauge(...claim),
    kubelet_volume_stats_inodes_used: gauge(...claim),
  },
})
