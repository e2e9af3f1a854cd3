import type { Estate } from '../estate.ts'
import { plainCopy, type Walk } from './plain.ts'

/**
 * What stands for a thing where a reference may stand. A share or person of which the estate lists none of that name, or
 * another, is no reference: it stands there whole.
 */
export function naming({ shares, people }: Estate): NonNullable<Walk['refer']> {
  const listed = { share: firstByName(shares), person: firstByName(people) }
  const known = (kind: 'share' | 'person', value: object): string | undefined => {
    const name = 'name' in value && typeof value.name === 'string' ? value.name : undefined
    const one = name === undefined ? undefined : listed[kind].get(name)
    return one !== undefined && isSame(one, value) ? name : undefined
  }
  return (of, value) => {
    if (of === 'service') return String('name' in value ? value.name : undefined)
    if (of !== 'selector') return known(of, value)
    const person = known('person', value)
    return person === undefined ? undefined : { person }
  }
}

function firstByName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.toReversed().map(item => [item.name, item]))
}

/** Also of a copy. */
function isSame(one: object, other: object): boolean {
  return one === other || textOf(one) === textOf(other)
}

function textOf(value: object): string | undefined {
  return JSON.stringify(plainCopy(value, [], undefined, { unplain: () => undefined, repeated: () => undefined }))
}
