import type { Resolved, Vault } from '@homelab/estate'
import { markdown } from '@homelab/formats'
import { type Context, linkService } from '../context.ts'
import { secretsPicture } from '../diagrams/secrets.ts'
import { distinct } from '../model/scan.ts'
import { type Delivery, secretsRead } from '../model/secrets.ts'
import { type Block, bullets, paragraph, section, tableOf } from '../page/block.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { becomes } from '../services/secrets.ts'

const { code, plain, prose } = markdown

/** Every secret by name, and where it goes. */
export function secretsPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'secrets',
    title: 'Secrets',
    tags: ['reference', 'secrets'],
    about: 'where each secret comes from and what reads it, by name',
    body: context => [
      paragraph(
        'No value stands in the repository, and none in what is rendered: items and fields alone.',
        `How to change one: ${context.site.link('guides/rotate-a-secret')}.`,
      ),
      secretsPicture(context),
      resolved.vaults.map(vault => section(`Vault ${vault.name}`, vaultTable(context, vault))),
      section('Secrets in clusters', kubernetesTable(context)),
      section('Made by hand, once', byHand(context)),
    ],
  })
}

function vaultTable(context: Context, { name, items }: Vault): Block {
  const all = context.deliveries.filter(({ secret }) => secret.vault === name)
  const rows = Object.entries(items).flatMap(([item, { fields, untitled }]) =>
    fields.map(field => {
      const own = all.filter(({ secret }) => secret.item === item && secret.field === field)
      return [
        untitled === true ? plain(item) : code(item),
        code(field),
        distinct(own.map(becomes), text => text).join('; ') || 'nothing that is rendered',
        distinct(
          own.flatMap(({ service }) => (service === '' ? [] : [linkService(context, service)])),
          link => link,
        ).join(', '),
      ]
    }),
  )
  return [
    tableOf(['item', 'field', 'becomes', 'for'], rows),
    Object.values(items).some(({ untitled }) => untitled === true)
      ? paragraph('Items that do not stand as code are known by their id alone; the names are the estate’s own.')
      : undefined,
  ]
}

/** Each Secret with the services whose pods read it. */
function kubernetesTable(context: Context): Block {
  const { services } = context.resolved
  const made = context.deliveries.filter(delivery => delivery.to === 'kubernetes')
  const named = Map.groupBy(made, ({ cluster, namespace, name }) => `${cluster.name} ${namespace}/${name}`)
  const readers = services.map(service => ({ service, reads: new Set(secretsRead(context, service)) }))
  return tableOf(
    ['Secret', 'keys from', 'made by', 'read by'],
    [...named.values()].flatMap(([first, ...rest]) => {
      if (first === undefined) return []
      const { namespace, name, by, cluster } = first
      const reads = readers
        .filter(
          ({ service: { workload }, reads: names }) =>
            names.has(name) &&
            'namespace' in workload &&
            workload.namespace === namespace &&
            workload.at.name === cluster.name,
        )
        .map(({ service }) => linkService(context, service.name))
      return [
        [
          code(`${namespace}/${name}`),
          [first, ...rest].map(({ secret }) => code(`${secret.item} / ${secret.field}`)).join(', '),
          by === 'external-secret' ? 'External Secrets' : `hand: ${code(by.name)}`,
          reads.join(', ') || loginText(first),
        ],
      ]
    }),
  )
}

function loginText({ to, ...delivery }: Delivery): string {
  return 'login' in delivery && delivery.login !== undefined ? `the server, for login ${code(delivery.login.role)}` : ''
}

function byHand(context: Context): Block {
  const steps = context.deliveries.flatMap(delivery =>
    delivery.to === 'kubernetes' && delivery.by !== 'external-secret'
      ? [{ step: delivery.by, service: delivery.service }]
      : [],
  )
  return bullets(
    distinct(steps, ({ step }) => step.name).map(
      ({ step, service }) => `${code(step.name)} for ${linkService(context, service)}: ${prose(step.what)}`,
    ),
  )
}
