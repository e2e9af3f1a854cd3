import type { Command, Word } from '@homelab/estate/model'

/** Argo CD's command line. */
export function argocd(...words: readonly Word[]): Command {
  return { kind: 'command', words: ['argocd', ...words], on: 'operator' }
}

/** Nothing waits longer, in seconds: images have to be pulled, and not more. */
const timeout = ['--timeout', '600'] as const

/**
 * What a sync would change, compared again: right after its source moved, Argo CD still knows the comparison from before.
 * That something differs is no error; what is one still ends the command with another code than 0.
 */
export function diff(application: Word): Command {
  return argocd('app', 'diff', application, '--refresh', '--exit-code=false')
}

/** Syncs, and fails where the operation fails, is refused or takes too long. */
export function sync(application: Word, ...more: readonly Word[]): Command {
  return argocd('app', 'sync', application, ...more, ...timeout)
}

/** Has Argo CD look at the source now, and not within three minutes; what syncs by itself has begun when it returns. */
export function refresh(application: Word): Command {
  return argocd('app', 'get', application, '--refresh')
}

/** Waits until no operation runs and all is well. */
export function settled(...applications: readonly Word[]): Command {
  return argocd('app', 'wait', ...applications, '--operation', '--health', ...timeout)
}
