import { counter, exporterPart, gauge } from '../exporter.ts'

/** Every program written with Prometheus's Go client gives these about itself. */
export const goExporter = exporterPart({
  kind: 'go',
  title: 'Go client 1.20',
  sources: ['https://github.com/prometheus/client_golang/blob/v1.20.5/prometheus/go_collector.go'],
  metrics: {
    go_goroutines: gauge(),
    go_threads: gauge(),
    go_memstats_heap_alloc_bytes: gauge(),
    go_memstats_heap_idle_bytes: gauge(),
    go_memstats_heap_inuse_bytes: gauge(),
    go_memstats_heap_sys_bytes: gauge(),
    process_cpu_seconds_total: counter(),
    process_resident_memory_bytes: gauge(),
    process_start_time_seconds: gauge(),
  },
})
