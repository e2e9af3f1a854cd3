import type { k8s } from '../k8s.ts'

/**
 * What every pod says, whoever renders it. A token only where it is asked for: whoever breaks into a pod would find it there.
 * No variables of Docker's links: a Service named `paperless` would set `PAPERLESS_PORT` to `tcp://…`, which programs read as
 * an option of theirs.
 */
export function podDefaults(
  account: { readonly name: string; readonly token: boolean } | undefined,
): Pick<k8s.PodSpec, 'serviceAccountName' | 'automountServiceAccountToken' | 'enableServiceLinks'> {
  return {
    ...(account === undefined
      ? { automountServiceAccountToken: false }
      : { serviceAccountName: account.name, automountServiceAccountToken: account.token }),
    enableServiceLinks: false,
  }
}
