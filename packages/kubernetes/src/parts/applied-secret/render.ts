import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { kubernetesDelivery } from '../../delivery/contract.ts'
import type { GroupSecret } from '../../delivery/group.ts'
import { checkApplied } from './checks.ts'
import type { AppliedSecret } from './index.ts'
import { keysOf } from './pieces.ts'

/** What the delivery is told of a Secret; nothing where it makes none, or can't make this one, which joins the findings. */
export function putSecret(rendering: Rendering, secret: AppliedSecret): GroupSecret | undefined {
  const { context, service, workload, cluster } = rendering
  const { name, templateLabels, type } = secret
  const found = checkApplied(rendering, secret)
  if (found.length > 0 || kubernetesDelivery(context.resolved.parts, cluster) === undefined) {
    context.undelivered.add(`${workload.namespace}/${name}`)
    context.findings.push(...found)
    return undefined
  }
  return {
    ...{ service, name, namespace: workload.namespace },
    keys: keysOf(secret).flatMap(key => ('refused' in key ? [] : [key])),
    ...present({ type, labels: templateLabels }),
  }
}
