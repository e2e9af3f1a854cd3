import { type Cluster, isStoreUse } from '@homelab/estate/model'
import { mermaid } from '@homelab/formats'
import type { Block } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { distinct } from '../model/distinct.ts'
import type { Delivery } from '../model/secret-deliveries.ts'
import { copiedUrls } from '../model/secret-readers.ts'
import { box, merged, picture } from './picture.ts'

const operator = 'the operator'

/** From the vaults to what reads them: through the cluster's store, or by whoever runs commands. */
export function secretsPicture(context: Context): Block {
  const { resolved } = context
  const { all: deliveries } = context.deliveries
  if (deliveries.length === 0) return undefined
  const chains = resolved.flows.filter(({ use }) => isStoreUse(use))
  const stores = distinct(deliveries.flatMap(clusterOf), ({ name }) => name)
  // Where a service of ours is the store, it stands for it.
  const [chain] = chains
  const storeOf = ({ name }: Cluster): string => chain?.from ?? storeId(name)
  const copied = copiedUrls(context)
  const edges = merged([
    ...chains.flatMap(({ from, to }) => [
      ...resolved.vaults.map(({ name }) => mermaid.arrow(vaultId(name), to)),
      mermaid.arrow(to, from),
    ]),
    ...(chain === undefined
      ? stores.flatMap(cluster => resolved.vaults.map(({ name }) => mermaid.arrow(vaultId(name), storeOf(cluster))))
      : []),
    ...deliveries.flatMap(delivery => {
      const { secret, service } = delivery
      const [cluster] = clusterOf(delivery)
      const target = delivery.to === 'stack' ? stackId(delivery.project) : service
      if (target === '') return []
      if (cluster !== undefined) return [mermaid.arrow(storeOf(cluster), service)]
      return [mermaid.arrow(vaultId(secret.vault), operator), mermaid.arrow(operator, target)]
    }),
    ...copied.map(({ server, service }) => mermaid.dashed(server, service, 'address of its database')),
  ])
  const drawn = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const members = [
    ...resolved.vaults.map(({ name }) => box(vaultId(name), `vault ${name}`, 'store')),
    ...(drawn.has(operator) ? [box(operator, 'Operator’s command line', 'round')] : []),
    ...stores.flatMap(({ name, secretStore }) =>
      drawn.has(storeId(name)) ? [box(storeId(name), `store ${secretStore}`, 'round')] : [],
    ),
    ...stacksOf(context).map(project => box(stackId(project), `stack ${project}`, 'round')),
    ...resolved.services.filter(({ name }) => drawn.has(name)).map(({ name, title }) => box(name, title)),
  ]
  return picture({ direction: 'LR', members, edges })
}

/** The cluster whose store delivers it. */
function clusterOf(delivery: Delivery): readonly Cluster[] {
  return delivery.to === 'kubernetes' && delivery.by === 'external-secret' ? [delivery.cluster] : []
}

function stacksOf({ deliveries }: Context): readonly string[] {
  return [...new Set(deliveries.all.flatMap(delivery => (delivery.to === 'stack' ? [delivery.project] : [])))]
}

function stackId(project: string): string {
  return `stack ${project}`
}

function vaultId(name: string): string {
  return `vault ${name}`
}

function storeId(cluster: string): string {
  return `store of ${cluster}`
}
