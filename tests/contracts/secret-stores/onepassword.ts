import type { OnePassword } from '@homelab/secrets'
import type { Asked, StoreClient } from '../store-client.ts'

/** https://developer.1password.com/docs/cli/reference/, and the stand-in of `tests/real`, which refuses the same. */
export const client: StoreClient = {
  program: 'op',
  asked: words => (words[1] === 'read' && words.length === 3 ? parsed(words[2] ?? '') : undefined),
  placeholder: text => {
    const [, reference] = /^\{\{\s*(op:\/\/[^}]*?)\s*\}\}$/.exec(text) ?? []
    return reference === undefined ? undefined : parsed(reference)
  },
  filled: words => (words[1] === 'inject' && words[2] === '--in-file' ? words[3] : undefined),
  mistakes: [
    ['op read op://nowhere/app/other', 'op://nowhere/app/other'],
    ['op inject --in-file dist/argocd/bootstrap/other.yaml', 'dist/argocd/bootstrap/other.yaml'],
  ],
  vaultNames: ({ name, store }) => [name, (store as OnePassword).id ?? name],
  isSame: (one, other) => one.toLowerCase() === other.toLowerCase(),
}

/** https://developer.1password.com/docs/cli/secret-reference-syntax/ */
function parsed(reference: string): Asked | undefined {
  const [, vault, item, field] =
    /^op:\/\/([A-Za-z0-9._ -]+)\/([A-Za-z0-9._ -]+)\/([A-Za-z0-9._ -]+)$/.exec(reference) ?? []
  return vault === undefined || item === undefined || field === undefined ? undefined : { vault, item, field }
}
