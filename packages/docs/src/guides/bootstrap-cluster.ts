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
import { isArgoCd } from '@homelab/kubernetes'
import type { Context } from '../context.ts'
import { applicationsOf } from '../model/applications.ts'
import { delivererOf, inCluster } from '../model/cluster.ts'
import { onHost } from '../model/host.ts'
import { bringUpOrder } from '../model/order.ts'
import { gitopsOf } from '../shell/argocd.ts'
import { argocd, kubectl, mise } from '../shell/programs.ts'
import { applyTemplate } from '../shell/secrets.ts'
import { argocdLogin } from './argocd-login.ts'
import { bringUpWhole, eachGroup, wholeOf } from './delivered.ts'

/** An empty cluster: Argo CD by hand, then everything else by Argo CD. */
export function clusterSteps(context: Context, cluster: Cluster): Block {
  const whole = wholeOf(context, cluster)
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
      : isArgoCd(cluster.delivery)
        ? byArgoCd(context, cluster, order)
        : [order.map(service => steps(context, cluster, service)), eachGroup(context, cluster)],
  )
}

function byArgoCd(context: Context, cluster: Cluster, order: readonly ResolvedService[]): Block {
  const argo = delivererOf(context, cluster)
  const { namespace, root } = gitopsOf(cluster)
  return [
    argo === undefined
      ? undefined
      : [subsection(argo.title, steps(context, cluster, argo)), login(context, cluster, namespace)],
    subsection(
      'Everything else',
      paragraph(
        'In this order: each after what it waits for, and after the store of its secrets.',
        `${code('argocd app sync')} must exit 0: it judges the sync itself, while an Application can show as synced after one that failed.`,
      ),
      shell(argocd('app', 'sync', root)),
      bringUp(context, cluster, order),
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

/** Argo CD's own address needs services that it brings up, so at first it is reached through the API server. */
function login(context: Context, cluster: Cluster, namespace: string): Block {
  const runs = delivererOf(context, cluster)
  const [port] = Object.values(runs?.ports ?? {})
  const address = runs?.address?.split('.')[0]
  if (port === undefined || address === undefined) return undefined
  return subsection(
    'Log in',
    paragraph('Its own address comes up later. Until then, in another terminal:'),
    shell(kubectl(cluster, namespace, 'port-forward', `service/${address}`, `8080:${port.port}`)),
    shell(
      command('argocd', 'admin', 'initial-password', '--namespace', namespace),
      command('argocd', 'login', 'localhost:8080', '--plaintext', '--username', 'admin'),
      noted('and put the new one into the vault', argocd('account', 'update-password')),
    ),
    paragraph('Once the routes are up:'),
    argocdLogin(context, cluster),
  )
}

/** Services in blocks: a new one begins where something is done by hand. An Application that several share is synced once. */
function bringUp(context: Context, cluster: Cluster, order: readonly ResolvedService[]): Block {
  const synced = new Set<string>()
  const awaited = awaitedIn(context, cluster)
  const blocks: { steps: Block; commands: Command[] }[] = []
  for (const service of order) {
    // Argo CD's own steps came first.
    const byHand = service === delivererOf(context, cluster) ? undefined : steps(context, cluster, service)
    if (byHand !== undefined || blocks.length === 0) blocks.push({ steps: byHand, commands: [] })
    const names = (inCluster(context, service)?.applications ?? []).filter(name => !synced.has(name))
    for (const name of names) synced.add(name)
    blocks.at(-1)?.commands.push(...syncs(context, service, names, awaited))
  }
  return blocks.map(({ steps: byHand, commands }) => [byHand, shell(...commands)])
}

function syncs(
  context: Context,
  { name, title }: ResolvedService,
  applications: readonly string[],
  awaited: ReadonlySet<string>,
): readonly Command[] {
  const { resolved, find } = context
  const after = resolved.waits.filter(({ from }) => from === name).map(({ to }) => find.service(to)?.title ?? to)
  const note = after.length === 0 ? title : `${title}, after ${after.join(' and ')}`
  return applications.flatMap((application, index) => {
    const sync = argocd('app', 'sync', application)
    const wait = awaited.has(application) ? [argocd('app', 'wait', application, '--health', '--timeout=600')] : []
    return [index === 0 ? noted(note, sync) : sync, ...wait]
  })
}

/**
 * The Applications that others need in working order: a webhook that does not answer yet refuses their objects. What has
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

/** What is done by hand for a service, before it can be synced. */
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
