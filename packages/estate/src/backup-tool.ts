/**
 * The contract `backup-tool`: what asks to be saved is worked out by `backupRequest`; a tool says what it makes of that with
 * its own settings, how it is worked with, and what people have to know. Whoever asks knows no tool.
 */
import { type BackupRequest, backupRequest } from './backup-request.ts'
import type { Slot } from './content.ts'
import type { Finding } from './findings.ts'
import { contract, type Part } from './part.ts'
import { partsOf } from './parts-of.ts'
import type { Host } from './place.ts'
import type { BackupEntry, Resolved, ResolvedService } from './resolved.ts'
import type { Command, Step } from './runs/step.ts'

/** One run, in the order in which it takes things: whatever is dumped or copied comes before folders. */
export interface BackupRun {
  readonly saves: readonly RunEntry[]
  /** Paths in those folders that it passes over, absolute: with all that is below them; and names, wherever they are. */
  readonly excludes: readonly string[]
}

export type RunEntry =
  | { readonly what: 'postgres'; readonly server: string; readonly name: string }
  | { readonly what: 'sqlite' | 'folder'; readonly path: string }
  | { readonly what: 'mariadb'; readonly socket: string; readonly name: string }

/** What the settings of a tool come to. */
export interface BackupTerms {
  /** What people and metrics call the repository. */
  readonly repository: string
  /** Where it is: a path, an address. */
  readonly where: string
  /** The same, as it is told from others: a folder of the host itself, or of a server that is asked for it. */
  readonly place?: { readonly path: string; readonly server?: string; readonly port?: number }
  /** Where the share is mounted on which it lies. */
  readonly mountPoint?: string
  /** The major version of the programs that dump PostgreSQL, which refuse a server of a newer one. */
  readonly postgresVersion?: number
  /** The programs that load what was saved into servers, absolute. */
  readonly clients: { readonly sqlite?: string; readonly mariadb?: string }
}

/** What is asked on a host to see whether backups are well. */
export interface BackupQuestion {
  readonly id: string
  /** Prints the answer, and changes nothing. */
  readonly run: Command
  /**
   * @param answer what the command printed; undefined where it failed
   * @param atSeconds when, in Unix seconds
   */
  readonly judge: (answer: string | undefined, atSeconds: number) => BackupVerdict
}

export interface BackupVerdict {
  readonly well: boolean
  /** One clause: when the last good run was, or what is wrong. */
  readonly says: string
}

/** Where something lies in an archive that was unpacked: its path, or the words of the command that finds it. */
export type Unpacked = { readonly path: string } | { readonly find: readonly string[] }

/** A command with what is said above it. */
export type SaidCommand = Pick<Step, 'run' | 'note'>

/** What the documentation says of a tool. Prose, in which what stands between backticks is code. */
export interface BackupWords {
  /** A table: repository, encryption, what is kept. */
  readonly how: readonly (readonly [what: string, how: string])[]
  /** What a run that fails means. */
  readonly failing: string
  /** How databases of these kinds are saved. */
  readonly databases: { readonly sqlite: string; readonly mariadb: string }
  /** What is there by hand before the role: `the passphrase that … prints`. */
  readonly byHand: readonly string[]
  /** Programs that read what is saved, which some systems keep from a user's files. */
  readonly readers: readonly string[]
  /** How the repository is made, once, and where its key is. */
  readonly repository: {
    readonly once: readonly string[]
    readonly make: readonly SaidCommand[]
    readonly copyKey: readonly SaidCommand[]
  }
  /** How what locks it is changed; none where nothing does. */
  readonly lock?: {
    readonly noun: string
    readonly about: readonly string[]
    readonly change: readonly (readonly SaidCommand[])[]
  }
  /** What there is to go back to, where that is less than one may think. */
  readonly returns?: string
}

/** What a tool is told of the service that runs it. */
export interface AboutBackup<S extends object = object> {
  readonly settings: S
  readonly host: Host
  /** Where the script of `restoreTest` is, absolute. */
  readonly restoreTest?: string
}

/** A finding about the settings of a tool; `path` is what is wrong in them. */
export type BackupMistake = Omit<Finding, 'where'> & { readonly path: string }

/** A program that makes backups. Its settings stand in a slot of a service; the slot's name is its kind. */
export interface BackupTool<S extends object = object> extends Part {
  readonly contract: 'backup-tool'
  readonly terms: (settings: S) => BackupTerms
  /** What a run saves of what is asked for: all that the settings allow, and nothing else. */
  readonly run: (request: BackupRequest, settings: S) => BackupRun
  /** The slot of the script that restores the newest archive into a scratch folder, its argument, and compares. */
  readonly restoreTest?: string
  /** Steps `back-up`, `check`, `restore` (what there is, then how it is unpacked) and `restore-test`; they write over no data. */
  readonly steps: (to: string, about: AboutBackup<S>) => readonly Step[]
  /** Where an entry lies below the folder in which `restore` unpacks. */
  readonly unpacked: (entry: BackupEntry, settings: S) => Unpacked | undefined
  readonly questions: (request: BackupRequest, about: AboutBackup<S>) => readonly BackupQuestion[]
  /** What it can't save though it is asked to: names that it takes for something else. */
  readonly refuses: (entry: BackupEntry) => Pick<Finding, 'problem' | 'expected'> | undefined
  /** What its settings say that cannot be so, or not of what it is asked to save; `slots` are all of the service. */
  readonly mistakes?: (request: BackupRequest, settings: S, slots: readonly Slot[]) => readonly BackupMistake[]
  readonly words: (about: AboutBackup<S>) => BackupWords
}

/** Asked by whoever checks, documents and watches backups. */
export const backupTools = contract<BackupTool>('backup-tool')

/** A tool, typed by its settings: they come out of its own slot, and so from its own constructor. */
export function backupTool<S extends object>(tool: Omit<BackupTool<S>, 'contract'>): BackupTool {
  return { contract: 'backup-tool', ...tool } as unknown as BackupTool
}

/** A tool as a service runs it. */
export interface UsedBackupTool {
  readonly service: ResolvedService
  readonly tool: BackupTool
  readonly settings: object
  readonly request: BackupRequest
}

/** The tools that a service runs. */
export function backupToolsOf(resolved: Resolved, service: ResolvedService): readonly UsedBackupTool[] {
  const used = toolsIn(partsOf(resolved), service)
  if (used.length === 0) return []
  const request = backupRequest(resolved, service)
  return used.map(each => ({ service, ...each, request }))
}

/** Tools with their settings, by the slots of a service. */
export function toolsIn(
  parts: readonly Part[],
  { slots }: Pick<ResolvedService, 'slots'>,
): readonly Pick<UsedBackupTool, 'tool' | 'settings'>[] {
  return slots.flatMap(({ slot, settings }) => {
    const tool = backupTools.of(parts, slot)
    return tool === undefined ? [] : [{ tool, settings }]
  })
}
