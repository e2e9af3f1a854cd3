import { made, type StoreUse, secretStorePart, type Vault } from '@homelab/estate/model'
import { get, patch } from './commands.ts'
import { problemsOf } from './problems.ts'
import { vaultAccess } from './vault-access.ts'

/** A mount of OpenBao's engine for keys and values, in its second version: https://openbao.org/docs/secrets/kv/kv-v2/ */
export interface OpenBao {
  readonly kind: 'openbao'
  /** Where the engine is mounted; the vault's name by default. */
  readonly mount?: string
}

/** `vault('home', { store: openBao(), items: {…} })`: an item (or the `id` of an untitled one) is a path below the mount, a field is a key there. */
export function openBao(settings: Omit<OpenBao, 'kind'> = {}): OpenBao {
  return made({ kind: 'openbao', ...settings })
}

/**
 * The endpoint is an OpenBao server: the cluster's secret store asks it, and logs in with the token of its own operator.
 * https://openbao.org/docs/auth/kubernetes/
 */
export function asOpenBaoStore(props: {
  readonly vault: Vault<OpenBao>
  /** Where the server's method `kubernetes` is mounted, and the role there. */
  readonly login: { readonly mount: string; readonly role: string }
}): StoreUse {
  const { vault, login } = props
  return made({ kind: 'secret-store', uses: 'endpoint', vault: vault.name, login })
}

/** https://openbao.org/docs/commands/. No `template`: nothing of OpenBao fills a text before the cluster is there. */
export const openBaoStore = secretStorePart<OpenBao>(
  'openbao',
  { title: 'OpenBao', program: 'bao', install: 'https://openbao.org/docs/install/' },
  vault => {
    const mount = vault.store.mount ?? vault.name
    return {
      problems: () => problemsOf(vault),
      read: secret => get(mount, secret),
      fetch: secret => get(mount, secret),
      write: secret => patch(mount, secret),
      pods: vaultAccess(mount),
    }
  },
)
