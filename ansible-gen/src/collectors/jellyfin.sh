#!/bin/sh
# Writes for the textfile collector the health, sessions and libraries of the Jellyfin server.
# Paths, fields and parameters: https://api.jellyfin.org/. The key goes to curl through a pipe: arguments are visible to
# every user of the machine.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/lib/metrics/x.prom'
readonly METRICS='jellyfin_up 1 when the server answers.'
readonly URL='http://localhost:8096'
readonly KEY_FILE='/etc/key'
readonly JQ='/usr/bin/jq'
readonly TIMEOUT_SECONDS='5'

# shellcheck source=./common.sh
. ./common.sh

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

# shellcheck source=./publish.sh
. ./publish.sh
