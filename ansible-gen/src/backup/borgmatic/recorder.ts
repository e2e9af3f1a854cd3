/**
 * A record of the last run of each backup action, so that its success and age become metrics: borgmatic's command
 * hooks (https://torsion.org/borgmatic/how-to/add-preparation-and-cleanup-steps-to-backups/) and the restore test call
 * a recorder, which writes `RECORDS/ACTION.json`; the borgmatic collector reads those files.
 */
import { shellAssignment, shellQuote } from '../../collectors/quote.ts'

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

/** The recorder script: `recorder ACTION finish|fail` writes `{"success":…,"finished":UNIX SECONDS}` in one step. */
export function recorderScript({ marker, records }: RecorderProps): string {
  const about = ['', 'Records how a backup action ended: ACTION finish|fail.']
  const head = ['#!/bin/sh', ...[...marker, ...about].map(line => `# ${line}`.trimEnd())]
  return [head.join('\n'), ['set -eu', '', shellAssignment('RECORDS', records)].join('\n'), `${body.trim()}\n`].join(
    '\n\n',
  )
}

const body = String.raw`
usage() {
  echo "usage: $0 ACTION finish|fail" >&2
  exit 64
}

[ $# -eq 2 ] || usage
case $1 in '' | *[!a-z-]*) usage ;; esac
case $2 in
finish) success=true ;;
fail) success=false ;;
*) usage ;;
esac

mkdir -p "$RECORDS"
printf '{"action":"%s","success":%s,"finished":%s}\n' "$1" "$success" "$(date +%s)" >"$RECORDS/$1.json.tmp"
mv -f "$RECORDS/$1.json.tmp" "$RECORDS/$1.json"
`
