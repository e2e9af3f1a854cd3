import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { foundBy, type StoreClient } from '../contracts/store-client.ts'
import type { Names } from './rendered-names.ts'

const folder = join(import.meta.dirname, '..', 'contracts', 'secret-stores')

/** Of each store that has a contract test. */
const clients: readonly StoreClient[] = await Promise.all(
  readdirSync(folder)
    .filter(name => !name.endsWith('.test.ts'))
    .map(async name => ((await import(join(folder, name))) as { readonly client: StoreClient }).client),
)

export const storeMistakes: StoreClient['mistakes'] = clients.flatMap(({ mistakes }) => mistakes)

type Words = readonly string[]

/** What is wrong with a command of a secret store's program, by program: the secret or file that it names and nothing has. */
export const storeChecks: Readonly<Record<string, (words: Words, names: Names) => readonly string[]>> =
  Object.fromEntries(
    clients.map(client => [client.program, (words: Words, names: Names) => wrongOf(client, words, names)]),
  )

function wrongOf(client: StoreClient, words: Words, names: Names): readonly string[] {
  const file = client.filled?.(words)
  if (file !== undefined) return names.isRendered(file) ? [] : [file]
  const login = loginNames(words)
  if (login !== undefined) return login.filter(name => !names.says(/\/ClusterSecretStore-[^/]*\.yaml$/, name))
  const asked = client.asked(words)
  return asked !== undefined && foundBy(client, asked, names.resolved.vaults).length === 1 ? [] : [words.join(' ')]
}

/** How a server lets a cluster's store in: `auth enable -path=MOUNT`, `write auth/MOUNT/config`, `write auth/MOUNT/role/ROLE`. */
function loginNames(words: Words): readonly string[] | undefined {
  const word = words[1] === 'auth' ? words[3] : words[1] === 'write' ? words[2] : undefined
  const [, mount, role] = /^(?:-path=|auth\/)([^/]+)(?:\/config|\/role\/(.+))?$/.exec(word ?? '') ?? []
  if (mount === undefined) return undefined
  return [`mountPath: ${mount}`, ...(role === undefined ? [] : [`role: ${role}`])]
}
