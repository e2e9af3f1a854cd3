/** The live PostgreSQL of a test: a server of its own in the host's network, which belongs to another user. */
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Running, stop } from '../edge/namespace.ts'
import { skipped } from '../tools.ts'
import type { Mac } from './mac.ts'

export interface LiveServer {
  /** Runs SQL as the superuser; gives the rows, or throws what the server says. */
  sql(database: string, text: string): Promise<string>
  /** What the server wrote about connections and statements, those of `sql` left out. */
  log(): string
  stop(): Promise<void>
}

// `nobody`: the user of the host cannot touch the server's files.
const owner = ['--reuid=65534', '--regid=65534', '--clear-groups', '--'] as const
const root = '/usr/lib/postgresql'

/** The folder of PostgreSQL's programs as Debian installs them; undefined after `skipped: no postgresql`. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions.map(version => join(root, version, 'bin')).find(bin => existsSync(join(bin, 'postgres')))
  if (found === undefined) skipped('postgresql')
  return found
}

/** @param address one of the host's network; the port is PostgreSQL's own */
export async function startServer(mac: Mac, programs: string, address: string): Promise<LiveServer> {
  const folder = join(mac.network.folder, 'live-server')
  mkdirSync(folder, { mode: 0o700 })
  chownSync(folder, 65534, 65534)
  const run = async (...command: readonly string[]): Promise<string> => {
    const { exitCode, all, stdout } = await mac.network.run('setpriv', [...owner, ...command], { LANG: 'C.UTF-8' })
    if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${all}`)
    return stdout
  }
  const data = join(folder, 'data')
  await run(`${programs}/initdb`, '--username=postgres', '-D', data)
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all trust\nhost all all all scram-sha-256\n')
  const settings = { listen_addresses: address, unix_socket_directories: folder, log_connections: 'on', fsync: 'off' }
  const options = Object.entries({ ...settings, log_statement: 'mod', log_line_prefix: '%u@%d/%a ' })
  const command = [
    `${programs}/postgres`,
    '-D',
    data,
    ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const log = join(folder, 'log')
  const running: Running = mac.network.start('setpriv', [
    ...owner,
    ...['sh', '-c', 'exec "$@" 2>"$0"', log, ...command],
  ])
  await run(
    'sh',
    '-c',
    `for i in $(seq 100); do ${programs}/pg_isready -qh ${folder} && exit 0; sleep 0.2; done; exit 1`,
  )
  return {
    sql: (database, text) => {
      writeFileSync(join(folder, 'sql'), text)
      const options = ['-XAtq', '--set=ON_ERROR_STOP=1', '--host', folder, '--username=postgres']
      return run(`${programs}/psql`, ...options, '--dbname', database, '--file', join(folder, 'sql'))
    },
    log: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter(line => !line.startsWith('postgres@'))
        .join('\n'),
    stop: () => stop(running),
  }
}
