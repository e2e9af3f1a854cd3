import { shellQuote } from '@homelab/formats/shell'
import { addressOf, type BorgmaticHook, type BorgmaticSettings, maintenance } from './settings.ts'

/**
 * How the name of an archive begins that lacks the databases which could not be dumped (run.sh). borgmatic's own names begin with
 * the host's, and its actions, `latest` too, look at those alone; what asks borg itself has to leave the others out.
 */
export const partialPrefix = 'partial-'

/** How many of them are kept: a week of nights, in which files changed that no other archive has. */
export const partialKept = 7

/**
 * They are pruned by themselves, behind the others: among them one would take the place of an archive with databases. Only those of
 * this host, and only where it prunes at all.
 */
export function partialPruned(settings: BorgmaticSettings): readonly BorgmaticHook[] {
  if (!maintenance(settings).includes('prune')) return []
  const { borg, passCommand, lockWaitSeconds } = settings
  const options = ['--lock-wait', String(lockWaitSeconds), '--glob-archives', `${partialPrefix}{hostname}-*`]
  const words = [borg, 'prune', ...options, '--keep-last', String(partialKept), addressOf(settings)]
  const run = `BORG_PASSCOMMAND=${shellQuote(passCommand)} ${words.map(shellQuote).join(' ')}`
  return [{ time: 'after', of: 'prune', run }]
}
