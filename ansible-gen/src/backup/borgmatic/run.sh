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
readonly RECORDER='/usr/local/bin/record'
readonly LOCK='/var/lib/records/running'
readonly WAIT_SECONDS='600'
readonly LOCK_WAIT_SECONDS='600'

# borgmatic ARGUMENT...: becomes the program, whose name and first arguments are the lines of COMMAND.
borgmatic() {
  set -f
  IFS='
'
  # shellcheck disable=SC2086
  exec $COMMAND --config "$CONFIGURATION" "$@"
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
finish() {
  rm -f "$LOCK.$$"
  [ -z "$owned" ] || rm -f "$LOCK"
}
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

# missing: says what is not there yet. The mount table is asked and not the folder, which a dead share would not answer.
missing() {
  if [ -n "$MOUNT_POINT" ] && ! mount | grep -qF -e " on $MOUNT_POINT (" -e " on $MOUNT_POINT type "; then
    echo "$MOUNT_POINT is not mounted"
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
    [ "$waited" -lt "$WAIT_SECONDS" ] || give_up "after $WAIT_SECONDS seconds $lack" 'nothing was run'
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
borgmatic "$@" &
child=$!
wait "$child"
