#!/bin/sh
# Managed; do not edit.
# Rendered from services/example.ts
#
# Writes for the textfile collector the size, age and outcome of the backups.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/textfile/borgmatic.prom'
readonly BORG='/opt/bin/borg'
readonly JQ='/opt/bin/jq'
readonly REPOSITORY='/backups/borg/'
readonly LABEL='nas'
readonly PASS_COMMAND='cat /home/someone/passphrase'
readonly SOURCE_GROUPS='home/someone/Documents	Documents
home/someone/notes	Notes
**/borgmatic/postgresql_databases	PostgreSQL
**/borgmatic	borgmatic_metadata'
readonly RECORDS='/home/someone/.local/state/borgmatic-runs'
readonly ACTIONS='create check restore-test'
readonly TIMEOUT_SECONDS='900'
readonly LOCK_WAIT_SECONDS='600'

# family METRIC: its HELP and TYPE; all its samples follow.
family() {
  case $1 in
  borgmatic_up) help='1 when the backup repository and its newest archive can be read.' ;;
  borgmatic_repo_original_size_bytes) help='Size of all archives, before compression and deduplication.' ;;
  borgmatic_repo_compressed_size_bytes) help='Size of all archives, compressed, not deduplicated.' ;;
  borgmatic_repo_deduplicated_size_bytes) help='Size of the repository: compressed and deduplicated.' ;;
  borgmatic_repo_total_chunks) help='Chunks that the archives refer to.' ;;
  borgmatic_repo_unique_chunks) help='Chunks that the repository stores.' ;;
  borgmatic_archive_count) help='Archives in the repository.' ;;
  borgmatic_last_archive_original_size_bytes) help='Size of the newest archive.' ;;
  borgmatic_last_archive_compressed_size_bytes) help='Size of the newest archive, compressed.' ;;
  borgmatic_last_archive_deduplicated_size_bytes) help='What only the newest archive needs.' ;;
  borgmatic_last_archive_files) help='Files in the newest archive.' ;;
  borgmatic_last_archive_timestamp) help='When the newest archive was begun, in Unix seconds; 0: unknown.' ;;
  borgmatic_last_archive_duration_seconds) help='How long the newest archive took.' ;;
  borgmatic_source_size_bytes) help='Size of the files in the newest archive, by where they come from.' ;;
  borgmatic_source_files) help='Files in the newest archive, by where they come from.' ;;
  borgmatic_last_run_success) help='1 when the last run of the action succeeded; 0 when it failed, or never ran.' ;;
  borgmatic_last_run_timestamp_seconds) help='When the last run of the action ended, in Unix seconds; 0: never.' ;;
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

# limited SECONDS COMMAND...: ends it when it takes longer; macOS has no timeout(1). Its output goes to a file: a pipe
# would wait for grandchildren.
limited() {
  seconds=$1
  shift
  "$@" &
  child=$!
  (
    nap=''
    trap 'kill $nap 2>/dev/null; exit 0' TERM
    sleep "$seconds" &
    nap=$!
    wait "$nap"
    kill "$child"
  ) >/dev/null 2>&1 &
  guard=$!
  outcome=0
  wait "$child" || outcome=$?
  kill "$guard" 2>/dev/null || true
  return "$outcome"
}

export BORG_PASSCOMMAND="$PASS_COMMAND" TZ=UTC0
readonly STARTED='try (.start | sub("[.+Z].*"; "") | strptime("%Y-%m-%dT%H:%M:%S") | mktime) catch 0'

collect() {
  ask info --json "$REPOSITORY" >"$SCRATCH/repository"
  ask list --json --sort-by timestamp "$REPOSITORY" >"$SCRATCH/archives"
  newest=$("$JQ" --raw-output '.archives | last | .archive // empty' "$SCRATCH/archives")
  only borgmatic_up 1
  only borgmatic_repo_original_size_bytes "$(statistic total_size)"
  only borgmatic_repo_compressed_size_bytes "$(statistic total_csize)"
  only borgmatic_repo_deduplicated_size_bytes "$(statistic unique_csize)"
  only borgmatic_repo_total_chunks "$(statistic total_chunks)"
  only borgmatic_repo_unique_chunks "$(statistic total_unique_chunks)"
  only borgmatic_archive_count "$("$JQ" '.archives | length' "$SCRATCH/archives")"
  if [ -n "$newest" ]; then archive "$REPOSITORY::$newest"; fi
  runs
}

