#!/bin/sh
# Writes for the textfile collector the size, age and outcome of the backups.
# Borg's answers: https://borgbackup.readthedocs.io/en/stable/internals/frontends.html#json-output. Its times are local
# and name no zone, so it is asked in UTC. In the list of files a line feed in a name becomes a question mark.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/lib/metrics/x.prom'
readonly METRICS='borgmatic_up 1 when the backup repository can be read.'
readonly BORG='/usr/bin/borg'
readonly JQ='/usr/bin/jq'
readonly REPOSITORY='/srv/repository'
readonly LABEL='nas'
readonly PASS_COMMAND='cat /etc/passphrase'
readonly SOURCE_GROUPS='srv/notes	Notes'
readonly PARTIAL='partial-'
readonly RECORDS='/var/lib/records'
readonly ACTIONS='create check'
readonly TIMEOUT_SECONDS='60'
readonly LOCK_WAIT_SECONDS='60'

# shellcheck source=../../collectors/common.sh
. ../../collectors/common.sh

# shellcheck source=../../collectors/limited.sh
. ../../collectors/limited.sh

export BORG_PASSCOMMAND="$PASS_COMMAND" TZ=UTC0
readonly STARTED='try (.start | sub("[.+Z].*"; "") | strptime("%Y-%m-%dT%H:%M:%S") | mktime) catch 0'
# What a run saved without the databases that it could not dump (run.sh) is no backup: by it nothing would be too old.
readonly WHOLE=".archives | map(select(.archive | startswith(\"$PARTIAL\") | not))"

collect() {
  ask info --json "$REPOSITORY" >"$SCRATCH/repository"
  ask list --json --sort-by timestamp "$REPOSITORY" >"$SCRATCH/archives"
  newest=$("$JQ" --raw-output "$WHOLE | last | .archive // empty" "$SCRATCH/archives")
  only borgmatic_up 1
  only borgmatic_repo_original_size_bytes "$(statistic total_size)"
  only borgmatic_repo_compressed_size_bytes "$(statistic total_csize)"
  only borgmatic_repo_deduplicated_size_bytes "$(statistic unique_csize)"
  only borgmatic_repo_total_chunks "$(statistic total_chunks)"
  only borgmatic_repo_unique_chunks "$(statistic total_unique_chunks)"
  only borgmatic_archive_count "$("$JQ" "$WHOLE | length" "$SCRATCH/archives")"
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

# shellcheck source=../../collectors/publish.sh
. ../../collectors/publish.sh
