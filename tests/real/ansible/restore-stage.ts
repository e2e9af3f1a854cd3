/** A stage of backups on which the restore test runs, and archives that are made for it. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Python } from '../python.ts'
import { type BackupStage, folders, openStage, repository, sqliteDatabase } from './backup-stage.ts'
import { type Said, user } from './mac.ts'

export const script = `${user.home}/.local/bin/borgmatic-restore-test`
/** The folder in which it makes its scratch folder. */
export const scratch = `${user.home}/scratch`
/** Where the copy of the SQLite database lies while it is saved. */
export const sqliteCopy = `${user.home}/.local/state/borgmatic-copies${sqliteDatabase}`
const made = `${user.home}/made`

export interface RestoreStage extends BackupStage {
  /** Runs the nightly job. */
  save(): Promise<void>
  /** Runs the script, and sees to it that it cleans up whatever happens. */
  restoreTest(env?: Readonly<Record<string, string>>): Promise<Said>
  /** What is recorded of its last run. */
  recorded(): unknown
  expectNothingLeft(): Promise<void>
  /** Puts the dumps of the newest archive into a folder, from which `archive` takes them. */
  takeDumps(): Promise<void>
  /** Where the dump of a database lies on this machine. */
  dump(of: { readonly hostname: string; readonly port: number; readonly name: string }): string
  /** Makes the newest archive: of what is saved, and of those dumps, but not by borgmatic. */
  archive(name: string, ...options: readonly string[]): Promise<void>
}

export async function openRestoreStage(tools: Python): Promise<RestoreStage> {
  const stage = await openStage(tools)
  const { mac, borgmatic, passphrase } = stage
  mac.folder(scratch)
  expect((await borgmatic('repo-create')).code).toBe(0)
  const expectNothingLeft = async (): Promise<void> => {
    expect(readdirSync(mac.at(scratch))).toEqual([])
    expect((await mac.run('pgrep', ['-u', user.name, 'postgres'])).out).toBe('')
  }
  return {
    ...stage,
    save: async () => {
      expect((await mac.runAgent('mcquack.eblume.borgmatic')).code, stage.said('borgmatic')).toBe(0)
    },
    restoreTest: async (env = {}) => {
      const said = await mac.run(script, [scratch], env)
      await expectNothingLeft()
      return said
    },
    recorded: () =>
      JSON.parse(readFileSync(mac.at(`${user.home}/.local/state/borgmatic-runs/restore-test.json`), 'utf8')),
    expectNothingLeft,
    takeDumps: async () => {
      await mac.run('rm', ['-rf', made])
      mac.folder(`${made}/extracted`)
      expect((await borgmatic('extract', '--archive', 'latest', '--destination', `${made}/extracted`)).code).toBe(0)
      const move = 'mv "$(dirname "$(find "$1" -type d -path "*/borgmatic/postgresql_databases")")" "$1"/borgmatic'
      const moved = await mac.run('sh', ['-ec', move, 'sh', made])
      expect(moved.code, moved.err).toBe(0)
      expect((await mac.run('rm', ['-r', `${made}/extracted`])).code).toBe(0)
    },
    dump: ({ hostname, port, name }) => mac.at(`${made}/borgmatic/postgresql_databases/${hostname}:${port}/${name}`),
    archive: async (name, ...options) => {
      const command = 'cp "$2" "$3" && cd "$1" && shift 3 && /opt/homebrew/bin/borg create "$@"'
      const left = ['', '-wal', '-shm', '-journal'].flatMap(ending => ['--exclude', `pf:${sqliteDatabase}${ending}`])
      const all = [...left, ...options, `${repository}::${name}`, 'borgmatic', ...folders, sqliteCopy]
      const said = await mac.run('sh', ['-c', command, 'sh', made, sqliteDatabase, sqliteCopy, ...all], {
        BORG_PASSPHRASE: passphrase,
      })
      await mac.run('rm', [sqliteCopy])
      expect(said.code, said.err).toBe(0)
    },
  }
}
