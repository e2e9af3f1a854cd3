/**
 * Facts G1-G11, transcribed row by row: what the dashboards in use look like. Imports nothing of the estate, so that it
 * can disagree with it. A dash means "not set".
 */

export const summary = table(`
| code | short | title | uid | tags | refresh | from | timezone | tooltip | schema | version |
| G2 | borgmatic | Borgmatic Backups | borgmatic | borgmatic, backup, borg | 5m | now-30d | browser | 0 | 38 | 1 |
| G3 | docs-apm | Docs APM | docs-apm | docs, flyio, apm | 30s | now-6h | empty | 1 | 38 | 1 |
| G4 | flyio | Fly.io Proxy Health | flyio-proxy | flyio, nginx, proxy | 30s | now-6h | empty | 1 | 38 | 1 |
| G5 | jellyfin | Jellyfin Media Server | jellyfin | jellyfin, media | 30s | now-6h | browser | 0 | 38 | 1 |
| G6 | loki | Loki | loki-homelab | loki, logs | 1m | now-24h | empty | 0 | 38 | 1 |
| G7 | macos | macOS | macos | macos, darwin | 30s | now-6h | browser | 1 | 38 | 1 |
| G8 | minikube | Minikube Kubernetes | minikube | minikube, kubernetes, k8s | 30s | now-6h | browser | 0 | 38 | 2 |
| G9 | postgresql | PostgreSQL | postgresql | postgresql, database | - | now-1h | browser | 0 | 39 | 4 |
| G10 | services | K8s Services Health | k8s-services | services, health | 30s | now-24h | browser | 0 | 38 | 1 |
| G11 | zot | Zot Container Registry | zot | zot, registry, oci | 30s | now-6h | empty | 0 | 38 | 1 |
`)

export const variables = table(`
| short | name | label | of | metric | multi | all | refresh | sort | filter |
| macos | instance | Instance | instance | node_memory_wired_bytes | no | no | 1 | 1 | - |
| macos | disk | Disk | device | node_disk_read_bytes_total | yes | yes | 1 | 1 | - |
| macos | netdev | Network Device | device | node_network_receive_bytes_total | yes | yes | 1 | 1 | en, eth |
| minikube | namespace | Namespace | namespace | kube_namespace_created | yes | yes | 2 | 1 | - |
`)

/**
 * The panels by dashboard. The last column says how a panel shows its data: the colour steps (the colour below the
 * first value, then each value with its colour), the words and colours for 0, 1, 2, what is stacked, the legends.
 */
export const panels: Readonly<Record<string, readonly Row[]>> = {
  borgmatic: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Repository Status | stat | short | 0,0,4,4 | borgmatic_up | states = DOWN red, UP green |
| 2 | Disk Usage (Deduplicated) | stat | decbytes | 4,0,5,4 | borgmatic_repo_deduplicated_size_bytes | - |
| 3 | Data Being Backed Up | stat | decbytes | 9,0,5,4 | borgmatic_last_archive_original_size_bytes | - |
| 4 | Archives | stat | short | 14,0,3,4 | borgmatic_archive_count | - |
| 5 | Time Since Last Backup | stat | s | 17,0,4,4 | borgmatic_last_archive_timestamp | steps = green, 86400 yellow, 172800 red |
| 6 | Dedup Ratio | stat | x | 21,0,3,4 | borgmatic_repo_original_size_bytes, borgmatic_repo_deduplicated_size_bytes | steps = red, 2 yellow, 5 green; decimals = 1 |
| 7 | Last Backup New Data | stat | decbytes | 0,4,4,4 | borgmatic_last_archive_deduplicated_size_bytes | - |
| 8 | Files in Backup | stat | short | 4,4,4,4 | borgmatic_last_archive_files | - |
| 9 | Last Backup Duration | stat | s | 8,4,4,4 | borgmatic_last_archive_duration_seconds | steps = green, 60 yellow, 300 red |
| 10 | Unique Chunks | stat | short | 12,4,4,4 | borgmatic_repo_unique_chunks | - |
| 14 | Backup Size by Source | bargauge | decbytes | 0,24,12,8 | borgmatic_source_size_bytes | orientation = horizontal |
| 11 | Backup Size Over Time | timeseries | decbytes | 0,8,12,8 | borgmatic_last_archive_original_size_bytes | - |
| 12 | Repository Disk Usage Over Time | timeseries | decbytes | 12,8,12,8 | borgmatic_repo_deduplicated_size_bytes | - |
| 13 | New Data Per Backup | timeseries | decbytes | 0,16,24,8 | borgmatic_last_archive_deduplicated_size_bytes | fill = 80 |
`),
  'docs-apm': table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Request Rate by Status | timeseries | reqps | 0,0,16,8 | flyio_nginx_http_requests_total | stacked |
| 2 | Error Rate (5xx) | stat | percentunit | 16,0,8,4 | flyio_nginx_http_requests_total | steps = green, 0.01 yellow, 0.05 red; background |
| 3 | Cache Hit Ratio | stat | percentunit | 16,4,4,4 | flyio_nginx_cache_requests_total | steps = red, 0.5 yellow, 0.8 green; background |
| 4 | Current RPS | stat | reqps | 20,4,4,4 | flyio_nginx_http_requests_total | - |
| 5 | Latency Percentiles | timeseries | s | 0,8,12,8 | flyio_nginx_http_request_duration_seconds_bucket | legends = p50, p90, p99 |
| 6 | Bandwidth | timeseries | Bps | 12,8,12,8 | flyio_nginx_http_response_bytes_total | - |
| 7 | Recent Access Logs | logs | - | 0,16,24,8 | - | - |
`),
  flyio: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Alloy Health | stat | short | 0,0,6,6 | up | states = DOWN red, UP green; background |
