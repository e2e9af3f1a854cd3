import {
  type AboutBackup,
  allowedAgeSeconds,
  type BackupQuestion,
  type BackupRequest,
  type BackupVerdict,
} from '@homelab/estate/model'
import { onHost } from '../../runs/commands.ts'
import { type BorgmaticSettings, maintenance } from './settings.ts'

/** What the recorder wrote of the last run of each action: whether the last backup went well, and is not too old. */
export function questions(
  request: BackupRequest,
  { settings, host }: AboutBackup<BorgmaticSettings>,
): readonly BackupQuestion[] {
  const asked = (action: string, seconds: number | undefined): BackupQuestion => ({
    id: `last-${action}`,
    run: onHost(host, 'cat', `${settings.records}/${action}.json`),
    judge: (answer, at) => judged(answer, at, seconds),
  })
  return [
    asked('create', allowedAgeSeconds(request)),
    ...(maintenance(settings).includes('check') ? [asked('check', undefined)] : []),
  ]
}

function judged(answer: string | undefined, at: number, allowed: number | undefined): BackupVerdict {
  const record = answer === undefined ? undefined : read(answer)
  if (record === undefined) return { well: false, says: 'no run was recorded' }
  const when = new Date(record.finished * 1000).toISOString()
  if (!record.success) return { well: false, says: `the last run failed at ${when}` }
  const old = allowed !== undefined && at - record.finished > allowed
  return { well: !old, says: `the last run went well at ${when}${old ? ': a planned one did not start' : ''}` }
}

function read(answer: string): { readonly success: boolean; readonly finished: number } | undefined {
  try {
    const { success, finished } = JSON.parse(answer) as Readonly<Record<string, unknown>>
    return typeof success === 'boolean' && typeof finished === 'number' ? { success, finished } : undefined
  } catch {
    return undefined
  }
}
