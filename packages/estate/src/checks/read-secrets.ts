import type { Finding } from '../findings.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'
import type { DeliveredSecret } from '../runs/delivered-secrets.ts'
import { known } from '../runs/known.ts'
import { withVariables } from '../tile.ts'
import { referenceId } from '../vault.ts'

/**
 * What is kept secret is read by somebody: every key of a Secret, everything that is fetched for one, and every field that a
 * vault lists. A key that nobody reads is most often one that was to be read where another stands.
 */
export function checkReadSecrets(resolved: Resolved): Finding[] {
  return [...unreadKeys(resolved.services), ...unreadFields(resolved)]
}

type Delivered = Extract<DeliveredSecret, { readonly to: 'secret' }>

function unreadKeys(services: readonly ResolvedService[]): Finding[] {
  const reads = services.flatMap(({ runs }) => known(runs.reads))
  // A chart, or what somebody else deploys, may read whatever stands beside it.
  const unseen = new Set(services.flatMap(({ runs }) => (mayReadMore(runs) ? [runs.namespace] : [])))
  return services.flatMap(service =>
    known(service.runs.delivered).flatMap(secret => {
      // What is found by its label, or is a login, is read whole by an operator.
      if (secret.to !== 'secret' || secret.label !== undefined || secret.login !== undefined) return []
      const of = reads.filter(({ name, namespace }) => name === secret.name && namespace === secret.namespace)
      const isRead = unseen.has(secret.namespace) || of.some(({ key }) => key === undefined)
      const unread = isRead ? [] : Object.keys(secret.keys).filter(name => !of.some(({ key }) => key === name))
      return [...fetchedForNothing(service, secret), ...unread.map(key => unreadKey(service, secret, key))]
    }),
  )
}

function mayReadMore({ reads, deliveries, namespace }: ResolvedService['runs']): boolean {
  if (namespace === undefined) return false
  return (
    reads === 'unknown' ||
    deliveries.some(each => each.by === 'delivery' && each.holds === 'workload' && !each.rendered)
  )
}

function fetchedForNothing(
  { name: subject, file }: ResolvedService,
  { name, from, keys }: Delivered,
): readonly Finding[] {
  const put = new Set(Object.values(keys).flat())
  return Object.keys(from)
    .filter(key => !put.has(key))
    .map(key => ({
      code: 'unread-secret',
      where: { subject, path: `secrets.${name}`, file },
      problem: 'this is fetched, and no key of the Secret holds it',
      got: key,
      fix: 'put it into a key of the template, or fetch no such thing',
    }))
}

function unreadKey({ name: subject, file }: ResolvedService, { name, namespace }: Delivered, key: string): Finding {
  return {
    code: 'unread-secret',
    where: { subject, path: `secrets.${name}`, file },
    problem: 'nothing reads this key of the Secret',
    got: `${namespace}/${name} ${key}`,
    fix: 'read it where another key is read, or leave it out',
  }
}

function unreadFields({ vaults, services, roles, logins, people, tailnetStack, dns, file }: Resolved): Finding[] {
  const stacks = [tailnetStack, dns].flatMap(stack => Object.values(stack?.credentials ?? {}))
  const own = services.flatMap(({ secrets }) => secrets)
  const ofNeeds = [...roles.map(({ password }) => password), ...logins.flatMap(({ secret }) => secret ?? [])]
  // That nobody shows a tile is a finding of its own.
  const ofTiles = services.flatMap(({ name, tile }) =>
    typeof tile === 'object' ? Object.values(withVariables(name, tile.widget?.fields ?? {}).secrets) : [],
  )
  const used = [...own, ...ofNeeds, ...ofTiles, ...people.map(({ login }) => login), ...stacks]
  const read = new Set(used.map(referenceId))
  return vaults.flatMap(vault => {
    const all = Object.entries(vault.items).flatMap(([item, { fields }]) => fields.map(field => ({ item, field })))
    const unread = all.filter(
      ({ item, field }) => !read.has(referenceId({ kind: 'secret', vault: vault.name, item, field })),
    )
    // A vault of which nothing is read is one that nobody uses yet.
    if (unread.length === all.length) return []
    return unread.map(
      ({ item, field }): Finding => ({
        code: 'unread-secret',
        where: { subject: vault.name, path: `items.${item}.${field}`, keys: ['items', item], file },
        problem: 'the vault lists a field that nothing reads',
        got: `${item} / ${field}`,
        fix: 'read it where another is read, or take it off the list',
      }),
    )
  })
}
