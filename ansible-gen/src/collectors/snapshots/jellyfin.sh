#!/bin/sh
# Managed; do not edit.
# Rendered from services/example.ts
#
# Writes for the textfile collector the health, sessions and libraries of the Jellyfin server.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/textfile/jellyfin.prom'
readonly URL='http://localhost:8096'
readonly KEY_FILE='/home/someone/.key'
readonly JQ='/opt/bin/jq'
readonly TIMEOUT_SECONDS='10'

# family METRIC: its HELP and TYPE; all its samples follow.
family() {
  case $1 in
  jellyfin_up) help='1 when the server answers that it is healthy.' ;;
  jellyfin_api_up) help='1 when the API answered every question; the metrics below are defaults otherwise.' ;;
  jellyfin_version_info) help='Version of the server, as a label; always 1.' ;;
  jellyfin_sessions_total) help='Sessions known to the server.' ;;
  jellyfin_sessions_playing) help='Sessions that play something.' ;;
  jellyfin_sessions_paused) help='Sessions whose playback is paused.' ;;
  jellyfin_transcode_sessions_total) help='Sessions whose media is transcoded.' ;;
  jellyfin_library_items) help='Films, series or albums of a library, by its collection type.' ;;
  *) return 1 ;;
  esac
  printf '# HELP %s %s\n# TYPE %s gauge\n' "$1" "$help" "$1"
}

# sample METRIC VALUE [LABEL VALUE]...: one line. A value that is no number ends the collection.
sample() {
  metric=$1 value=$2 labels='' separator=''
  shift 2
  case $value in
  '' | *[!0-9.e+-]*)
    printf '%s: no number: %s\n' "$metric" "$value" >&2
    return 1
    ;;
  esac
  while [ $# -gt 1 ]; do
    labels="$labels$separator$1=\"$(escape "$2")\""
    separator=,
    shift 2
  done
  if [ -n "$labels" ]; then labels="{$labels}"; fi
  printf '%s%s %s\n' "$metric" "$labels" "$value"
}

# escape TEXT: backslashes, quotes and line feeds as a label value spells them.
escape() {
  printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e '$!s/$/\\n/' | tr -d '\n'
}

# gauge METRIC VALUE: a metric without labels.
gauge() {
  family "$1"
  sample "$1" "$2"
}

# attempt FUNCTION FILE: runs it under -e (which an if would switch off), output into the file, outcome in $status.
attempt() {
  set +e
  (
    set -e
    "$1"
  ) >"$2"
  status=$?
  set -e
}

# publish FUNCTION: what it prints replaces the output file in one step.
publish() {
  "$1" >"$OUTPUT.tmp"
  chmod 0644 "$OUTPUT.tmp"
  mv -f "$OUTPUT.tmp" "$OUTPUT"
}

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

whole() {
  cat "$SCRATCH/metrics"
}

remove_scratch() {
  rm -rf "$SCRATCH" "$OUTPUT.tmp"
}

SCRATCH=$(mktemp -d)
trap remove_scratch EXIT
trap 'publish down; exit 143' HUP INT TERM

attempt collect "$SCRATCH/metrics"
if [ "$status" -eq 0 ]; then publish whole; else publish down; fi
