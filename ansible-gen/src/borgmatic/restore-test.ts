import { shellAssignment, shellQuote } from '../collectors/quote.ts'
import type { BorgmaticSettings } from '../host/borgmatic.ts'

export interface RestoreTestProps {
  /** The lines that say where the script comes from, without the comment sign. */
  readonly marker: readonly string[]
  readonly settings: BorgmaticSettings
  /** The folders that the archive must hold, absolute. */
  readonly folders: readonly string[]
  /** The databases whose dumps it must hold. */
  readonly databases: readonly { readonly name: string; readonly host: string }[]
}

/**
 * The script of the restore test. It reads the repository and the saved folders, and writes below a scratch folder of
 * its own alone: the dumps go into a PostgreSQL server that listens on a socket in that folder and nowhere else.
 *
 * @throws Error where a name holds what would end a line of the lists
 */
export function restoreTestScript({ marker, settings, folders, databases }: RestoreTestProps): string {
  const lists = [...folders, ...databases.flatMap(({ name, host }) => [name, host])]
  const unfit = lists.find(entry => /[\n\t]/.test(entry))
  if (unfit !== undefined) throw new Error(`a list of the restore test cannot hold ${JSON.stringify(unfit)}`)
  const constants = {
    CONFIGURATION: settings.configuration,
    REPOSITORY: settings.repository.path,
    LABEL: settings.repository.label,
    BORG: settings.borg,
    PASS_COMMAND: settings.passCommand,
    LOCK_WAIT_SECONDS: settings.lockWaitSeconds,
    POSTGRES: settings.postgresPrograms,
    RECORDER: settings.recorder,
    FOLDERS: folders.join('\n'),
    DATABASES: databases.map(({ name, host }) => `${name}\t${host}`).join('\n'),
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
    `borgmatic() {\n  ${settings.command.map(shellQuote).join(' ')} --config "$CONFIGURATION" "$@"\n}`,
    `${body.trim()}\n`,
  ].join('\n\n')
}

const about = [
  'Restores the newest archive into a scratch folder, loads its dumps into a scratch PostgreSQL, compares and reports.',
  'Live data is read and never written. Argument: the folder in which the scratch folder is made.',
]