| 2 | Total RPS | stat | reqps | 6,0,6,6 | flyio_nginx_http_requests_total | - |
| 3 | Error Rate (5xx) | stat | percentunit | 12,0,6,6 | flyio_nginx_http_requests_total | steps = green, 0.01 yellow, 0.05 red |
| 7 | Cache Hit Ratio | stat | percentunit | 18,0,6,6 | flyio_nginx_cache_requests_total | steps = red, 0.5 yellow, 0.8 green |
| 4 | Total Request Rate by Host | timeseries | reqps | 0,6,12,8 | flyio_nginx_http_requests_total | stacked |
| 5 | Cache Performance | barchart | short | 12,6,12,8 | flyio_nginx_cache_requests_total | instant; orientation = horizontal |
| 6 | Upstream Response Time p95 | timeseries | s | 0,14,24,8 | flyio_nginx_http_request_duration_seconds_bucket | - |
`),
  jellyfin: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Jellyfin Status | stat | short | 0,0,4,4 | jellyfin_up | states = DOWN red, UP green |
| 2 | Version | stat | string | 4,0,6,4 | jellyfin_version_info | instant; format = table |
| 3 | Active Sessions | stat | short | 10,0,4,4 | jellyfin_sessions_total | steps = green, 3 yellow, 5 orange |
| 4 | Transcoding | stat | short | 14,0,4,4 | jellyfin_transcode_sessions_total | steps = green, 1 yellow, 2 orange |
| 5 | Libraries | stat | short | 18,0,6,4 | jellyfin_library_items | - |
| 6 | Movies | stat | short | 0,4,8,4 | jellyfin_library_items | - |
| 7 | TV Shows | stat | short | 8,4,8,4 | jellyfin_library_items | - |
| 8 | Music Albums | stat | short | 16,4,8,4 | jellyfin_library_items | - |
| 9 | Sessions Over Time | timeseries | short | 0,8,12,8 | jellyfin_sessions_playing, jellyfin_sessions_paused | legends = Playing, Paused |
| 10 | Transcode Sessions | timeseries | short | 12,8,12,8 | jellyfin_transcode_sessions_total | - |
| 11 | Jellyfin Logs | logs | - | 0,16,24,8 | - | - |
`),
  loki: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Total Stored | stat | bytes | 0,0,6,4 | loki_ingester_chunk_stored_bytes_total | steps = green, 1073741824 yellow, 5368709120 red |
| 2 | Active Chunks | stat | short | 6,0,6,4 | loki_ingester_memory_chunks | - |
| 3 | Active Streams | stat | short | 12,0,6,4 | loki_ingester_streams_created_total, loki_ingester_streams_removed_total | - |
| 4 | Heap Usage | stat | percentunit | 18,0,6,4 | go_memstats_heap_idle_bytes, go_memstats_heap_sys_bytes | steps = green, 0.5 yellow, 0.9 red |
| 5 | Ingestion Rate | timeseries | Bps | 0,4,12,8 | loki_distributor_bytes_received_total, loki_ingester_chunk_stored_bytes_total | - |
| 6 | Log Lines Rate | timeseries | short | 12,4,12,8 | loki_distributor_lines_received_total | - |
| 7 | Storage Over Time | timeseries | bytes | 0,12,12,8 | loki_ingester_chunk_stored_bytes_total, go_memstats_heap_inuse_bytes | - |
| 8 | Storage Growth (24h rolling) | timeseries | short | 12,12,12,8 | loki_ingester_chunk_stored_bytes_total | - |
`),
  macos: table(`
