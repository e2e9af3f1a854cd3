import { type Cluster, known, type ResolvedService } from '@homelab/estate/model'
import {
  asTyped,
  type Block,
  type Command,
  code,
  command,
  noted,
  paragraph,
  prose,
  shell,
  verbatim,
} from '@homelab/formats/page'
import { type Given, one } from '@homelab/formats/page-file'
import type { Context } from '../context.ts'
import { applicationsOf } from '../model/applications.ts'
import { delivererOf, inCluster } from '../model/cluster.ts'
import { onHost } from '../model/host.ts'
import { bringUpOrder } from '../model/order.ts'
import { kubectl } from '../shell/programs.ts'
import { applyTemplate } from '../shell/secret-commands.ts'
import { eachGroup, type GuidedDelivery, guidedDelivery, otherDelivery, wholeDelivery } from './delivered.ts'

/** An empty cluster: the delivery by hand, then everything else by the delivery. */
export const clusterGiven: Given<Cluster, Context> = {
  name: ({ name }) => name,
  cluster: ({ name }) => code(name),
  on: ({ on }) => code(on),
  context: ({ context }) => code(context),
  isFetched,
  nodes: cluster => kubectl(cluster, undefined, 'get', 'nodes'),
  useContext: (cluster, context) => {
    const lines = bringUpOrder(context, cluster).flatMap(({ runs }) => runs.byHand.flatMap(({ commands }) => commands))
    return lines.some(line => line.includes('kubectl ') && !line.includes('--context'))
      ? command('kubectl', 'config', 'use-context', cluster.context)
      : undefined
  },
  wholeDelivery: one(wholeDelivery, {
    byHand: ({ cluster }, context) => byHand(cluster, context),
    apply: ({ cluster, whole }) => asTyped(whole.apply(cluster)),
  }),
  guidedDelivery: one(guidedDelivery, {
    itself: one(
      ({ of, guides }: GuidedDelivery, context: Context) => {
        const itself = delivererOf(context, of.cluster)
        // What runs in another cluster was brought up there.
        return itself && of.from === of.cluster ? { itself, of, guides } : undefined
      },
      {
        title: ({ itself }) => itself.title,
        byHand: ({ itself, of }, context) => steps(context, of.cluster, itself),
        access: ({ of, guides }) => guides.bringUp.itself(of),
      },
    ),
    says: ({ guides }) => guides.bringUp.says,
    begin: ({ of, guides }) => guides.bringUp.begin(of),
    groups: (delivery, context) => groups(context, delivery),
    end: ({ of, guides }) => shell(...(guides.bringUp.end?.(of) ?? [])),
  }),
  otherDelivery: one(otherDelivery, { byHand, ...eachGroup }),
}

/** The configuration that leads there can be fetched. */
function isFetched({ on, kubeconfig }: Cluster, context: Context): boolean {
  if (kubeconfig !== undefined) return true
  return context.resolved.services.some(service => {
    const runs = onHost(context, service)
    return runs?.host.name === on && runs.cluster?.keys !== undefined
  })
}

/** Services in blocks: a new one begins where something is done by hand. A group that several share is brought once. */
function groups(context: Context, { of, guides: { bringUp } }: GuidedDelivery): Block {
  const { cluster } = of
  const brought = new Set<string>()
  const awaited = awaitedIn(context, cluster)
  const blocks: { steps: Block; commands: Command[] }[] = []
  for (const service of bringUpOrder(context, cluster)) {
    // The delivery's own steps came first.
    const own = service === delivererOf(context, cluster) ? undefined : steps(context, cluster, service)
    if (own !== undefined || blocks.length === 0) blocks.push({ steps: own, commands: [] })
    const names = (inCluster(context, service)?.applications ?? []).filter(name => !brought.has(name))
    for (const name of names) brought.add(name)
    const [first, ...more] = names.flatMap(name => bringUp.group(of, name, awaited.has(name)))
    if (first !== undefined) blocks.at(-1)?.commands.push(noted(afterWhat(context, service), first), ...more)
  }
  return blocks.map(({ steps: own, commands }) => [own, shell(...commands)])
}

function afterWhat({ resolved, find }: Context, { name, title }: ResolvedService): string {
  const after = resolved.waits.filter(({ from }) => from === name).map(({ to }) => find.service(to)?.title ?? to)
  return after.length === 0 ? title : `${title}, after ${after.join(' and ')}`
}

/**
 * The groups that others need in working order: a webhook that does not answer yet refuses their objects. What has
 * routes is not healthy before they are up, which may be later; those who need it try again by themselves.
 */
function awaitedIn(context: Context, cluster: Cluster): ReadonlySet<string> {
  const { resolved, find } = context
  const needed = new Set(resolved.waits.map(({ to }) => to))
  const awaited = applicationsOf(context, cluster).filter(
    ({ services }) =>
      services.some(({ name }) => needed.has(name)) && services.every(({ name }) => find.routesOf(name).length === 0),
  )
  return new Set(awaited.map(({ name }) => name))
}

/** What is done by hand in a cluster, service by service. */
function byHand(cluster: Cluster, context: Context): Block {
  return bringUpOrder(context, cluster).map(service => steps(context, cluster, service))
}

/** What is done by hand for a service, before it can be delivered. */
function steps(context: Context, cluster: Cluster, { runs, title }: ResolvedService): Block {
  if (runs.byHand.length === 0) return undefined
  return runs.byHand.map(({ name, what, commands, template }) => [
    paragraph(`${prose(title)}: ${prose(what)}`),
    shell(...(template ? [applyTemplate(context, cluster, name, vaultOf(runs, name))] : []), ...commands.map(verbatim)),
  ])
}

/** The vault of the secrets that a step puts into a template; none where all of it is text. */
function vaultOf({ delivered }: ResolvedService['runs'], step: string): string | undefined {
  const own = known(delivered).flatMap(secret =>
    secret.to === 'secret' && typeof secret.by !== 'string' && secret.by.step === step
      ? Object.values(secret.from)
      : [],
  )
  return own[0]?.vault
}