# of METRIC VALUE [LABEL VALUE]...: a sample of the repository.
of() {
  name=$1 number=$2
  shift 2
  sample "$name" "$number" repository "$LABEL" "$@"
}

# only METRIC VALUE: its only sample.
only() {
  family "$1"
  of "$1" "$2"
}

ask() {
  limited "$TIMEOUT_SECONDS" "$BORG" --lock-wait "$LOCK_WAIT_SECONDS" "$@"
}

statistic() {
  "$JQ" ".cache.stats.$1" "$SCRATCH/repository"
}

# archive REPOSITORY::NAME
archive() {
  ask info --json "$1" >"$SCRATCH/archive"
  ask list --format '{type} {size} {path}{NUL}' "$1" >"$SCRATCH/files"
  sizes >"$SCRATCH/sizes"
  only borgmatic_last_archive_original_size_bytes "$(newest .stats.original_size)"
  only borgmatic_last_archive_compressed_size_bytes "$(newest .stats.compressed_size)"
  only borgmatic_last_archive_deduplicated_size_bytes "$(newest .stats.deduplicated_size)"
  only borgmatic_last_archive_files "$(newest .stats.nfiles)"
  only borgmatic_last_archive_timestamp "$(newest "$STARTED")"
  only borgmatic_last_archive_duration_seconds "$(newest '.duration // 0')"
  family borgmatic_source_size_bytes
  while read -r size files source; do
    of borgmatic_source_size_bytes "$size" source "$source"
  done <"$SCRATCH/sizes"
  family borgmatic_source_files
  while read -r size files source; do
    of borgmatic_source_files "$files" source "$source"
  done <"$SCRATCH/sizes"
}

newest() {
  "$JQ" ".archives[0] | $1" "$SCRATCH/archive"
}

# sizes: the bytes and the files of each source group, and of what is in none.
sizes() {
  printf '%s\n' "$SOURCE_GROUPS" >"$SCRATCH/groups"
  tr '\n\000' '?\n' <"$SCRATCH/files" | awk -v groups="$SCRATCH/groups" '
    BEGIN {
      while ((getline line < groups) > 0) {
        split(line, part, "\t")
        label[++count] = part[2]
        anywhere[count] = substr(part[1], 1, 3) == "**/"
        folder[count] = "/" substr(part[1], anywhere[count] ? 4 : 1) "/"
      }
      label[count + 1] = "other"
    }
    {
      type = substr($0, 1, 1)
      bytes = $2
      path = "/" substr($0, length($2) + 4) "/"
      for (i = 1; i <= count; i++) {
        at = index(path, folder[i])
        if (at == 1 || (at && anywhere[i])) break
      }
      size[label[i]] += bytes
      # Regular files, and further names of such.
      if (type == "-" || type == "h") files[label[i]]++
    }
    END {
      for (i = 1; i <= count + 1; i++) if (!seen[label[i]]++) printf "%.0f %.0f %s\n", size[label[i]], files[label[i]], label[i]
    }'
}

runs() {
  family borgmatic_last_run_success
  for action in $ACTIONS; do
    of borgmatic_last_run_success "$(recorded "$action" 'if .success then 1 else 0 end')" action "$action"
  done
  family borgmatic_last_run_timestamp_seconds
  for action in $ACTIONS; do
    of borgmatic_last_run_timestamp_seconds "$(recorded "$action" '(.finished | numbers) // 0')" action "$action"
  done
}

# recorded ACTION FILTER: 0 without a record, or with one that cannot be read.
recorded() {
  [ -r "$RECORDS/$1.json" ] && "$JQ" "$2" "$RECORDS/$1.json" || echo 0
}

down() {
  only borgmatic_up 0
  runs
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
