import { exporterPart, gauge } from '../exporter.ts'

const textfile = 'https://github.com/prometheus/node_exporter/tree/v1.8.2#textfile-collector'

/** Text file of the media server (facts A13). */
export const jellyfinExporter = exporterPart({
  kind: 'jellyfin',
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
})
