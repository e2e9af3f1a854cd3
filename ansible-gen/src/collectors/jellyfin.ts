import { type CollectorProps, type Metric, renderCollector } from './script.ts'

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
  return renderCollector({
    marker,
    output,
    about: 'Writes for the textfile collector the health, sessions and libraries of the Jellyfin server.',
    constants: { URL: url, KEY_FILE: keyFile, JQ: jq, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: jellyfinMetrics,
    helpers: [],
    body,
  })
}

// Paths, fields and parameters: https://api.jellyfin.org/. The key goes to curl through a pipe: arguments are visible
// to every user of the machine.
const body = String.raw`
collect() {
  get /health >"$SCRATCH/health"
  [ "$(cat "$SCRATCH/health")" = Healthy ]
  gauge jellyfin_up 1
  attempt api "$SCRATCH/api"
  if [ "$status" -eq 0 ]; then cat "$SCRATCH/api"; else unknown_api; fi
}

# get PATH [OPTION]...
get() {
  path=$1
  shift
  curl --fail --silent --show-error --max-time "$TIMEOUT_SECONDS" "$@" "$URL$path"
}

# ask PATH [PARAMETER]...: with the API key.
ask() {
  path=$1
  shift
  for parameter in "$@"; do
    shift
    set -- "$@" --data-urlencode "$parameter"
  done
  printf 'header = "X-Emby-Token: %s"\n' "$(escape "$KEY")" |
    get "$path" --config - --header 'Accept: application/json' --get "$@"
}

api() {
  KEY=$(cat "$KEY_FILE")
  ask /System/Info >"$SCRATCH/info"
  ask /Sessions >"$SCRATCH/sessions"
  ask /Library/VirtualFolders >"$SCRATCH/libraries"
  gauge jellyfin_api_up 1
  version=$("$JQ" --raw-output '.Version // empty' "$SCRATCH/info")
  [ -n "$version" ]
  family jellyfin_version_info
  sample jellyfin_version_info 1 version "$version"
  gauge jellyfin_sessions_total "$(sessions .)"
  gauge jellyfin_sessions_playing "$(sessions 'select(.NowPlayingItem and (.PlayState.IsPaused | not))')"
  gauge jellyfin_sessions_paused "$(sessions 'select(.NowPlayingItem and .PlayState.IsPaused)')"
  gauge jellyfin_transcode_sessions_total "$(sessions 'select(.TranscodingInfo)')"
  count=$("$JQ" length "$SCRATCH/libraries")
  family jellyfin_library_items
  index=0
  while [ "$index" -lt "$count" ]; do
    library
    index=$((index + 1))
  done
}

# sessions FILTER: how many pass it.
sessions() {
  "$JQ" "[.[] | $1] | length" "$SCRATCH/sessions"
}

# library: the items of library $index, when it is of a kind that is counted.
library() {
  kind=$(field .CollectionType)
  case $kind in
  movies) type=Movie ;;
  tvshows) type=Series ;;
  music) type=MusicAlbum ;;
  *) return 0 ;;
  esac
  ask /Items "parentId=$(field .ItemId)" recursive=true "includeItemTypes=$type" limit=0 >"$SCRATCH/items"
  sample jellyfin_library_items "$("$JQ" .TotalRecordCount "$SCRATCH/items")" library "$(field .Name)" type "$kind"
}

field() {
  "$JQ" --raw-output --argjson index "$index" ".[\$index] | $1" "$SCRATCH/libraries"
}

unknown_api() {
  gauge jellyfin_api_up 0
  family jellyfin_version_info
  sample jellyfin_version_info 1 version ''
  gauge jellyfin_sessions_total 0
  gauge jellyfin_sessions_playing 0
  gauge jellyfin_sessions_paused 0
  gauge jellyfin_transcode_sessions_total 0
  family jellyfin_library_items
}

down() {
  gauge jellyfin_up 0
  unknown_api
}
`
