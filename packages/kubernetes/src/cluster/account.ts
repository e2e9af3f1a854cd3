import type { k8s } from 'cdk8s-plus-28'

/** A token only where it is asked for: whoever breaks into a pod would find it there. */
export function accountSpec(
  account: { readonly name: string; readonly token: boolean } | undefined,
): Pick<k8s.PodSpec, 'serviceAccountName' | 'automountServiceAccountToken'> {
  return account === undefined
    ? { automountServiceAccountToken: false }
    : { serviceAccountName: account.name, automountServiceAccountToken: account.token }
}
