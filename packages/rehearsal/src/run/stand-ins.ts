/** What a sync waits for that only pods give: addresses. */
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
  readonly status?: { readonly loadBalancer?: { readonly ingress?: unknown } }
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

function servicesOf({ sandbox }: ControlPlane): Promise<readonly Thing[]> {
  return listAt(sandbox, '/api/v1/services')
}

async function patch(plane: ControlPlane, resource: string, { metadata }: Thing, status: object): Promise<void> {
  const words = ['patch', resource, metadata.name, `--namespace=${metadata.namespace}`, '--subresource=status']
  await plane.kubectl([...words, '--type=merge', '--patch', JSON.stringify({ status })])
}
