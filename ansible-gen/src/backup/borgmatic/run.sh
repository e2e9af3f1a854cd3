#!/bin/sh
# Runs actions of borgmatic: one run at a time, and none before what it needs is there. Arguments: the actions.
# `repo-create` makes the repository, once: never in the folder of a share that is not mounted, never over another.

set -eu
umask 077
export LC_ALL=C

readonly COMMAND='/usr/bin/borgmatic'
readonly CONFIGURATION='/etc/borgmatic/config.yaml'
readonly REPOSITORY='/srv/repository'
readonly MOUNT_POINT='/srv'
readonly SERVERS='localhost 5432'
readonly POSTGRES='/usr/bin'
readonly SOCKETS='/run/mysqld/mysqld.sock'
readonly MARIADB='/usr/bin'
readonly FOLDERS='"/srv/data"'
readonly DATABASES=''
readonly COPIES=''
readonly PARTIAL='partial-'
readonly RECORDER='/usr/local/bin/record'
readonly LOCK='/var/lib/records/running'
readonly WAIT_SECONDS='600'
readonly LOCK_WAIT_SECONDS='600'

configuration=$CONFIGURATION

# borgmatic ARGUMENT...: becomes the program, whose name and first arguments are the lines of COMMAND.
borgmatic() {
  set -f
  IFS='
'
  # shellcheck disable=SC2086
  exec $COMMAND --config "$configuration" "$@"
}

# mount may lie there, and the PATH of no job leads there.
PATH=$PATH:/usr/sbin:/sbin
NAME=$(basename "$0")
readonly NAME
readonly STEP_SECONDS=5

say() { printf '%s %s: %s\n' "$(date '+%Y-%m-%dT%H:%M:%S')" "$NAME" "$*" >&2; }

if [ $# -eq 0 ]; then
  echo "usage: $0 ACTION..." >&2
  exit 64
fi
for action; do
  case $action in
  '' | -* | *[!a-z-]*)
    echo "usage: $0 ACTION..., got $action" >&2
    exit 64
    ;;
  esac
done
readonly ACTIONS=" $* "

# give_up WHY: the actions failed without having begun. Of those that began, borgmatic's hooks record the end.
give_up() {
  say "$1; $2"
  for action in $ACTIONS; do
    [ "$action" = repo-create ] || "$RECORDER" "$action" fail
  done
  exit 75
}

owned=''
child=''
# shellcheck disable=SC2329 # The trap below calls it.
finish() {
  rm -f "$LOCK.$$" "$LOCK.$$.yaml"
  [ -z "$owned" ] || rm -f "$LOCK"
}
# shellcheck disable=SC2329 # The trap below calls it.
stop() {
  # borgmatic passes the signal on to its whole group, which is ours.
  trap '' HUP INT TERM
  say 'was told to end'
  if [ -n "$child" ]; then
    kill -TERM "$child" 2>/dev/null || true
    wait "$child" || true
  fi
  exit 143
}
trap finish EXIT
trap stop HUP INT TERM

# held_by PROCESS: it is another run of this script, and not whatever got the number of one that was killed.
held_by() {
  [ -n "$1" ] && [ "$1" != "$$" ] || return 1
  case "$(ps -ww -p "$1" -o command= 2>/dev/null) " in *"/$NAME "*) return 0 ;; *) return 1 ;; esac
}

# Not every system has flock(1). A link comes into being in one step, with the number of the process that made it in it.
lock() {
  mkdir -p "$(dirname "$LOCK")"
  echo "$$" >"$LOCK.$$"
  waited=0
  told=''
  until ln "$LOCK.$$" "$LOCK" 2>/dev/null; do
    holder=$(cat "$LOCK" 2>/dev/null) || holder=''
    if [ -e "$LOCK" ] && ! held_by "$holder"; then
      # Somebody may have taken it in the meantime: then it goes back.
      mv "$LOCK" "$LOCK.$$.old" 2>/dev/null || continue
      [ "$(cat "$LOCK.$$.old")" = "$holder" ] || ln "$LOCK.$$.old" "$LOCK" 2>/dev/null || true
      rm -f "$LOCK.$$.old"
      continue
    fi
    if [ -n "$holder" ] && [ "$holder" != "$told" ]; then
      say "waits for the run of process $holder"
      told=$holder
    fi
    [ "$waited" -lt "$LOCK_WAIT_SECONDS" ] ||
      give_up "another run, process $holder, holds $LOCK for $waited seconds" 'nothing was run'
    sleep "$STEP_SECONDS"
    waited=$((waited + STEP_SECONDS))
  done
  owned=yes
  rm -f "$LOCK.$$"
}

