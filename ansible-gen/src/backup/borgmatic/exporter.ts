import { exporterPart, gauge } from '@homelab/observability'

const textfile = 'https://github.com/prometheus/node_exporter/tree/v1.8.2#textfile-collector'

/** Text file of the backup collector (facts A10), which also tells how the last run of each action ended, of which repository. */
export const borgmaticExporter = exporterPart({
  kind: 'borgmatic',
  title: 'text file about the backup repository',
  sources: ['facts A10', textfile],
  backups: {
    readable: 'borgmatic_up',
    newest: 'borgmatic_last_archive_timestamp',
    count: 'borgmatic_archive_count',
    sourceFiles: 'borgmatic_source_files',
    sourceBytes: 'borgmatic_source_size_bytes',
    lastRunGood: 'borgmatic_last_run_success',
    lastRun: 'borgmatic_last_run_timestamp_seconds',
    makes: 'create',
  },
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
})
