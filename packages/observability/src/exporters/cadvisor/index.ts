import { counter, exporterPart, gauge } from '../exporter.ts'

const cgroup = ['id', 'name', 'image', 'namespace', 'pod', 'container'] as const

/** Containers as cAdvisor sees them inside the kubelet; `id="/"` is the node itself. */
export const cadvisorExporter = exporterPart({
  kind: 'cadvisor',
  title: 'cAdvisor in kubelet 1.34',
  found: { by: 'nodes', job: 'cadvisor' },
  sources: ['https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md'],
  metrics: {
    container_cpu_usage_seconds_total: counter(...cgroup, 'cpu'),
    container_memory_working_set_bytes: gauge(...cgroup),
    container_fs_usage_bytes: gauge(...cgroup, 'device'),
    container_fs_limit_bytes: gauge(...cgroup, 'device'),
  },
})
