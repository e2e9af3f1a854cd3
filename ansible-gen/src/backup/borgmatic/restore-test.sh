#!/bin/sh
# Restores the newest whole archive into a scratch folder, loads its dumps into a scratch PostgreSQL and MariaDB, asks SQLite
# whether its copies are whole, compares and reports.
# Live data is read and never written. Argument: the folder in which the scratch folder is made.
#
# Paths in an archive have no leading slash. borgmatic keeps a dump as postgresql_databases/HOST[:PORT]/NAME; before
# borg 1.4 behind the temporary folder that it was streamed from.

set -eu
umask 077
export LC_ALL=C

readonly COMMAND='/usr/bin/borgmatic'
readonly CONFIGURATION='/etc/borgmatic/config.yaml'
readonly REPOSITORY='/srv/repository'
readonly LABEL='nas'
readonly BORG='/usr/bin/borg'
readonly PASS_COMMAND='cat /etc/passphrase'
readonly LOCK_WAIT_SECONDS='600'
readonly PARTIAL='partial-'
readonly POSTGRES='/usr/bin'
readonly RECORDER='/usr/local/bin/record'
readonly SQLITE='/usr/bin/sqlite3'
readonly SQLITE_COPIES=''
readonly LEFT_OUT=''
readonly FOLDERS='/srv/notes'
readonly DATABASES=''
readonly MARIADB='/usr/bin'
readonly MARIADB_SERVER='/usr/sbin/mariadbd'
readonly MARIADB_DATABASES=''

# borgmatic ARGUMENT...: the program and its first arguments are the lines of COMMAND.
borgmatic() (
  set -f
  IFS='
'
  # shellcheck disable=SC2086
  exec $COMMAND --config "$CONFIGURATION" "$@"
)

export BORG_PASSCOMMAND="$PASS_COMMAND"
# Whatever points at a live server.
unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGSERVICE PGSERVICEFILE PGPASSWORD PGPASSFILE PGOPTIONS
unset MYSQL_HOST MYSQL_TCP_PORT MYSQL_UNIX_PORT MYSQL_PWD

failures=0
state=fail
server=''
mariadb=''
if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 64
fi

# What PostgreSQL refuses to do as root is done by another user: Debian's own one, or nobody.
as_server() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif command -v runuser >/dev/null; then
    runuser -u "$SERVER_USER" -- "$@"
  else
    sudo -u "$SERVER_USER" -- "$@"
  fi
}
SERVER_USER=nobody
if id postgres >/dev/null 2>&1; then SERVER_USER=postgres; fi

finish() {
  if [ -n "$server" ]; then
    as_server "$POSTGRES/pg_ctl" --pgdata="$SCRATCH/server/data" --mode=immediate stop >/dev/null || true
  fi
  if [ -n "$mariadb" ]; then
    until [ -s "$SCRATCH/mariadb/pid" ] || ! kill -0 "$mariadb" 2>/dev/null; do sleep 1; done
    kill "$(cat "$SCRATCH/mariadb/pid" 2>/dev/null)" 2>/dev/null || true
    wait "$mariadb" 2>/dev/null || true
  fi
  if [ -n "$SCRATCH" ]; then
    chmod -R u+rwX "$SCRATCH"
    rm -rf "$SCRATCH"
  fi
  "$RECORDER" restore-test "$state"
}
SCRATCH=''
trap finish EXIT
trap 'exit 130' HUP INT TERM
where=$(cd "$1" && pwd)
SCRATCH=$(mktemp -d "$where/restore-test.XXXXXX")
readonly SCRATCH

passed() { printf 'ok      %s\n' "$*"; }
noted() { printf 'note    %s\n' "$*"; }
failed() {
  printf 'FAILED  %s\n' "$*"
  failures=$((failures + 1))
}

count() { wc -l <"$1" | tr -d ' '; }

ask() { "$BORG" --lock-wait "$LOCK_WAIT_SECONDS" list "$@"; }

