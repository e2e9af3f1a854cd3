/** What operators in pods give to objects, as far as a sync waits for it: addresses, and a database's login. */
import type { ControlPlane } from './control-plane.ts'

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
    readonly bootstrap?: { readonly initdb?: { readonly database: string; readonly owner: string } }
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
  for (const thing of await list(plane, 'ingresses.networking.k8s.io,services')) {
    const { ingressClassName, type, loadBalancerClass: of } = thing.spec
    if (!waits(thing)) continue
    if (ingressClassName !== undefined && ingressClassName === ingressClass)
      await patch(plane, 'ingresses.networking.k8s.io', thing, given)
    if (type === 'LoadBalancer' && of === loadBalancerClass) await patch(plane, 'services', thing, given)
  }
}

/** The login of each database, in a Secret by the name that CloudNativePG gives it, and the word that it runs. */
export async function serveDatabases(plane: ControlPlane): Promise<void> {
  const clusters = 'clusters.postgresql.cnpg.io'
  for (const cluster of await list(plane, clusters)) {
    const { database: dbname, owner: username } = cluster.spec.bootstrap?.initdb ?? {}
    if (cluster.status?.phase !== undefined || dbname === undefined || username === undefined) continue
    const { name, namespace } = cluster.metadata
    const [host, password] = [`${name}-rw`, 'rehearsed']
    const uri = `postgresql://${username}:${password}@${host}.${namespace}:5432/${dbname}`
    const secret = {
      ...{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/basic-auth' },
      metadata: { name: `${name}-app`, namespace },
      stringData: { username, password, dbname, host, port: '5432', uri },
    }
    await plane.kubectl(['apply', '--filename', '-'], { input: JSON.stringify(secret) })
    const lastTransitionTime = new Date()
    const ready = { type: 'Ready', status: 'True', reason: 'ClusterIsReady', message: '', lastTransitionTime }
    // Argo CD asks for conditions before it looks at the phase.
    await patch(plane, clusters, cluster, { phase: 'Cluster in healthy state', phaseReason: '', conditions: [ready] })
  }
}

async function list(plane: ControlPlane, resource: string): Promise<readonly Thing[]> {
  const { stdout } = await plane.kubectl(['get', resource, '--all-namespaces', '--output', 'json'])
  return stdout === '' ? [] : (JSON.parse(stdout) as { readonly items: readonly Thing[] }).items
}

async function patch(plane: ControlPlane, resource: string, { metadata }: Thing, status: object): Promise<void> {
  const words = ['patch', resource, metadata.name, `--namespace=${metadata.namespace}`, '--subresource=status']
  await plane.kubectl([...words, '--type=merge', '--patch', JSON.stringify({ status })])
}