is_local() { case $REPOSITORY in /*) return 0 ;; *) return 1 ;; esac }

# missing: says what is not there yet. absent: the share, without which nothing can be saved. The mount table is asked and not the folder, which a dead share would not answer.
absent() {
  if [ -n "$MOUNT_POINT" ] && ! mount | grep -qF -e " on $MOUNT_POINT (" -e " on $MOUNT_POINT type "; then
    echo "$MOUNT_POINT is not mounted"
  fi
}
missing() {
  away=$(absent)
  if [ -n "$away" ]; then
    echo "$away"
    return
  fi
  case $ACTIONS in *' create '*) ;; *) return ;; esac
  printf '%s\n' "$SERVERS" | while read -r host port; do
    [ -n "$host" ] || continue
    "$POSTGRES/pg_isready" --quiet --timeout=5 --host="$host" --port="$port" </dev/null ||
      echo "the database server $host:$port does not answer"
  done
  # Whoever may not log in hears of it from the dump.
  printf '%s\n' "$SOCKETS" | while read -r socket; do
    [ -n "$socket" ] || continue
    "$MARIADB/mariadb-admin" --no-defaults --protocol=socket --socket="$socket" --connect-timeout=5 --silent ping </dev/null \
      >/dev/null 2>&1 || echo "the MariaDB server at $socket does not answer"
  done
}

# Naps are counted, not the clock: a machine that slept gets its time.
await() {
  waited=0
  told=''
  while true; do
    lack=$(missing)
    [ -n "$lack" ] || return 0
    if [ "$lack" != "$told" ]; then say "waits: $lack"; fi
    told=$lack
    if [ "$waited" -ge "$WAIT_SECONDS" ]; then
      [ -z "$(absent)" ] || give_up "after $WAIT_SECONDS seconds $lack" 'nothing was run'
      # The run fails, and what it can't dump is left out of the next one.
      say "after $WAIT_SECONDS seconds $lack; goes on"
      return 0
    fi
    sleep "$STEP_SECONDS"
    waited=$((waited + STEP_SECONDS))
  done
}

lock
if [ "$ACTIONS" = ' repo-create ' ]; then
  lack=$(missing)
  [ -z "$lack" ] || give_up "$lack" 'no repository was made'
  if is_local && [ -e "$REPOSITORY/config" ]; then give_up "there is a repository at $REPOSITORY" 'it stays as it is'; fi
else
  await
  if is_local && [ ! -e "$REPOSITORY/config" ]; then
    give_up "there is no repository at $REPOSITORY" "make it once: $0 repo-create"
  fi
fi
# ended: waits for what was started last.
ended() {
  child=$!
  wait "$child"
}

# and LIST ITEM: a list of JSON without its brackets.
and() { printf '%s%s%s' "$1" "${1:+,}" "$2"; }

# sort_out: tries to dump each database; `lost` is what can't be. Lines: option of borgmatic or `sqlite`, name, command, entry.
sort_out() {
  postgresql=''
  mariadb=''
  sources=$FOLDERS
  lost=''
  while IFS='	' read -r kind name try entry; do
    [ -n "$kind" ] || continue
    sh -c "$try" >/dev/null </dev/null &
    if ! ended; then
      lost="$lost $name"
      continue
    fi
    case $kind in
    postgresql_databases) postgresql=$(and "$postgresql" "$entry") ;;
    mariadb_databases) mariadb=$(and "$mariadb" "$entry") ;;
    sqlite) sources=$(and "$sources" "$entry") ;;
    esac
  done <<LINES
$DATABASES
LINES
}

# without: the configuration, which is printed with each option at the begin of a line, with other sources and databases. An option that
# is there, and empty, is an error to borgmatic.
without() {
  awk '/^[^ #-]/ { left = /^(source_directories|archive_name_format|postgresql_databases|mariadb_databases):/ } !left' "$CONFIGURATION"
  echo "source_directories: [$sources]"
  echo "archive_name_format: '$PARTIAL{hostname}-{now:%Y-%m-%dT%H:%M:%S.%f}'"
  [ -z "$postgresql" ] || echo "postgresql_databases: [$postgresql]"
  [ -z "$mariadb" ] || echo "mariadb_databases: [$mariadb]"
}

# save_others: borgmatic saves nothing where a database can't be dumped; this saves all else. Its archive has a name by which nothing
# takes it for one of the others, each of which has all databases. The run stays one that failed, and has told so.
save_others() {
  say "saves all but$lost"
  export BORGMATIC_LEFT_OUT="$lost"
  configuration=$LOCK.$$.yaml
  without >"$configuration"
  borgmatic --monitoring-verbosity=-2 create &
  if ended; then say "saved all but$lost"; else say 'saved nothing'; fi
}

code=0
borgmatic "$@" &
ended || code=$?
case $ACTIONS in
*' create '*)
  if [ "$code" -ne 0 ] && [ -n "$DATABASES" ]; then
    sort_out
    # Where each can be dumped it failed for another reason.
    [ -z "$lost" ] || save_others
    [ -z "$COPIES" ] || rm -rf "$COPIES"
  fi
  ;;
esac
exit "$code"
