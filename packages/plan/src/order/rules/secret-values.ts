/** Values that are put where they are read from. */
import { readersOf, secretKey } from '../../drafts/moved-secrets.ts'
import { between, type Drafted, type OrderRule } from '../edges.ts'

export const secrets: OrderRule = {
  name: 'secret-before-reader',
  edges: drafted => {
    const { after, drafts, stage } = drafted
    return after.vaults.flatMap(({ name: vault, items }) =>
      Object.entries(items).flatMap(([item, { fields }]) =>
        fields.flatMap(field => {
          const secret = { kind: 'secret', vault, item, field } as const
          const put = stage('put').filter(({ id }) => id === `${secretKey(secret)}#put`)
          if (put.length === 0) return []
          const readers = readersOf(after, secret)
          const reads = drafts.filter(
            ({ unit, services, id }) =>
              unit !== undefined &&
              !id.endsWith('#remove') &&
              (services.some(name => readers.includes(name)) || stackReads(drafted, unit, secret)),
          )
          return between(put, reads, `it reads field ${field} of item ${item}`)
        }),
      ),
    )
  },
}

interface Field {
  readonly vault: string
  readonly item: string
  readonly field: string
}

/** By its credentials, or since a policy names people by their logins. */
function stackReads({ after }: Drafted, unit: string, { vault, item, field }: Field): boolean {
  const is = (other: Field): boolean => other.vault === vault && other.item === item && other.field === field
  const stack = unit === 'tailnet' ? after.tailnetStack : unit === 'dns' ? after.dns : undefined
  return (
    Object.values(stack?.credentials ?? {}).some(is) ||
    (unit === 'tailnet' && after.people.some(({ login }) => is(login)))
  )
}

export const forgotten: OrderRule = {
  name: 'reader-before-secret-goes',
  edges: drafted =>
    drafted.stage('forget').flatMap(forget =>
      between(
        drafted.drafts.filter(({ stage }) => stage === 'apply' || stage === 'remove' || stage === 'stop'),
        [forget],
        'until then something may read it',
      ),
    ),
}
