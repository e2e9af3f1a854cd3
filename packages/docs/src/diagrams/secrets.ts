import { mermaid } from '@homelab/formats'
import type { Context } from '../context.ts'
import { distinct } from '../model/scan.ts'
import type { Block } from '../page/block.ts'
import { box, merged, picture } from './picture.ts'

/** From the vaults to what reads them: through the cluster's store, by hand, or by whoever runs Ansible. */
export function secretsPicture(context: Context): Block {
  const { resolved, find } = context
  const all = context.deliveries
  if (all.length === 0) return undefined
  const vaults = resolved.vaults.map(({ name }) => box(vaultId(name), `vault ${name}`, 'store'))
  const connects = resolved.flows.filter(({ use }) => use?.kind === 'connect-store')
  const middle = new Set(connects.flatMap(({ from, to }) => [from, to]))
  const clusters = distinct(
    all.flatMap(delivery => (delivery.to === 'kubernetes' ? [delivery.cluster] : [])),
    ({ name }) => name,
  )
  const stores = clusters.map(({ name, secretStore }) => box(storeId(name), `store ${secretStore}`, 'round'))
  const readers = distinct(
    all.filter(({ service }) => service !== ''),
    ({ service }) => service,
  )
  const services = [...new Set([...middle, ...readers.map(({ service }) => service)])]
  const operator = box('the operator', 'Operator’s command line', 'round')
  const byHand = all.filter(delivery => delivery.to !== 'kubernetes' || delivery.by !== 'external-secret')
  const edges = [
    ...resolved.vaults.flatMap(({ name }) => [
      ...connects.map(({ to }) => mermaid.arrow(vaultId(name), to)),
      ...(connects.length > 0 ? [] : clusters.map(cluster => mermaid.arrow(vaultId(name), storeId(cluster.name)))),
      ...(byHand.some(({ secret }) => secret.vault === name) ? [mermaid.arrow(vaultId(name), 'the operator')] : []),
    ]),
    ...connects.map(({ from, to }) => mermaid.arrow(to, from)),
    ...connects.flatMap(({ from }) => clusters.map(cluster => mermaid.arrow(from, storeId(cluster.name)))),
    ...all.map(delivery =>
      delivery.to === 'kubernetes' && delivery.by === 'external-secret'
        ? mermaid.arrow(storeId(delivery.cluster.name), delivery.service)
        : mermaid.arrow('the operator', delivery.service === '' ? delivery.service : delivery.service),
    ),
  ].filter(({ to }) => to !== '')
  const members = [
    ...vaults,
    ...(byHand.length === 0 ? [] : [operator]),
    ...stores,
    ...services.map(name => box(name, find.service(name)?.title ?? name)),
  ]
  return picture({ direction: 'LR', members, edges: merged(edges) })
}

function vaultId(name: string): string {
  return `vault ${name}`
}

function storeId(cluster: string): string {
  return `store of ${cluster}`
}
