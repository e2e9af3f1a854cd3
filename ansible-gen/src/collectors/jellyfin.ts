import { scriptFile } from '@homelab/formats/shell'
import { type CollectorProps, type Metric, renderCollector } from './script.ts'

const script = scriptFile(new URL('./jellyfin.sh', import.meta.url))

/** facts A13, and `jellyfin_api_up` beyond them. */
export const jellyfinMetrics: readonly Metric[] = [
  { name: 'jellyfin_up', help: '1 when the server answers that it is healthy.' },
  {
    name: 'jellyfin_api_up',
    help: '1 when the API answered every question; the metrics below are defaults otherwise.',
  },
  { name: 'jellyfin_version_info', help: 'Version of the server, as a label; always 1.', labels: ['version'] },
  { name: 'jellyfin_sessions_total', help: 'Sessions known to the server.' },
  { name: 'jellyfin_sessions_playing', help: 'Sessions that play something.' },
  { name: 'jellyfin_sessions_paused', help: 'Sessions whose playback is paused.' },
  { name: 'jellyfin_transcode_sessions_total', help: 'Sessions whose media is transcoded.' },
  {
    name: 'jellyfin_library_items',
    help: 'Films, series or albums of a library, by its collection type.',
    labels: ['library', 'type'],
  },
]

export interface JellyfinCollectorProps extends CollectorProps {
  /** Scheme, host and port, without a closing slash. */
  readonly url: string
  /** The file that holds the API key and nothing else, absolute. */
  readonly keyFile: string
  /** Absolute path of jq. */
  readonly jq: string
  /** For each single request. */
  readonly timeoutSeconds: number
}

/** Health, sessions and libraries of a Jellyfin server. */
export function jellyfinCollector(props: JellyfinCollectorProps): string {
  const { url, keyFile, jq, timeoutSeconds, marker, output } = props
  return renderCollector(script, {
    marker,
    output,
    constants: { URL: url, KEY_FILE: keyFile, JQ: jq, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: jellyfinMetrics,
  })
}