// Paths in an archive have no leading slash. borgmatic keeps a dump as postgresql_databases/HOST[:PORT]/NAME; before
// borg 1.4 behind the temporary folder that it was streamed from.
const body = String.raw`
export BORG_PASSCOMMAND="$PASS_COMMAND"
# Whatever points at a live server.
unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGSERVICE PGSERVICEFILE PGPASSWORD PGPASSFILE PGOPTIONS

failures=0
state=fail
server=''
if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 64
fi

finish() {
  if [ -n "$server" ]; then "$POSTGRES/pg_ctl" --pgdata="$SCRATCH/server" --mode=immediate stop >/dev/null || true; fi
  if [ -n "$SCRATCH" ]; then
    chmod -R u+rwX "$SCRATCH"
    rm -rf "$SCRATCH"
  fi
  "$RECORDER" restore-test "$state"
}
SCRATCH=''
trap finish EXIT
trap 'exit 130' HUP INT TERM
SCRATCH=$(mktemp -d "$1/restore-test.XXXXXX")
readonly SCRATCH

passed() { printf 'ok      %s\n' "$*"; }
failed() {
  printf 'FAILED  %s\n' "$*"
  failures=$((failures + 1))
}

count() { wc -l <"$1" | tr -d ' '; }

ask() { "$BORG" --lock-wait "$LOCK_WAIT_SECONDS" list "$@"; }

restore() {
  ask --last 1 --format '{start:%Y%m%d%H%M.%S} {archive}{NL}' "$REPOSITORY" >"$SCRATCH/newest"
  read -r started archive <"$SCRATCH/newest" || { failed 'the repository holds no archive'; return 0; }
  touch -t "$started" "$SCRATCH/started"
  mkdir "$SCRATCH/files"
  borgmatic extract --repository "$LABEL" --archive "$archive" --destination "$SCRATCH/files" >"$SCRATCH/log" 2>&1 || {
    tail -n 20 "$SCRATCH/log"
    failed "archive $archive cannot be extracted"
    return 0
  }
  # Regular files, and further names of such.
  ask --format '{type}{NL}' "$REPOSITORY::$archive" >"$SCRATCH/types"
  grep '^[-h]$' "$SCRATCH/types" >"$SCRATCH/listed" || true
  find "$SCRATCH/files" -type f -exec printf '.\n' \; >"$SCRATCH/restored"
  if [ "$(count "$SCRATCH/listed")" = "$(count "$SCRATCH/restored")" ]; then
    passed "archive $archive: $(count "$SCRATCH/restored") files restored"
  else
    failed "archive $archive: $(count "$SCRATCH/restored") files restored of $(count "$SCRATCH/listed")"
  fi
  printf '%s\n' "$FOLDERS" | while read -r folder; do if [ -n "$folder" ]; then echo "$folder"; fi; done >"$SCRATCH/folders"
  while read -r folder; do compare_folder "$folder"; done <"$SCRATCH/folders"
  if [ -n "$DATABASES" ]; then compare_databases; fi
}

# compare_folder FOLDER: every live file that was not changed since the archive was begun must be in it, byte for byte.
compare_folder() {
  restored=$SCRATCH/files$1
  [ -d "$restored" ] || { failed "$1 is not in the archive"; return 0; }
  [ -d "$1" ] || { failed "$1 no longer exists"; return 0; }
  (cd "$1" && find . -type f ! -newercm "$SCRATCH/started" -exec sh -c '
    restored=$1
    shift
    for file; do
      echo . >>"$0/compared"
      cmp -s "$file" "$restored/$file" || printf "%s\n" "$file" >>"$0/different"
    done
  ' "$SCRATCH" "$restored" {} +)
  touch "$SCRATCH/compared" "$SCRATCH/different"
  if [ -s "$SCRATCH/different" ]; then
    failed "$1: $(count "$SCRATCH/different") of $(count "$SCRATCH/compared") unchanged files are missing or differ:"
    head -n 10 "$SCRATCH/different"
  else
    passed "$1: $(count "$SCRATCH/compared") files that have not changed since are equal"
  fi
  rm "$SCRATCH/compared" "$SCRATCH/different"
}

compare_databases() {
  mkdir "$SCRATCH/socket"
  "$POSTGRES/initdb" --pgdata="$SCRATCH/server" --username=scratch --auth=trust --encoding=UTF8 --locale=C --no-sync \
    >"$SCRATCH/log" 2>&1 || { tail -n 20 "$SCRATCH/log"; failed 'no scratch PostgreSQL'; return 0; }
  server=started
  "$POSTGRES/pg_ctl" --pgdata="$SCRATCH/server" --log="$SCRATCH/log" --wait \
    --options="-c listen_addresses= -c unix_socket_directories='$SCRATCH/socket' -c fsync=off" start >/dev/null || {
    tail -n 20 "$SCRATCH/log"
    failed 'the scratch PostgreSQL does not start'
    return 0
  }
  export PGHOST="$SCRATCH/socket" PGUSER=scratch PGDATABASE=postgres
  printf '%s\n' "$DATABASES" >"$SCRATCH/databases"
  while IFS='	' read -r name host; do compare_database "$name" "$host"; done <"$SCRATCH/databases"
}

# compare_database NAME HOST: what the dump holds must be what the scratch server holds after it was loaded.
compare_database() {
  dump=$(find "$SCRATCH/files" -path "*/postgresql_databases/$2*/$1" -type f)
  [ -n "$dump" ] || { failed "the archive holds no dump of $1"; return 0; }
  "$POSTGRES/createdb" --template=template0 "$1"
  "$POSTGRES/pg_restore" --exit-on-error --no-owner --no-acl --dbname="$1" "$dump" >"$SCRATCH/log" 2>&1 || {
    tail -n 20 "$SCRATCH/log"
    failed "the dump of $1 cannot be loaded"
    return 0
  }
  "$POSTGRES/pg_restore" --data-only --file="$SCRATCH/sql" "$dump"
  rows >"$SCRATCH/dumped"
  "$POSTGRES/pg_dump" --data-only --dbname="$1" --file="$SCRATCH/sql"
  rows >"$SCRATCH/loaded"
  "$POSTGRES/pg_restore" --list "$dump" >"$SCRATCH/contents"
  tables=$(grep -c ' TABLE DATA ' "$SCRATCH/contents") || true
  if [ "$tables" -eq 0 ]; then
    failed "the dump of $1 holds no table"
  elif [ ! -s "$SCRATCH/loaded" ]; then
    failed "the dump of $1 holds no row"
  elif cmp -s "$SCRATCH/dumped" "$SCRATCH/loaded"; then
    passed "database $1: $tables tables, $(count "$SCRATCH/loaded") rows loaded and equal"
  else
    failed "database $1: what was loaded differs from its dump"
  fi
}

# rows: of the dump in SQL, each row with its table, in any order.
rows() {
  awk '/^COPY / { table = $2; inside = 1; next } /^\\\.$/ { inside = 0 } inside { print table "\t" $0 }' "$SCRATCH/sql" |
    sort
}

restore
if [ "$failures" -eq 0 ]; then
  state=finish
  echo 'The newest backup can be restored.'
else
  echo "$failures of the checks failed."
  exit 1
fi
`
