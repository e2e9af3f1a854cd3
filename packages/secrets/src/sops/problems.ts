import type { StoreProblem, Vault, VaultItem } from '@homelab/estate/model'
import type { Sops } from './index.ts'
import { addressOf, folderOf, type Listed } from './places.ts'
import { secretName } from './secrets.ts'

/** What is no path in a repository, what SOPS has no key for, and what it would leave as it is. */
export function problemsOf({ store, items }: Vault<Sops>): readonly StoreProblem[] {
  const all = Object.entries(items)
  return [
    ...folderProblems(store),
    ...recipientProblems(store),
    ...all.flatMap(([item, listed], index) => [
      ...itemProblems(item, listed, all.slice(0, index)),
      ...(store.asSecrets === true ? secretProblems([item, listed], all.slice(0, index)) : []),
      ...listed.fields.flatMap((field, at) => fieldProblems(field, ['items', item, 'fields', at], store)),
    ]),
  ]
}

function folderProblems(store: Sops): readonly StoreProblem[] {
  const folder = folderOf(store)
  if (isPath(folder) && /^\w[\w./-]*$/.test(folder)) return []
  return [
    {
      keys: ['store', 'folder'],
      problem: 'this is no folder of a repository',
      got: JSON.stringify(folder),
      fix: 'say it from the root of the repository: letters, digits, . _ - and / between names',
    },
  ]
}

/** https://age-encryption.org/v1: keys to read with are `AGE-SECRET-KEY-1…`, and no message holds one. */
function recipientProblems({ recipients }: Sops): readonly StoreProblem[] {
  if (recipients.length === 0)
    return [
      {
        keys: ['store', 'recipients'],
        problem: 'nobody could read what is encrypted for nobody',
        got: '[]',
        fix: 'state the public key of age of each who may read it: `age-keygen -y FILE` prints it',
      },
    ]
  return recipients.flatMap((recipient, index): readonly StoreProblem[] => {
    if (/^age1[0-9a-z]+$/.test(recipient)) return []
    const isKey = /SECRET-KEY/i.test(recipient)
    return [
      {
        keys: ['store', 'recipients', index],
        problem: isKey ? 'this is a key to read with, and no public one' : 'this is no public key of age',
        got: isKey ? 'a secret key' : JSON.stringify(recipient),
        fix: isKey
          ? 'make another key, and encrypt all files again: whoever sees the repository has this one'
          : 'state what `age-keygen -y FILE` prints: it begins with age1',
      },
    ]
  })
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
function secretProblems(own: Listed, before: readonly Listed[]): readonly StoreProblem[] {
  const name = secretName(addressOf(own))
  const wrong = { keys: ['items', own[0]], got: JSON.stringify(name), fix: 'rename the item' }
  if (name.length > 253 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name))
    return [{ ...wrong, problem: 'no Secret can have this name: small letters and digits, with - and . between them' }]
  const same = before.find(other => secretName(addressOf(other)) === name)
  return same === undefined ? [] : [{ ...wrong, problem: `its Secret would be that of ${JSON.stringify(same[0])}` }]
}

function itemProblems(item: string, listed: VaultItem, before: readonly Listed[]): readonly StoreProblem[] {
  const address = addressOf([item, listed])
  const wrong = { keys: ['items', item], got: JSON.stringify(address) }
  if (!isPath(address))
    return [
      { ...wrong, problem: 'no file can have this name', fix: 'name the item as a path: names with / between them' },
    ]
  const same = before.find(other => addressOf(other).toLowerCase() === address.toLowerCase())
  if (same === undefined) return []
  return [
    { ...wrong, problem: `a Mac takes its file for that of ${JSON.stringify(same[0])}`, fix: 'rename one of them' },
  ]
}

/** `[` ends a key for SOPS, `sops` is where it keeps its own, and by that ending it tells what it encrypts. */
function fieldProblems(field: string, keys: StoreProblem['keys'], { asSecrets }: Sops): readonly StoreProblem[] {
  const wrong = { keys, got: JSON.stringify(field), fix: 'rename the field' }
  if (asSecrets === true && !/^[-._a-zA-Z0-9]{1,253}$/.test(field))
    return [{ ...wrong, problem: 'no key of a Secret can be called this: letters, digits, - . and _' }]
  if (field.includes('[')) return [{ ...wrong, problem: "SOPS can't be asked for a key with [ in it" }]
  if (field === 'sops') return [{ ...wrong, problem: 'SOPS keeps its own data under this key' }]
  if (field.endsWith('_unencrypted')) return [{ ...wrong, problem: 'SOPS leaves keys with this ending as they are' }]
  return []
}

/** Ansible takes `$` for a variable of its environment; `~` alone stands for a home. */
function isPath(path: string): boolean {
  return !path.includes('$') && !path.startsWith('~') && path.split('/').every(name => !/^\.{0,2}$/.test(name))
}
