import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { isStoreUse, type SecretStorePart, type StoreProblem, secretStoreParts } from '../secret-store.ts'
import type { Vault } from '../vault.ts'

/** Every vault is kept by a store that the estate has, which can spell what the vault lists; and is asked by its name. */
export function checkStores({ vaults, flows, services, parts, file }: ResolvedWithWorkloads): Finding[] {
  const kinds = secretStoreParts.all(parts).flatMap(part => part.kinds)
  const kept = vaults.flatMap((vault): readonly Finding[] => {
    const part = secretStoreParts.of(parts, vault.store.kind)
    const { name: subject } = vault
    if (part !== undefined)
      return problemsOf(vault, part).map(({ keys, ...wrong }) => ({
        code: 'invalid-name',
        where: { subject, path: keys.join('.'), keys, file },
        ...wrong,
      }))
    return [
      {
        code: 'unknown-store',
        where: { subject, path: 'store', file },
        problem: 'no part of the estate is a store of this kind',
        got: JSON.stringify(vault.store.kind),
        expected: kinds.length === 0 ? 'a part that is a secret store' : kinds.join(' or '),
        fix: 'name the store among the parts of the estate, or keep the vault in another',
      },
    ]
  })
  const asked = flows.flatMap(({ from, to, use }): readonly Finding[] => {
    if (!isStoreUse(use) || vaults.some(({ name }) => name === use.vault)) return []
    return [
      {
        code: 'unknown-store',
        where: {
          subject: from,
          path: `needs.${to}.use`,
          file: services.find(({ name }) => name === from)?.file ?? file,
        },
        problem: 'it asks for a vault that the estate does not list',
        got: JSON.stringify(use.vault),
        ...(vaults.length > 0 && { expected: vaults.map(({ name }) => name).join(' or ') }),
        fix: 'list the vault, or name one that is listed',
      },
    ]
  })
  return [...kept, ...asked]
}

/** What no page, command or message can hold, whatever the store; then what its store can't spell. */
function problemsOf(vault: Vault, part: SecretStorePart): readonly StoreProblem[] {
  const all = Object.entries(vault.items).flatMap(([item, { fields }]) => [
    ...nameProblem(item, ['items', item]),
    ...fields.flatMap((field, index) => nameProblem(field, ['items', item, 'fields', index])),
  ])
  const told = new Set(all.map(({ keys }) => JSON.stringify(keys)))
  const own = part.of(vault).problems()
  return [...all, ...own.filter(({ keys }) => !told.has(JSON.stringify(keys)))]
}

function nameProblem(name: string, keys: StoreProblem['keys']): readonly StoreProblem[] {
  if (name.trim() !== '' && !/\p{Cc}/u.test(name)) return []
  return [
    { keys, problem: 'the name is blank, or holds control characters', got: JSON.stringify(name), fix: 'rename it' },
  ]
}
