import { type DeliveredSecret, known, type Resolved, type Secret, storeOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { command } from '../commands.ts'
import type { Draft } from '../draft.ts'
import type { Ground } from '../ground.ts'

/** Every field of every vault, by name. */
function secretsOf({ vaults }: Resolved): ReadonlyMap<string, Secret> {
  return new Map(
    vaults.flatMap(({ name: vault, items }) =>
      Object.entries(items).flatMap(([item, { id, untitled, fields }]) =>
        fields.map(field => {
          const secret: Secret = { kind: 'secret', vault, item, field, ...present({ itemId: id, untitled }) }
          return [secretKey(secret), secret] as const
        }),
      ),
    ),
  )
}

export function secretKey({ vault, item, field }: Pick<Secret, 'vault' | 'item' | 'field'>): string {
  return `secret/${vault}/${item}/${field}`
}

/** What is read from a place where it was not, and what nobody reads any more. */
export function secretDrafts(ground: Ground): readonly Draft[] {
  const { before, after, parts, changes } = ground
  const [old, now] = [secretsOf(before), secretsOf(after)]
  const fetched = (estate: Resolved, secret: Secret): string =>
    JSON.stringify(storeOf({ vaults: estate.vaults, parts }, secret.vault)?.fetch(secret) ?? secret)
  const carried = ({ vault, item, field }: Secret): Draft['changes'] =>
    changes.filter(({ system, subject }) => system === 'secrets' && subject === `${vault}:${item}/${field}`)
  const put = [...now].flatMap(([key, secret]): readonly Draft[] => {
    const was = old.get(key)
    if (was !== undefined && fetched(before, was) === fetched(after, secret)) return []
    const read = storeOf({ vaults: after.vaults, parts }, secret.vault)?.fetch(secret)
    const note = after.vaults.find(({ name }) => name === secret.vault)?.items[secret.item]?.note
    return [
      {
        ...{ id: `${key}#put`, system: 'secrets', services: readersOf(after, secret), changes: carried(secret) },
        ...{ effect: 'changes', stage: 'put' },
        does: `puts field ${secret.field} of item ${secret.item} into vault ${secret.vault}`,
        run: {
          kind: 'by-hand',
          what: `make item ${secret.item} in vault ${secret.vault}, with its value in field ${secret.field}`,
        },
        watch:
          read === undefined
            ? []
            : [
                {
                  by: 'command',
                  // Its length, and not itself: a terminal keeps what it showed.
                  run: command(...read, { shell: '| wc -c' }),
                  expect: 'is there, and is not empty: more than 1',
                },
              ],
        back: { how: 'take it out of the vault again: nothing reads it before what follows', run: [] },
        ...(note !== undefined && { notes: [note] }),
      },
    ]
  })
  const forgotten = [...old].flatMap(([key, secret]): readonly Draft[] => {
    if (now.has(key)) return []
    return [
      {
        ...{ id: `${key}#remove`, system: 'secrets', services: readersOf(before, secret), changes: carried(secret) },
        ...{ effect: 'destroys', stage: 'forget' },
        does: `takes field ${secret.field} of item ${secret.item} out of vault ${secret.vault}`,
        run: {
          kind: 'by-hand',
          what: `take field ${secret.field} of item ${secret.item} out of vault ${secret.vault}, and back where it was issued`,
        },
        back: { none: 'a value that was taken back where it was issued is worth nothing any more: another is made' },
      },
    ]
  })
  return [...put, ...forgotten]
}

/** Services to which its value is brought: those that say it, and those beside which it is delivered for others. */
export function readersOf({ services }: Resolved, { vault, item, field }: Secret): readonly string[] {
  const is = (each: Secret): boolean => each.vault === vault && each.item === item && each.field === field
  return services
    .filter(({ secrets, runs }) => secrets.some(is) || known(runs.delivered).some(each => deliveredOf(each).some(is)))
    .map(({ name }) => name)
}

/** A login's password is brought to its server, and a program's to whoever lets people in. */
function deliveredOf(delivered: DeliveredSecret): readonly Secret[] {
  if (delivered.to === 'secret') return Object.values(delivered.from)
  return delivered.to === 'host' ? [delivered.secret] : []
}
