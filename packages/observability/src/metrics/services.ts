import { counter, type Exporter, gauge, histogram } from './exporter.ts'

/** The registry, built with its extensions. */
export const zot: Exporter = {
  title: 'Zot 2.1',
  sources: [
    'https://github.com/project-zot/zot/blob/v2.1.2/pkg/extensions/monitoring/extension.go',
    'https://zotregistry.dev/v2.1.4/articles/monitoring',
  ],
  includes: ['go'],
  metrics: {
    zot_http_requests_total: counter('method', 'code'),
    zot_http_method_latency_seconds: histogram('method'),
    zot_repo_storage_bytes: gauge('repo'),
    zot_repo_uploads_total: counter('repo'),
    zot_repo_downloads_total: counter('repo'),
    zot_info: gauge('commit', 'binaryType', 'goVersion', 'version'),
  },
}

/** Derived from the proxy's access log by its Alloy (facts P7). */
export const flyioNginx: Exporter = {
  title: 'access log of the public proxy, counted by Alloy',
  sources: [
    'facts P7',
    'https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/#stagemetrics-block',
  ],
  includes: ['alloy'],
  metrics: {
    flyio_nginx_http_requests_total: counter('host', 'status', 'method', 'cache_status'),
    flyio_nginx_http_request_duration_seconds: histogram('host', 'status', 'method', 'cache_status'),
    flyio_nginx_http_response_bytes_total: counter('host', 'status', 'method', 'cache_status'),
    flyio_nginx_cache_requests_total: counter('host', 'status', 'method', 'cache_status'),
  },
}

const textfile = 'https://github.com/prometheus/node_exporter/tree/v1.8.2#textfile-collector'

/** Text file of the backup collector (facts A10), which also tells how the last run of each action ended, of which repository. */
export const borgmatic: Exporter = {
  title: 'text file about the backup repository',
  sources: ['facts A10', textfile],
  metrics: {
    borgmatic_up: gauge('repository'),
    borgmatic_archive_count: gauge('repository'),
    borgmatic_repo_original_size_bytes: gauge('repository'),
    borgmatic_repo_compressed_size_bytes: gauge('repository'),
    borgmatic_repo_deduplicated_size_bytes: gauge('repository'),
    borgmatic_repo_total_chunks: gauge('repository'),
    borgmatic_repo_unique_chunks: gauge('repository'),
    borgmatic_last_archive_original_size_bytes: gauge('repository'),
    borgmatic_last_archive_compressed_size_bytes: gauge('repository'),
    borgmatic_last_archive_deduplicated_size_bytes: gauge('repository'),
    borgmatic_last_archive_files: gauge('repository'),
    borgmatic_last_archive_timestamp: gauge('repository'),
    borgmatic_last_archive_duration_seconds: gauge('repository'),
    borgmatic_source_size_bytes: gauge('repository', 'source'),
    borgmatic_source_files: gauge('repository', 'source'),
    borgmatic_last_run_success: gauge('repository', 'action'),
    borgmatic_last_run_timestamp_seconds: gauge('repository', 'action'),
  },
}

/** Text file of the registry's health (facts A11). */
export const zotTextfile: Exporter = {
  title: 'text file about the registry',
  sources: ['facts A11', textfile],
  metrics: { zot_up: gauge() },
}

/** Text file of the cluster's health, seen from its host (facts A12). */
export const minikube: Exporter = {
  title: 'text file about minikube',
  sources: ['facts A12', textfile],
  metrics: {
    minikube_up: gauge(),
    minikube_apiserver_up: gauge(),
    minikube_node_count: gauge(),
    minikube_pod_count: gauge(),
    minikube_namespace_count: gauge(),
  },
}

/** Text file of the media server (facts A13). */
export const jellyfin: Exporter = {
  title: 'text file about Jellyfin',
  sources: ['facts A13', textfile],
  metrics: {
    jellyfin_up: gauge(),
    jellyfin_api_up: gauge(),
    jellyfin_version_info: gauge('version'),
    jellyfin_sessions_total: gauge(),
    jellyfin_sessions_playing: gauge(),
    jellyfin_sessions_paused: gauge(),
    jellyfin_transcode_sessions_total: gauge(),
    jellyfin_library_items: gauge('library', 'type'),
  },
}

/** Text file of macOS's `powermetrics` (facts A15). */
export const macosPower: Exporter = {
  title: 'text file about power and heat',
  sources: ['facts A15', textfile],
  metrics: {
    macos_power_up: gauge(),
    macos_cpu_power_watts: gauge(),
    macos_gpu_power_watts: gauge(),
    macos_ane_power_watts: gauge(),
    macos_combined_power_watts: gauge(),
    macos_thermal_pressure: gauge(),
  },
}