restore() {
  ask --format '{start:%Y%m%d%H%M.%S} {archive}{NL}' "$REPOSITORY" >"$SCRATCH/archives"
  # What a run saved without the databases that it could not dump (the script that runs borgmatic) is no backup.
  awk -v partial="$PARTIAL" 'index($2, partial) != 1 { newest = $0 } END { if (newest) print newest }' "$SCRATCH/archives" \
    >"$SCRATCH/newest"
  read -r started archive <"$SCRATCH/newest" || { failed 'the repository holds no archive that is whole'; return 0; }
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
  touch "$SCRATCH/stated"
  if [ -n "$SQLITE_COPIES" ]; then
    printf '%s\n' "$SQLITE_COPIES" >"$SCRATCH/copies"
    while IFS='	' read -r path copy; do check_sqlite "$path" "$copy"; done <"$SCRATCH/copies"
  fi
  if [ -n "$SQLITE" ]; then check_files; fi
  if [ -n "$DATABASES" ]; then compare_databases; fi
  if [ -n "$MARIADB_DATABASES" ]; then compare_mariadb; fi
}

# compare_folder FOLDER: every live file that was not changed since the archive was begun must be in it, byte for byte.
# One that was changed since is there as it was: borg has checked it against its own sums as it was extracted, and one
# with the same time of its content must have the same content. One that is not there is younger, or was moved there.
compare_folder() {
  # As a link it would lead to what is live.
  { [ -d "$SCRATCH/files$1" ] && [ ! -L "$SCRATCH/files$1" ]; } || { failed "$1 is not in the archive"; return 0; }
  [ -d "$1" ] || { failed "$1 no longer exists"; return 0; }
  mkdir "$SCRATCH/found"
  touch "$SCRATCH/found/compared" "$SCRATCH/found/different" "$SCRATCH/found/changed" "$SCRATCH/found/new" "$SCRATCH/found/gone"
  find "$1" -type f ! -newercm "$SCRATCH/started" -exec sh -c "$compare" "$SCRATCH" "$LEFT_OUT" {} +
  find "$1" -type f -newercm "$SCRATCH/started" -exec sh -c "$look" "$SCRATCH" "$LEFT_OUT" {} +
  (cd "$SCRATCH/files" && find ".$1" -type f -exec sh -c "$miss" "$SCRATCH" {} +)
  if [ -s "$SCRATCH/found/different" ]; then
    failed "$1: $(found different) of $(found compared) unchanged files are missing or differ:"
    head -n 10 "$SCRATCH/found/different"
  else
    passed "$1: $(found compared) files that have not changed since are equal"
  fi
  noted "$1: since then $(found changed) files changed, which are there as they were, $(found new) came, $(found gone) went"
  rm -r "$SCRATCH/found"
}

found() { count "$SCRATCH/found/$1"; }

# Texts for another shell, whose first argument is the scratch folder.
# shellcheck disable=SC2016
readonly skip='
set -f
IFS="
"
left_out() {
  for each in $left; do
    case $each in
    "$1") return 0 ;;
    */) case $1 in "$each"*) return 0 ;; esac ;;
    esac
  done
  return 1
}
left=$1
shift
'
# shellcheck disable=SC2016
readonly compare="$skip"'
for file; do
  if left_out "$file"; then continue; fi
  echo . >>"$0/found/compared"
  cmp -s "$file" "$0/files$file" || printf "%s\n" "$file" >>"$0/found/different"
done
'
# shellcheck disable=SC2016
readonly look="$skip"'
for file; do
  restored=$0/files$file
  if left_out "$file"; then
    continue
  elif [ ! -f "$restored" ]; then
    echo . >>"$0/found/new"
  elif [ -n "$(find "$file" -newer "$restored")" ] || [ -n "$(find "$restored" -newer "$file")" ]; then
    echo . >>"$0/found/changed"
  else
    echo . >>"$0/found/compared"
    cmp -s "$file" "$restored" || printf "%s\n" "$file" >>"$0/found/different"
  fi
done
'
# shellcheck disable=SC2016
readonly miss='
for file; do [ -e "/$file" ] || [ -L "/$file" ] || echo . >>"$0/found/gone"; done
'

sqlite() { "$SQLITE" -init /dev/null -batch -bail "$@" 2>&1; }

