import type { ResolvedLogin } from '@homelab/estate/model'
import { isLoginEnv, isLoginPatch, isLoginValues, type LoginSecret } from '../../workloads/uses.ts'
import { type ExternalSecret, externalSecret } from './index.ts'

/** What a service is known by to where people log in for it, as the vault has it. */
export function loginSecrets(logins: readonly ResolvedLogin[]): readonly ExternalSecret[] {
  return logins.flatMap(({ use, secret }) => {
    if (secret === undefined) return []
    if ((isLoginEnv(use) || isLoginValues(use)) && use.secret !== undefined)
      return [externalSecret(use.secret.secret, { data: { [keyOf(use.secret)]: secret } })]
    if (!isLoginPatch(use) || use.secret === undefined) return []
    const { labels: templateLabels } = use.secret
    return [externalSecret(use.secret.secret, { data: { [keyOf(use.secret)]: secret }, templateLabels })]
  })
}

/** The key of a program's own Secret. */
export function keyOf({ key = 'client-secret' }: LoginSecret): string {
  return key
}

/** The same of all programs to which people log in with a service, a key each; none where nobody does. */
export function clientSecrets(
  clients: { readonly secret: string } | undefined,
  loginsAt: readonly ResolvedLogin[],
): readonly ExternalSecret[] {
  const known = loginsAt.flatMap(({ client, secret }) => (secret === undefined ? [] : [[client, secret] as const]))
  if (clients === undefined || known.length === 0) return []
  return [externalSecret(clients.secret, { data: Object.fromEntries(known) })]
}
