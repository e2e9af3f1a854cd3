/** A SQLite database of a test that somebody goes on writing, as the program does that it belongs to. */
import type { Mac } from './mac.ts'

/** How the database keeps what is not yet committed: https://www.sqlite.org/pragma.html#pragma_journal_mode */
export type Journal = 'delete' | 'wal'

export interface Writer {
  /** Ends it; says how many transactions it committed, and how many found the database locked. */
  stop(): Promise<{ readonly commits: number; readonly locked: number }>
}

/** The sum over all accounts, whatever is moved between them: half a transaction changes it. */
export const total = 100_000

// The first line once the first transaction is in; `timeout` as Forgejo waits for a lock by default (SQLITE_TIMEOUT).
const program = `
import os, random, sqlite3, sys, time
path, journal, stop = sys.argv[1:4]
db = sqlite3.connect(path, timeout=0.5, isolation_level=None)
db.execute('pragma journal_mode=' + journal)
commits = locked = 0
while not os.path.exists(stop):
    try:
        db.execute('begin immediate')
        for id, by in zip(random.sample(range(1, 1001), 2), (-7, 7)):
            db.execute('update account set balance = balance + ?, pad = randomblob(20000) where id = ?', (by, id))
        db.execute('commit')
        commits += 1
    except sqlite3.OperationalError:
        locked += 1
        if db.in_transaction: db.execute('rollback')
    if commits == 1: open(stop + '.begun', 'w').close()
    time.sleep(0.02)
print(commits, locked)
`

const make = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute('create table account (id integer primary key, balance int, pad blob)')
db.execute('create table fill (x blob)')
db.executemany('insert into account values (?, 100, randomblob(20000))', [(id,) for id in range(1, 1001)])
for _ in range(int(sys.argv[2])): db.execute('insert into fill values (randomblob(1000000))')
db.commit()
`

/** @param python an interpreter whose library has SQLite */
export function liveSqlite(mac: Mac, python: string) {
  const run = async (...args: readonly string[]): Promise<string> => {
    const said = await mac.run(python, ['-c', ...args])
    if (said.code !== 0) throw new Error(said.err)
    return said.out
  }
  return {
    /** Makes a database of `megabytes` and some more. */
    make: async (path: string, megabytes: number): Promise<void> => {
      await mac.run('rm', ['-f', path])
      mac.write(path, '')
      await run(make, path, String(megabytes))
    },
    /** Starts to move money from account to account, without end. */
    write: async (path: string, journal: Journal): Promise<Writer> => {
      const stop = `${path}.${journal}.stop`
      const writing = run(program, path, journal, stop)
      await mac.run('sh', ['-c', 'until [ -e "$1" ]; do sleep 0.05; done', 'sh', `${stop}.begun`])
      return {
        stop: async () => {
          mac.write(stop, '')
          const [commits = 0, locked = 0] = (await writing).split(' ').map(Number)
          return { commits, locked }
        },
      }
    },
    /** What SQLite itself says of a file. */
    ask: (path: string, sql: string): Promise<string> =>
      run(
        'import sqlite3, sys; print(*[row[0] for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2])])',
        path,
        sql,
      ),
  }
}