# check_sqlite DATABASE COPY: SQLite finds no fault in the copy, and it holds something.
check_sqlite() {
  restored=$SCRATCH/files$2
  echo ".$2" >>"$SCRATCH/stated"
  [ -f "$restored" ] || { failed "the archive holds no copy of $1"; return 0; }
  whole "$restored" || { failed "the copy of $1 is malformed:"; head -n 10 "$SCRATCH/said"; return 0; }
  sqlite "$restored" "select 'select count(*) from \"' || replace(name, '\"', '\"\"') || '\";' from sqlite_master \
    where type = 'table' and name not like 'sqlite\\_%' escape '\\' and sql not like 'create virtual%'" >"$SCRATCH/counts" ||
    { failed "the copy of $1 cannot be read"; return 0; }
  sqlite "$restored" <"$SCRATCH/counts" >"$SCRATCH/rows" || { failed "the copy of $1 cannot be read"; return 0; }
  held=$(awk '{ sum += $1 } END { printf "%.0f", sum }' "$SCRATCH/rows")
  if [ ! -s "$SCRATCH/counts" ]; then
    failed "the copy of $1 holds no table"
  elif [ "$held" -eq 0 ]; then
    failed "the copy of $1 holds no row"
  else
    passed "database $1: whole, $(count "$SCRATCH/counts") tables, $held rows"
  fi
}

# whole FILE: SQLite's own words are in $SCRATCH/said.
whole() {
  sqlite "$1" 'pragma integrity_check' >"$SCRATCH/said" || return 1
  [ "$(cat "$SCRATCH/said")" = ok ]
}

# check_files: databases that nobody stated, and that were saved as files, by their usual names.
check_files() {
  printf 'SQLite format 3' >"$SCRATCH/header"
  (
    cd "$SCRATCH/files"
    find . -type f '(' -name '*.db' -o -name '*.db3' -o -name '*.sqlite' -o -name '*.sqlite3' ')' -exec sh -c '
      for file; do if head -c 15 "$file" | cmp -s - "$0"; then printf "%s\n" "$file"; fi; done
    ' "$SCRATCH/header" {} +
  ) >"$SCRATCH/saved-as-files"
  while read -r file; do
    if grep -Fqx "$file" "$SCRATCH/stated"; then
      continue
    elif whole "$SCRATCH/files/$file"; then
      noted "$file is a SQLite database that is saved as a file; it is whole this time"
    else
      failed "$file is a SQLite database that is saved as a file, and malformed: state it"
    fi
  done <"$SCRATCH/saved-as-files"
}