| id | title | type | unit | grid | metrics | how |
| 100 | Overview | row | - | 0,0,24,1 | - | - |
| 1 | Uptime | stat | dtdurations | 0,1,4,4 | node_boot_time_seconds | - |
| 2 | Total Memory | stat | decbytes | 4,1,4,4 | node_memory_total_bytes, node_memory_MemTotal_bytes | - |
| 3 | CPU Cores | stat | short | 8,1,4,4 | node_cpu_seconds_total | - |
| 4 | Load (1m) | stat | short | 12,1,4,4 | node_load1 | steps = green, 4 yellow, 8 red; decimals = 2 |
| 5 | Load (5m) | stat | short | 16,1,4,4 | node_load5 | steps = green, 4 yellow, 8 red; decimals = 2 |
| 6 | Load (15m) | stat | short | 20,1,4,4 | node_load15 | steps = green, 4 yellow, 8 red; decimals = 2 |
| 106 | Power & Thermal | row | - | 0,5,24,1 | - | - |
| 60 | Total Power | stat | watt | 0,6,4,4 | macos_combined_power_watts | steps = green, 5 yellow, 10 orange, 15 red; decimals = 1 |
| 61 | Thermal Pressure | stat | none | 4,6,4,4 | macos_thermal_pressure | states = Nominal green, Moderate yellow, Heavy orange, Critical red; background |
| 62 | Power Consumption | timeseries | watt | 8,6,16,8 | macos_cpu_power_watts, macos_gpu_power_watts, macos_ane_power_watts | legends = CPU, GPU, ANE; stacked |
| 101 | CPU | row | - | 0,14,24,1 | - | - |
| 10 | CPU Usage by Mode | timeseries | percent | 0,15,12,8 | node_cpu_seconds_total | range = 0, 100; stacked |
| 11 | System Load | timeseries | short | 12,15,12,8 | node_load1, node_load5, node_load15 | legends = 1m, 5m, 15m |
| 102 | Memory (macOS) | row | - | 0,23,24,1 | - | - |
| 20 | Memory Usage (macOS) | timeseries | bytes | 0,24,12,8 | node_memory_wired_bytes, node_memory_active_bytes, node_memory_compressed_bytes, node_memory_inactive_bytes, node_memory_free_bytes | legends = Wired, Active, Compressed, Inactive, Free; stacked |
| 21 | Memory Pressure | gauge | percent | 12,24,4,8 | node_memory_free_bytes, node_memory_inactive_bytes, node_memory_total_bytes | range = 0, 100; steps = green, 70 yellow, 90 red |
| 22 | Swap Usage | timeseries | bytes | 16,24,8,8 | node_memory_swap_used_bytes, node_memory_swap_total_bytes | legends = Used, Total |
| 103 | Disk | row | - | 0,32,24,1 | - | - |
| 30 | Disk I/O | timeseries | Bps | 0,33,12,8 | node_disk_read_bytes_total, node_disk_written_bytes_total | - |
| 31 | Disk IOPS | timeseries | iops | 12,33,12,8 | node_disk_reads_completed_total, node_disk_writes_completed_total | - |
| 104 | Filesystem | row | - | 0,41,24,1 | - | - |
| 40 | Filesystem Usage % | bargauge | percent | 0,42,12,6 | node_filesystem_avail_bytes, node_filesystem_size_bytes | orientation = horizontal; steps = green, 70 yellow, 85 red |
| 41 | Filesystem Available | timeseries | bytes | 12,42,12,6 | node_filesystem_avail_bytes | - |
| 105 | Network | row | - | 0,48,24,1 | - | - |
| 50 | Network Traffic | timeseries | bps | 0,49,12,8 | node_network_receive_bytes_total, node_network_transmit_bytes_total | - |
| 51 | Network Packets | timeseries | pps | 12,49,12,8 | node_network_receive_packets_total, node_network_transmit_packets_total | - |
| 52 | Network Errors & Drops | timeseries | short | 0,57,24,8 | node_network_receive_errs_total, node_network_transmit_errs_total, node_network_receive_drop_total | - |
`),
  minikube: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Cluster | stat | - | 0,0,3,3 | minikube_up | states = DOWN red, UP green; background |
| 2 | API Server | stat | - | 3,0,3,3 | minikube_apiserver_up | states = DOWN red, UP green; background |
| 3 | Pods | stat | - | 6,0,3,3 | kube_pod_info | - |
| 4 | Deployments | stat | - | 9,0,3,3 | kube_deployment_created | - |
| 5 | StatefulSets | stat | - | 12,0,3,3 | kube_statefulset_created | - |
| 6 | Namespaces | stat | - | 15,0,3,3 | kube_namespace_created | - |
| 7 | Memory Requests | stat | bytes | 18,0,3,3 | kube_pod_container_resource_requests | - |
| 8 | CPU Requests (cores) | stat | short | 21,0,3,3 | kube_pod_container_resource_requests | - |
| 13 | Unhealthy Pods | stat | - | 0,3,6,4 | kube_pod_container_status_waiting_reason | steps = green, 1 red; background |
| 14 | Pods by Waiting Reason | timeseries | short | 6,3,18,4 | kube_pod_container_status_waiting_reason | stacked |
| 9 | Pods by Namespace | timeseries | short | 0,7,12,8 | kube_pod_info | stacked |
| 10 | Memory Requests by Namespace | timeseries | bytes | 12,7,12,8 | kube_pod_container_resource_requests | stacked |
| 11 | Namespace Resource Summary | table | - | 0,15,24,8 | kube_pod_info, kube_pod_container_resource_requests, kube_pod_container_resource_limits | refs = pods, mem_req, mem_lim, cpu_req, cpu_lim; instant; format = table |
| 12 | Pod Logs | logs | - | 0,23,24,8 | - | - |
`),
  postgresql: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | PostgreSQL Up | stat | short | 0,0,6,4 | cnpg_collector_up | - |
