/**
 * Dumps of MariaDB databases, which stream into the repository as those of PostgreSQL do: one transaction each, whoever
 * writes meanwhile. Files of a server that runs are of many moments, and no server starts on them for certain.
 */
import type { SavedMariadb } from '@homelab/estate/model'
import { shellQuote } from '../../collectors/quote.ts'

/**
 * borgmatic's entry: https://torsion.org/borgmatic/reference/configuration/data-sources/mariadb/
 *
 * The socket is an option, and so is what belongs to a database besides its tables: older versions of borgmatic have no
 * words of their own for them. A row has a line of its own, by which the restore test tells rows.
 */
export function mariadbEntry({ name, socket }: SavedMariadb, programs: string): object {
  // Nobody's settings; the first of the options: https://mariadb.com/kb/en/mariadb-dump/
  const server = ['--no-defaults', '--protocol=socket', `--socket=${socket}`]
  return {
    name,
    mariadb_dump_command: shellQuoteIfNeeded(`${programs}/mariadb-dump`),
    mariadb_command: shellQuoteIfNeeded(`${programs}/mariadb`),
    options: [...server, ...whole, ...rowsOnLines].map(shellQuoteIfNeeded).join(' '),
    restore_options: [...server, packet].map(shellQuoteIfNeeded).join(' '),
  }
}

/** The largest row that MariaDB sends. */
const packet = '--max-allowed-packet=1G'
const whole = ['--routines', '--events', '--triggers', packet]
/** As the restore test dumps what it loaded, too. */
const rowsOnLines = ['--skip-extended-insert', '--no-autocommit', '--hex-blob']

function shellQuoteIfNeeded(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuote(word)
}

/** What the script that runs borgmatic waits for. Whoever may not log in hears of it from the dump. */
export const missingServers = String.raw`
  printf '%s\n' "$SOCKETS" | while read -r socket; do
    "$MARIADB/mariadb-admin" --no-defaults --protocol=socket --socket="$socket" --connect-timeout=5 --silent ping </dev/null \
      >/dev/null 2>&1 || echo "the MariaDB server at $socket does not answer"
  done`

/** In the restore test, at its end. */
export const stopScratch = `
  if [ -n "$mariadb" ]; then
    until [ -s "$SCRATCH/mariadb/pid" ] || ! kill -0 "$mariadb" 2>/dev/null; do sleep 1; done
    kill "$(cat "$SCRATCH/mariadb/pid" 2>/dev/null)" 2>/dev/null || true
    wait "$mariadb" 2>/dev/null || true
  fi`

/** In the restore test: a scratch server, which listens on a socket below the scratch folder alone, and what it is for. */
export const compareInScratch = String.raw`
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
  in_scratch mariadb-dump ${[...rowsOnLines, packet].join(' ')} --single-transaction --skip-triggers \
    --databases "$1" >"$SCRATCH/sql" 2>"$SCRATCH/log" || {
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
`
