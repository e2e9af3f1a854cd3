/** What a sync waits for that only pods give: addresses, and the word that a database runs. */
import type { ControlPlane } from './control-plane.ts'
import { listAt } from './lists.ts'

export interface Addresses {
  /** The class of Ingresses, and that of Services, that the tailnet's operator gives addresses. */
  readonly ingressClass?: string | undefined
  readonly loadBalancerClass?: string | undefined
}

interface Thing {
  readonly metadata: { readonly name: string; readonly namespace: string }
  readonly spec: {
    readonly ingressClassName?: string
    readonly type?: string
    readonly loadBalancerClass?: string
  }
  readonly status?: { readonly loadBalancer?: { readonly ingress?: unknown }; readonly phase?: string }
}

/** Gives addresses to what waits for them. */
export async function giveAddresses(
  plane: ControlPlane,
  { ingressClass, loadBalancerClass }: Addresses,
): Promise<void> {
  const given = { loadBalancer: { ingress: [{ hostname: 'given.rehearsal.internal' }] } }
  const waits = ({ status }: Thing): boolean => status?.loadBalancer?.ingress === undefined
  const ingresses = await listAt<Thing>(plane.sandbox, '/apis/networking.k8s.io/v1/ingresses')
  for (const thing of [...ingresses, ...(await servicesOf(plane))]) {
    const { ingressClassName, type, loadBalancerClass: of } = thing.spec
    if (!waits(thing)) continue
    if (ingressClassName !== undefined && ingressClassName === ingressClass)
      await patch(plane, 'ingresses.networking.k8s.io', thing, given)
    if (type === 'LoadBalancer' && of === loadBalancerClass) await patch(plane, 'services', thing, given)
  }
}

/** As CloudNativePG says it, and as Argo CD's check of health knows it. */
const running = 'Cluster in healthy state'

/**
 * The word that each database runs, once its operator has made Secrets and Services: no instance ever reports here. The
 * operator would take the word back, so it is told by its own annotation to leave the database alone from then on:
 * https://cloudnative-pg.io/documentation/1.28/labels_annotations/
 */
export async function runDatabases(plane: ControlPlane): Promise<void> {
  const clusters = 'clusters.postgresql.cnpg.io'
  const services = await servicesOf(plane)
  for (const cluster of await listAt<Thing>(plane.sandbox, '/apis/postgresql.cnpg.io/v1/clusters')) {
    const { name, namespace } = cluster.metadata
    // It makes Secrets before Services.
    const isServed = services.some(({ metadata }) => metadata.namespace === namespace && metadata.name === `${name}-rw`)
    if (!isServed || cluster.status?.phase === running) continue
    const alone = 'cnpg.io/reconciliationLoop=disabled'
    await plane.kubectl(['annotate', clusters, name, `--namespace=${namespace}`, '--overwrite', alone])
    const lastTransitionTime = new Date()
    const ready = { type: 'Ready', status: 'True', reason: 'ClusterIsReady', message: '', lastTransitionTime }
    // Argo CD asks for conditions before it looks at the phase.
    await patch(plane, clusters, cluster, { phase: running, phaseReason: '', conditions: [ready] })
  }
}

function servicesOf({ sandbox }: ControlPlane): Promise<readonly Thing[]> {
  return listAt(sandbox, '/api/v1/services')
}

async function patch(plane: ControlPlane, resource: string, { metadata }: Thing, status: object): Promise<void> {
  const words = ['patch', resource, metadata.name, `--namespace=${metadata.namespace}`, '--subresource=status']
  await plane.kubectl([...words, '--type=merge', '--patch', JSON.stringify({ status })])
}