| 2 | Active Connections | stat | short | 6,0,6,4 | cnpg_backends_total | - |
| 3 | Total Connections | stat | short | 12,0,6,4 | cnpg_backends_total | - |
| 4 | Total Database Size | stat | decbytes | 18,0,6,4 | cnpg_pg_database_size_bytes | - |
| 5 | Connections by State | timeseries | short | 0,4,12,8 | cnpg_backends_total | - |
| 6 | Database Size | timeseries | decbytes | 12,4,12,8 | cnpg_pg_database_size_bytes | - |
| 7 | Tuple Operations Rate | timeseries | ops | 0,12,12,8 | cnpg_pg_stat_database_tup_fetched, cnpg_pg_stat_database_tup_inserted, cnpg_pg_stat_database_tup_updated, cnpg_pg_stat_database_tup_deleted | - |
| 8 | Transactions Rate | timeseries | short | 12,12,12,8 | cnpg_pg_stat_database_xact_commit, cnpg_pg_stat_database_xact_rollback | - |
| 10 | Tesla XID Age (autovacuum threshold: 200M) | timeseries | short | 12,20,12,6 | cnpg_pg_database_xid_age | range = 0, 220000000; steps = green, 150000000 yellow, 200000000 red |
`),
  services: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Service Status | stat | short | 0,0,24,6 | probe_success | states = DOWN red, UP green; background; text = value_and_name; legends = Miniflux, Kiwix, Transmission, Devpi, ArgoCD |
| 2 | Response Time | timeseries | s | 0,6,24,8 | probe_duration_seconds | legends = Miniflux, Kiwix, Transmission, Devpi, ArgoCD |
| 3 | Uptime (selected period) | stat | percentunit | 0,14,24,6 | probe_success | steps = red, 0.95 yellow, 0.99 green; legends = Miniflux, Kiwix, Transmission, Devpi, ArgoCD |
`),
  zot: table(`
| id | title | type | unit | grid | metrics | how |
| 1 | Zot Status | stat | short | 0,0,4,4 | zot_up | states = DOWN red, UP green |
| 2 | Goroutines | stat | short | 4,0,4,4 | go_goroutines | - |
| 3 | Total Storage | stat | bytes | 8,0,4,4 | zot_repo_storage_bytes | steps = green, 536870912 yellow, 1073741824 red |
| 4 | Request Rate | stat | reqps | 12,0,4,4 | zot_http_requests_total | - |
| 5 | HTTP Requests by Method | timeseries | reqps | 0,4,12,8 | zot_http_requests_total | - |
| 6 | HTTP Requests by Status Code | timeseries | reqps | 12,4,12,8 | zot_http_requests_total | - |
| 7 | HTTP Request Latency | timeseries | s | 0,12,12,8 | zot_http_method_latency_seconds_bucket | - |
| 8 | Storage by Repository | timeseries | bytes | 12,12,12,8 | zot_repo_storage_bytes | - |
`),
}

/** Facts G10: each series' job is `integrations/blackbox/<name>`. */
export const probes = [
  { name: 'miniflux', title: 'Miniflux' },
  { name: 'kiwix', title: 'Kiwix' },
  { name: 'transmission', title: 'Transmission' },
  { name: 'devpi', title: 'Devpi' },
  { name: 'argocd', title: 'ArgoCD' },
] as const

export type Row = ReadonlyMap<string, string>

function table(text: string): readonly Row[] {
  const [head = [], ...rows] = text.trim().split('\n').map(cells)
  return rows.map(row => new Map(head.map((column, index) => [column, row[index] ?? ''])))
}

function cells(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim())
}
