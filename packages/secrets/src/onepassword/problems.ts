import type { StoreProblem, Vault, VaultItem } from '@homelab/estate/model'
import { isSpelt } from './reference.ts'

const spelling = 'a reference holds letters, digits, spaces and . _ - alone'

/** What no reference leads to, or one that leads to two: names are the same in capitals and small letters. */
export function problemsOf({ name, items }: Vault): readonly StoreProblem[] {
  const all = Object.entries(items)
  return [
    ...nameProblems(name),
    ...all.flatMap(([title, item], index) => [
      ...(item.untitled === true ? [] : titleProblems(title, item, all.slice(0, index))),
      ...fieldProblems(title, item),
    ]),
  ]
}

function nameProblems(name: string): readonly StoreProblem[] {
  if (isSpelt(name)) return []
  const problem = `1Password can't be asked for a vault of this name: ${spelling}`
  return [{ keys: ['name'], got: JSON.stringify(name), problem, fix: 'rename the vault, there and here' }]
}

function titleProblems(
  title: string,
  { id }: VaultItem,
  before: readonly (readonly [string, VaultItem])[],
): readonly StoreProblem[] {
  const wrong = { keys: ['items', title], got: JSON.stringify(title) }
  if (!isSpelt(title) && id === undefined)
    return [
      { ...wrong, problem: `1Password can't be asked for this title: ${spelling}`, fix: 'give the id of the item' },
    ]
  const same = before.find(([other, { untitled }]) => untitled !== true && isSame(other, title))
  if (same === undefined) return []
  return [{ ...wrong, problem: `1Password takes this title for ${JSON.stringify(same[0])}`, fix: 'rename one of them' }]
}

function fieldProblems(title: string, { fields }: VaultItem): readonly StoreProblem[] {
  return fields.flatMap((field, index) => {
    const wrong = { keys: ['items', title, 'fields', index], got: JSON.stringify(field), fix: 'rename the field' }
    if (!isSpelt(field)) return [{ ...wrong, problem: `1Password can't be asked for this field: ${spelling}` }]
    const same = fields.slice(0, index).find(other => isSame(other, field))
    return same === undefined ? [] : [{ ...wrong, problem: `1Password takes this field for ${JSON.stringify(same)}` }]
  })
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
