import { shellAssignment, shellQuote } from '../../collectors/quote.ts'
import { missingServers } from './mariadb.ts'
import type { BorgmaticSettings } from './settings.ts'

export interface RunProps {
  /** The lines that say where the script comes from, without the comment sign. */
  readonly marker: readonly string[]
  readonly settings: BorgmaticSettings
  /** The database servers whose databases are dumped. */
  readonly servers: readonly { readonly host: string; readonly port: number }[]
  /** The sockets of the MariaDB servers whose databases are dumped. */
  readonly sockets?: readonly string[]
}

/** The script that runs borgmatic: one run at a time, and none before what it needs is there. */
export function runScript({ marker, settings, servers, sockets = [] }: RunProps): string {
  const { path, mountPoint = '' } = settings.repository
  const constants = {
    CONFIGURATION: settings.configuration,
    REPOSITORY: path,
    MOUNT_POINT: mountPoint,
    SERVERS: servers.map(({ host, port }) => `${host} ${port}`).join('\n'),
    POSTGRES: settings.postgresPrograms,
    ...(sockets.length > 0 && { SOCKETS: sockets.join('\n'), MARIADB: settings.mariadb?.programs ?? '' }),
    RECORDER: settings.recorder,
    LOCK: `${settings.records}/running`,
    WAIT_SECONDS: settings.waitSeconds,
    LOCK_WAIT_SECONDS: settings.lockWaitSeconds,
  }
  return [
    ['#!/bin/sh', ...[...marker, '', ...about].map(line => `# ${line}`.trimEnd())].join('\n'),
    [
      'set -eu',
      'umask 077',
      'export LC_ALL=C',
      '',
      ...Object.entries(constants).map(([name, value]) => shellAssignment(name, value)),
    ].join('\n'),
    `borgmatic() {\n  exec ${settings.command.map(shellQuote).join(' ')} --config "$CONFIGURATION" "$@"\n}`,
    `${body(sockets.length === 0 ? '' : missingServers).trim()}\n`,
  ].join('\n\n')
}

const about = [
  'Runs actions of borgmatic: one run at a time, and none before what it needs is there. Arguments: the actions.',
  '`repo-create` makes the repository, once: never in the folder of a share that is not mounted, never over another.',
]

const body = (alsoMissing: string): string => String.raw`
# mount lies there on macOS, and the PATH of no job leads there.
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

# macOS has no flock(1). A link comes into being in one step, with the number of the process that made it in it.
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
  done${alsoMissing}
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
`
