import { type Cluster, known, type ResolvedService } from '@homelab/estate/model'
import {
  type Block,
  type Command,
  code,
  command,
  noted,
  paragraph,
  prose,
  section,
  shell,
  subsection,
  verbatim,
} from '@homelab/formats/page'
import type { DeliveryGuides } from '@homelab/kubernetes/delivery'
import type { Context } from '../context.ts'
import { applicationsOf } from '../model/applications.ts'
import { delivererOf, inCluster } from '../model/cluster.ts'
import { guidedCluster, guidesOf } from '../model/delivery.ts'
import { onHost } from '../model/host.ts'
import { bringUpOrder } from '../model/order.ts'
import { kubectl, mise } from '../shell/programs.ts'
import { applyTemplate } from '../shell/secrets.ts'
import { bringUpWhole, eachGroup, wholeOf } from './delivered.ts'

/** An empty cluster: the delivery by hand, then everything else by the delivery. */
export function clusterSteps(context: Context, cluster: Cluster): Block {
  const whole = wholeOf(context, cluster)
  const guides = guidesOf(context, cluster)
  const order = bringUpOrder(context, cluster)
  return section(
    `The cluster ${cluster.name}`,
    isFetched(context, cluster)
      ? undefined
      : paragraph(
          `The kube configuration is wherever the installer of ${code(cluster.name)} left it on ${code(cluster.on)}. Copy it by hand to where ${code('kubectl')} looks, call its context ${code(cluster.context)}, and let ${code('server')} be an address that leads there from here.`,
        ),
    shell(
      ...(isFetched(context, cluster) ? [mise('ensure-kubectl-config')] : []),
      kubectl(cluster, undefined, 'get', 'nodes'),
      noted('the steps below say no context', command('kubectl', 'config', 'use-context', cluster.context)),
    ),
    whole !== undefined
      ? bringUpWhole(cluster, whole, order, service => steps(context, cluster, service))
      : guides !== undefined
        ? inTurn(context, cluster, order, guides)
        : [order.map(service => steps(context, cluster, service)), eachGroup(context, cluster)],
  )
}

function inTurn(
  context: Context,
  cluster: Cluster,
  order: readonly ResolvedService[],
  { bringUp }: DeliveryGuides,
): Block {
  const itself = delivererOf(context, cluster)
  const of = guidedCluster(context, cluster)
  return [
    itself === undefined ? undefined : [subsection(itself.title, steps(context, cluster, itself)), bringUp.itself(of)],
    subsection(
      'Everything else',
      paragraph(bringUp.says),
      shell(...bringUp.begin(of)),
      groups(context, cluster, order, bringUp),
    ),
  ]
}

/** The configuration that leads there can be fetched. */
function isFetched(context: Context, { on, kubeconfig }: Cluster): boolean {
  if (kubeconfig !== undefined) return true
  return context.resolved.services.some(service => {
    const runs = onHost(context, service)
    return runs?.host.name === on && runs.cluster !== undefined
  })
}

/** Services in blocks: a new one begins where something is done by hand. A group that several share is brought once. */
function groups(
  context: Context,
  cluster: Cluster,
  order: readonly ResolvedService[],
  bringUp: DeliveryGuides['bringUp'],
): Block {
  const brought = new Set<string>()
  const [of, awaited] = [guidedCluster(context, cluster), awaitedIn(context, cluster)]
  const blocks: { steps: Block; commands: Command[] }[] = []
  for (const service of order) {
    // The delivery's own steps came first.
    const byHand = service === delivererOf(context, cluster) ? undefined : steps(context, cluster, service)
    if (byHand !== undefined || blocks.length === 0) blocks.push({ steps: byHand, commands: [] })
    const names = (inCluster(context, service)?.applications ?? []).filter(name => !brought.has(name))
    for (const name of names) brought.add(name)
    const [first, ...more] = names.flatMap(name => bringUp.group(of, name, awaited.has(name)))
    if (first !== undefined) blocks.at(-1)?.commands.push(noted(afterWhat(context, service), first), ...more)
  }
  return blocks.map(({ steps: byHand, commands }) => [byHand, shell(...commands)])
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
    secret.to === 'secret' && secret.by !== 'external-secret' && secret.by.step === step
      ? Object.values(secret.from)
      : [],
  )
  return own[0]?.vault
}
