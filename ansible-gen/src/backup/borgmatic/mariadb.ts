/**
 * Dumps of MariaDB databases, which stream into the repository as those of PostgreSQL do: one transaction each, whoever
 * writes meanwhile. Files of a server that runs are of many moments, and no server starts on them for certain.
 */
import type { SavedMariadb } from '@homelab/estate/model'
import { shellQuote } from '@homelab/formats/shell'

/**
 * borgmatic's entry: https://torsion.org/borgmatic/reference/configuration/data-sources/mariadb/
 *
 * The socket is an option, and so is what belongs to a database besides its tables: older versions of borgmatic have no
 * words of their own for them. A row has a line of its own, by which the restore test tells rows.
 */
export function mariadbEntry({ name, socket }: SavedMariadb, programs: string) {
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
