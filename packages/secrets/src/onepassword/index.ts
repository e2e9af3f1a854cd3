import { made, type Secret, type StoreUse, secretStorePart, type Vault } from '@homelab/estate/model'
import { connectAccess } from './connect.ts'
import { problemsOf } from './problems.ts'
import { idReference, opReference } from './reference.ts'

export { opReference } from './reference.ts'

/** A vault of 1Password. */
export interface OnePassword {
  readonly kind: 'onepassword'
  /** The vault's own id, which stays when somebody renames it: programs ask by it. */
  readonly id?: string
}

/** `vault('home', { store: onePassword({ id: '…' }), items: {…} })` */
export function onePassword(settings: Omit<OnePassword, 'kind'> = {}): OnePassword {
  return made({ kind: 'onepassword', ...settings })
}

/**
 * The endpoint is a 1Password Connect server: the cluster's secret store asks it, and shows it an access token from a
 * Secret beside the server. https://developer.1password.com/docs/connect/
 */
export function asConnectStore(props: {
  readonly vault: Vault<OnePassword>
  readonly token: { readonly secret: string; readonly key: string }
}): StoreUse {
  const { vault, token } = props
  return made({ kind: 'secret-store', uses: 'endpoint', vault: vault.name, credential: token })
}

/** https://developer.1password.com/docs/cli/reference/ */
export const onePasswordStore = secretStorePart<OnePassword>(
  'onepassword',
  {
    title: '1Password',
    program: 'op',
    install: 'https://developer.1password.com/docs/cli/get-started/',
    withAnsible: [
      'Ansible 2.19 and newer run each task in a session of its own, so an `op` that is unlocked through the desktop app asks for',
      'consent once for each secret; a service account (`OP_SERVICE_ACCOUNT_TOKEN`) is not asked.',
    ].join('\n'),
  },
  vault => ({
    problems: () => problemsOf(vault),
    read: secret => ['op', 'read', opReference(secret)],
    fetch: (secret: Secret) => ['op', 'read', idReference(vault, secret)],
    // No `write`: `op item edit` takes a value from its command line, or a whole item.
    template: {
      placeholder: secret => `{{ ${opReference(secret)} }}`,
      // https://developer.1password.com/docs/cli/reference/commands/inject/
      fill: file => ['op', 'inject', '--in-file', file],
    },
    pods: connectAccess,
  }),
)
