import type { Cluster, Command, Word } from '@homelab/estate/model'

/** The cluster whose Argo CD is meant, and by which name where there are several. */
export type Delivered = Pick<Cluster, 'deliveryName'>

/** Argo CD's command line, which is told to which Argo CD it is to go where there are several. */
export function argocd({ deliveryName }: Delivered, ...words: readonly Word[]): Command {
  const which = deliveryName === undefined ? [] : [`--argocd-context=${deliveryName}`]
  return { kind: 'command', words: ['argocd', ...words, ...which], on: 'operator' }
}

/** Logs it in, and calls the login as `argocd` does. */
export function loginTo({ deliveryName }: Delivered, address: string, ...words: readonly Word[]): Command {
  const which = deliveryName === undefined ? [] : ['--name', deliveryName]
  return {
    kind: 'command',
    words: ['argocd', 'login', address, ...words, '--username', 'admin', ...which],
    on: 'operator',
  }
}

/** The password that it has made for whoever logs in first: its program asks the cluster in which it runs. */
export function initialPassword(
  { context, deliveryName }: Pick<Cluster, 'context'> & Delivered,
  namespace: string,
): Command {
  const which = deliveryName === undefined ? [] : ['--context', context]
  return {
    kind: 'command',
    words: ['argocd', 'admin', 'initial-password', '--namespace', namespace, ...which],
    on: 'operator',
  }
}

/** Nothing waits longer, in seconds: images have to be pulled, and not more. */
const timeout = ['--timeout', '600'] as const

/**
 * What a sync would change, compared again: right after its source moved, Argo CD still knows the comparison from before.
 * That something differs is no error; what is one still ends the command with another code than 0.
 */
export function diff(of: Delivered, application: Word): Command {
  return argocd(of, 'app', 'diff', application, '--refresh', '--exit-code=false')
}

/** Syncs, and fails where the operation fails, is refused or takes too long. */
export function sync(of: Delivered, application: Word, ...more: readonly Word[]): Command {
  return argocd(of, 'app', 'sync', application, ...more, ...timeout)
}

/** Has Argo CD look at the source now, and not within three minutes; what syncs by itself has begun when it returns. */
export function refresh(of: Delivered, application: Word): Command {
  return argocd(of, 'app', 'get', application, '--refresh')
}

/** Waits until no operation runs and all is well. */
export function settled(of: Delivered, ...applications: readonly Word[]): Command {
  return argocd(of, 'app', 'wait', ...applications, '--operation', '--health', ...timeout)
}
