import type { Resolved, Vault } from '@homelab/estate/model'
import { type Block, bullets, code, paragraph, plain, prose, section, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { secretsPicture } from '../diagrams/secret-flow.ts'
import { distinct } from '../model/distinct.ts'
import { type KubernetesDelivery, secretId } from '../model/secret-deliveries.ts'
import { copiedUrls, readersOf } from '../model/secret-readers.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { becomes } from '../services/service-secrets.ts'
import { keptVaults } from '../shell/kept.ts'

/** Every secret by name, and where it goes. */
export function secretsPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'secrets',
    title: 'Secrets',
    tags: ['reference', 'secrets'],
    about: 'where each secret comes from and what reads it, by name',
    body: context => [
      paragraph(...values(context), `How to change one: ${context.site.link('guides/rotate-a-secret')}.`),
      secretsPicture(context),
      resolved.vaults.map(vault => section(`Vault ${vault.name}`, vaultTable(context, vault))),
      section('Secrets in clusters', kubernetesTable(context)),
      section('Made by hand, once', byHand(context)),
    ],
  })
}

/** Where no value is, and where it can't be read. */
function values(context: Context): readonly string[] {
  const kept = keptVaults(context)
  if (kept.length === 0)
    return ['No value stands in the repository, and none in what is rendered: items and fields alone.']
  return [
    'No value can be read in the repository, and none stands in what is rendered: items and fields alone.',
    ...kept.map(({ name, kept: { folder } }) => `Those of vault ${name} lie encrypted in ${code(`${folder}/`)}.`),
  ]
}

function vaultTable(context: Context, { name, items }: Vault): Block {
  const rows = Object.entries(items).flatMap(([item, { fields, untitled }]) =>
    fields.map(field => {
      const own = context.deliveries.of({ kind: 'secret', vault: name, item, field })
      return [
        untitled === true ? plain(item) : code(item),
        code(field),
        distinct(own.map(becomes), text => text).join('; ') || 'read by hand',
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
  const made = context.deliveries.all.filter(delivery => delivery.to === 'kubernetes')
  const named = Map.groupBy(made, secretId)
  const fromVault = [...named.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return []
    const { namespace, name } = first
    return [
      [
        code(`${namespace}/${name}`),
        [first, ...rest].map(({ secret }) => code(`${secret.item} / ${secret.field}`)).join(', '),
        makerOf(first),
        readersText(context, first),
      ],
    ]
  })
  const copied = copiedUrls(context).map(({ namespace, name, from, service }) => [
    code(`${namespace}/${name}`),
    `Secret ${code(from)}, made with the server`,
    'External Secrets',
    linkService(context, service),
  ])
  return tableOf(['Secret', 'from', 'made by', 'read by'], [...fromVault, ...copied])
}

function makerOf({ by }: KubernetesDelivery): string {
  if (by === 'external-secret') return 'External Secrets'
  return by === 'delivery' ? 'whoever applies its group' : `hand: ${code(by.step)}`
}

/** Who reads a Secret: services, a server for its login, or whoever looks for its label. */
export function readersText(context: Context, delivery: KubernetesDelivery): string {
  const { login, label } = delivery
  if (login !== undefined) return `${linkService(context, login.server)}, for login ${code(login.role)}`
  const services = readersOf(context, delivery).map(({ name }) => linkService(context, name))
  return services.length > 0 || label === undefined
    ? services.join(', ')
    : `${linkService(context, delivery.service)}, by its label ${code(label)}`
}

function byHand(context: Context): Block {
  const steps = context.deliveries.all.flatMap(delivery =>
    delivery.to === 'kubernetes' && typeof delivery.by !== 'string'
      ? [{ step: delivery.by.step, service: delivery.service }]
      : [],
  )
  return bullets(
    distinct(steps, ({ step }) => step).map(({ step, service }) => {
      const what = context.find.service(service)?.runs.byHand.find(({ name }) => name === step)?.what ?? ''
      return `${code(step)} for ${linkService(context, service)}: ${prose(what)}`
    }),
  )
}