compare_databases() {
  chmod 0711 "$SCRATCH"
  mkdir "$SCRATCH/server"
  if [ "$(id -u)" -eq 0 ]; then chown "$SERVER_USER" "$SCRATCH/server"; fi
  cd /
  as_server "$POSTGRES/initdb" --pgdata="$SCRATCH/server/data" --username=scratch --auth=trust --encoding=UTF8 --locale=C \
    --no-sync >"$SCRATCH/log" 2>&1 || { tail -n 20 "$SCRATCH/log"; failed 'no scratch PostgreSQL'; return 0; }
  server=started
  as_server "$POSTGRES/pg_ctl" --pgdata="$SCRATCH/server/data" --log="$SCRATCH/server/log" --wait \
    --options="-c listen_addresses= -c unix_socket_directories='$SCRATCH/server' -c fsync=off" start >/dev/null || {
    tail -n 20 "$SCRATCH/server/log"
    failed 'the scratch PostgreSQL does not start'
    return 0
  }
  export PGHOST="$SCRATCH/server" PGUSER=scratch PGDATABASE=postgres
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

# What MariaDB refuses to do as root is done by another user: Debian's own one, or nobody.
MARIADB_USER=nobody
if id mysql >/dev/null 2>&1; then MARIADB_USER=mysql; fi
as_mariadb() (
  SERVER_USER=$MARIADB_USER
  # Whatever is temporary lies there, too: the one of the caller may be closed to that user.
  export TMPDIR="$SCRATCH/mariadb"
  as_server "$@"
)

# in_scratch PROGRAM OPTION...
in_scratch() {
  program=$1
  shift
  "$MARIADB/$program" --no-defaults --protocol=socket --socket="$SCRATCH/mariadb/s" --user=root "$@"
}

compare_mariadb() {
  chmod 0711 "$SCRATCH"
  mkdir "$SCRATCH/mariadb"
  if [ "$(id -u)" -eq 0 ]; then chown "$MARIADB_USER" "$SCRATCH/mariadb"; fi
  cd /
  as_mariadb "$MARIADB/mariadb-install-db" --no-defaults --datadir="$SCRATCH/mariadb/data" \
    --auth-root-authentication-method=normal --skip-test-db >"$SCRATCH/log" 2>&1 ||
    { tail -n 20 "$SCRATCH/log"; failed 'no scratch MariaDB'; return 0; }
  as_mariadb "$MARIADB_SERVER" --no-defaults --datadir="$SCRATCH/mariadb/data" --tmpdir="$SCRATCH/mariadb" \
    --socket="$SCRATCH/mariadb/s" --pid-file="$SCRATCH/mariadb/pid" --skip-networking --skip-log-bin \
    --innodb-flush-log-at-trx-commit=0 --innodb-fast-shutdown=2 --max-allowed-packet=1G >"$SCRATCH/server-log" 2>&1 &
  mariadb=$!
  until in_scratch mariadb-admin --silent ping >/dev/null 2>&1; do
    kill -0 "$mariadb" 2>/dev/null || {
      tail -n 20 "$SCRATCH/server-log"
      failed 'the scratch MariaDB does not start'
      return 0
    }
    sleep 1
  done
  printf '%s\n' "$MARIADB_DATABASES" >"$SCRATCH/mariadb-databases"
  while read -r name; do compare_mariadb_database "$name"; done <"$SCRATCH/mariadb-databases"
}

# compare_mariadb_database NAME: what the dump holds must be what the scratch server holds after it was loaded. One that
# ends between two statements can be loaded, too.
compare_mariadb_database() {
  dump=$(find "$SCRATCH/files" -path "*/mariadb_databases/localhost/$1" -type f)
  [ -n "$dump" ] || { failed "the archive holds no dump of $1, of MariaDB"; return 0; }
  case "$(tail -n 1 "$dump")" in
  '-- Dump completed'*) ;;
  *) failed "the dump of $1, of MariaDB, is not complete"; return 0 ;;
  esac
  in_scratch mariadb --max-allowed-packet=1G <"$dump" >"$SCRATCH/log" 2>&1 || {
    tail -n 20 "$SCRATCH/log"
    failed "the dump of $1, of MariaDB, cannot be loaded"
    return 0
  }
  # The options of the backup's own dump that shape its lines.
  in_scratch mariadb-dump --skip-extended-insert --no-autocommit --hex-blob --max-allowed-packet=1G \
    --single-transaction --skip-triggers --databases "$1" >"$SCRATCH/sql" 2>"$SCRATCH/log" || {
    tail -n 20 "$SCRATCH/log"
    failed "database $1 of MariaDB cannot be read after it was loaded"
    return 0
  }
  held_in "$dump" >"$SCRATCH/dumped"
  held_in "$SCRATCH/sql" >"$SCRATCH/loaded"
  tables=$(grep -c '^-- Table' "$SCRATCH/loaded") || true
  rows=$(grep -c '^INSERT' "$SCRATCH/loaded") || true
  if ! cmp -s "$SCRATCH/dumped" "$SCRATCH/loaded"; then
    failed "database $1 of MariaDB: what was loaded differs from its dump"
  elif [ "$tables" -eq 0 ]; then
    failed "the dump of $1, of MariaDB, holds no table"
  elif [ "$rows" -eq 0 ]; then
    failed "the dump of $1, of MariaDB, holds no row"
  else
    passed "database $1 of MariaDB: $tables tables, $rows rows loaded and equal"
  fi
}

# held_in FILE: of a dump, its tables and each row, in any order.
held_in() { grep -a -E '^(INSERT INTO |-- Table structure for table )' "$1" | sort; }

restore
if [ "$failures" -eq 0 ]; then
  state=finish
  echo 'The newest backup can be restored.'
else
  echo "$failures of the checks failed."
  exit 1
fi
