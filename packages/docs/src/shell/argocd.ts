import type { Command, Word } from './command.ts'
import { argocd } from './programs.ts'

/** Nothing waits longer: images have to be pulled, and not more. */
const TIMEOUT_SECONDS = 600
const timeout = ['--timeout', String(TIMEOUT_SECONDS)] as const

/**
 * What a sync would change, compared anew: right after its source moved, Argo CD still knows the comparison from before.
 * That something differs is no error; what is one still ends the command with another code than 0.
 */
export function diff(name: Word): Command {
  return argocd('app', 'diff', name, '--refresh', '--exit-code=false')
}

/** Syncs, and fails where the operation fails, is refused or takes too long. */
export function sync(name: Word, ...more: readonly Word[]): Command {
  return argocd('app', 'sync', name, ...more, ...timeout)
}

/** Waits until no operation runs and all is well. */
export function settled(...names: readonly Word[]): Command {
  return argocd('app', 'wait', ...names, '--operation', '--health', ...timeout)
}

/** Syncs one Application object of the root alone, so that it reads another source. */
export function syncFromRoot(
  { root, namespace }: { readonly root: string; readonly namespace: string },
  name: string,
): Command {
  return sync(root, '--resource', `argoproj.io:Application:${namespace}/${name}`)
}
