/**
 * A record of the last run of each backup action, so that its success and age become metrics: borgmatic's command
 * hooks (https://torsion.org/borgmatic/how-to/add-preparation-and-cleanup-steps-to-backups/) and the restore test call
 * a recorder, which writes `RECORDS/ACTION.json`; the borgmatic collector reads those files.
 */
import { printScript, scriptFile, shellQuote } from '@homelab/formats/shell'

/** Actions of borgmatic that its hooks record. */
export type BorgmaticAction = 'create' | 'prune' | 'compact' | 'check'

/** All that is recorded: the restore test is no action of borgmatic, its task calls the recorder itself. */
export type RecordedAction = BorgmaticAction | 'restore-test'

/** One entry of borgmatic's `commands`. */
export interface CommandHook {
  readonly after: 'action'
  readonly when: readonly BorgmaticAction[]
  readonly states: readonly ['finish' | 'fail']
  readonly run: readonly string[]
}

/**
 * The hooks that record how each action ended. With more than one repository the last one's outcome stands.
 *
 * @param recorder the recorder script, absolute
 */
export function recordingHooks(recorder: string, actions: readonly BorgmaticAction[]): readonly CommandHook[] {
  return actions.flatMap(action =>
    (['finish', 'fail'] as const).map(state => ({
      after: 'action' as const,
      when: [action],
      states: [state] as const,
      run: [`${shellQuote(recorder)} ${action} ${state}`],
    })),
  )
}

export interface RecorderProps {
  /** The lines that say where the script comes from and not to edit it, without the comment sign. */
  readonly marker: readonly string[]
  /** The folder of the records, absolute; made when it is missing. */
  readonly records: string
}

const script = scriptFile(new URL('./recorder.sh', import.meta.url))

/** The recorder script: `recorder ACTION finish|fail` writes `{"success":…,"finished":UNIX SECONDS}` in one step. */
export function recorderScript({ marker, records }: RecorderProps): string {
  return printScript(script, [...marker, ''], { RECORDS: records })
}
