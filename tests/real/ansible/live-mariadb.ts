/** A MariaDB server of a test, which belongs to another user and listens on a socket alone. */
import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { execa, type ResultPromise } from 'execa'
import { findProgram, skipped } from '../tools.ts'

export interface MariadbPrograms {
  readonly programs: string
  readonly server: string
}

/** As Debian installs them; undefined after `skipped: no mariadb-server`. */
export function mariadbPrograms(): MariadbPrograms | undefined {
  const [install, server] = [findProgram('mariadb-install-db'), findProgram('mariadbd')]
  if (install !== undefined && server !== undefined) return { programs: dirname(install), server }
  skipped('mariadb-server')
  return undefined
}

// `nobody`
const user = 65_534
const owner = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--'] as const

export interface LiveMariadb {
  readonly socket: string
  /** Runs SQL as root, whom the server knows by the socket; gives the rows. */
  sql(text: string): Promise<string>
  /** Starts to move money from account to account, until it is told to stop. */
  write(): Promise<{ stop(): Promise<{ readonly commits: number }> }>
  stop(): Promise<void>
}

/** The sum over all accounts, whatever is moved between them: half a transaction changes it. */
export const total = 100_000
const accounts = total / 100

const schema = `
create user keeper@localhost identified by 'secret';
create database stopping; create table stopping.word (id int primary key) engine=innodb;
create database app character set utf8mb4; grant all on app.* to keeper@localhost; use app;
create table account (id int primary key, balance int not null, pad blob, twice int as (balance * 2) stored) engine=innodb;
insert into account (id, balance, pad) select seq, 100, random_bytes(1000) from seq_1_to_${accounts};
create table \`odd \`\`name\` (words text) engine=innodb;
insert into \`odd \`\`name\` values ('it''s\\n-- Dump completed\\nINSERT INTO \`account\` VALUES (0,0);'), (null), ('ünï 🙂');
create table log (id int auto_increment primary key, moved int) engine=innodb;
insert into log (moved) values (1);
create definer=keeper@localhost view rich as select id from account where balance > 100;
create definer=keeper@localhost trigger noted after update on account for each row insert into log (moved) values (new.id);
create event later on schedule every 1 day do delete from log;
delimiter //
create procedure move()
begin
  while (select count(*) from stopping.word) = 0 do
    set @from = floor(1 + rand() * ${accounts}), @to = floor(1 + rand() * ${accounts});
    start transaction;
    update account set balance = balance - 7 where id = @from;
    do sleep(0.001);
    update account set balance = balance + 7 where id = @to;
    commit;
  end while;
end//
delimiter ;
`

/** @param folder where it is made: its data folder, and its socket beside it */
export async function startMariadb({ programs, server }: MariadbPrograms, folder: string): Promise<LiveMariadb> {
  mkdirSync(folder, { mode: 0o755, recursive: true })
  chownSync(folder, user, user)
  const data = join(folder, 'data')
  const socket = join(folder, 's')
  const asOwner = (...words: readonly string[]): ResultPromise => execa('setpriv', [...owner, ...words], { cwd: '/' })
  await asOwner(
    join(programs, 'mariadb-install-db'),
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=socket',
    '--auth-root-socket-user=root',
    '--skip-test-db',
  )
  const running = asOwner(
    server,
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--skip-networking',
    '--innodb-flush-log-at-trx-commit=0',
  )
  let gone = false
  const ended = running
    .catch((error: unknown) => error)
    .finally(() => {
      gone = true
    })
  const sql = async (text: string): Promise<string> => {
    const options = ['--no-defaults', `--socket=${socket}`, '--default-character-set=utf8mb4', '--batch', '-N']
    const { stdout } = await execa(join(programs, 'mariadb'), options, { input: text })
    return stdout
  }
  while (!existsSync(socket) && !gone) await setTimeout(100)
  await sql(schema)
  const count = async (): Promise<number> => Number(await sql('select count(*) from app.log'))
  return {
    socket,
    sql,
    write: async () => {
      await sql('delete from stopping.word')
      const before = await count()
      const writing = sql('call app.move()')
      while ((await count()) === before) await setTimeout(50)
      const begun = await count()
      return {
        stop: async () => {
          await sql('insert into stopping.word values (1)')
          await writing
          return { commits: (await count()) - begun }
        },
      }
    },
    stop: async () => {
      running.kill('SIGTERM')
      await ended
    },
  }
}
