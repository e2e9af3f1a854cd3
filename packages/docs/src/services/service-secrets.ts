import type { ResolvedService } from '@homelab/estate/model'
import { type Block, code, paragraph, plain, section, tableOf } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import type { Delivery } from '../model/secret-deliveries.ts'

/** The secrets that its file names, by item and field. */
export function secrets(context: Context, { name }: ResolvedService): Block {
  const own = context.deliveries.by(name)
  return section(
    'Secrets',
    tableOf(
      ['item', 'field', 'becomes'],
      own.map(delivery => [code(delivery.secret.item), code(delivery.secret.field), becomes(delivery)]),
    ),
    own.length === 0
      ? undefined
      : paragraph(`Names alone; how to change one: ${context.site.link('guides/rotate-a-secret')}.`),
  )
}

/** Where a value ends up, in a few words. */
export function becomes(delivery: Delivery): string {
  switch (delivery.to) {
    case 'kubernetes': {
      const { namespace, name, keys, by, login } = delivery
      const how = typeof by === 'string' ? '' : `, by hand: step ${code(by.step)}`
      const whose = login === undefined ? '' : ` (login ${code(login.role)})`
      return `${keys.length === 1 ? 'key' : 'keys'} ${keys.map(key => code(key)).join(', ')} of Secret ${code(`${namespace}/${name}`)}${whose}${how}`
    }
    case 'host': {
      const { paths, actions, role, host } = delivery
      const places = [...paths.map(code), ...actions.map(name => `Actions secret ${code(name)}`)]
      return places.length === 0 ? `role ${code(role)} on ${code(host)}` : places.join(', ')
    }
    case 'stack':
      return `${code(delivery.variable)} of the stack ${code(delivery.project)}, when it runs`
    case 'other':
      return plain(delivery.what)
  }
}
