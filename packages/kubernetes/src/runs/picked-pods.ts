import type { Pods } from '@homelab/estate/model'

/** Pods that somebody else's manifests make: what is known of them is how they are found. */
export function pickedPods(service: string, part: string, namespace: string, selector: Pods['selector']): Pods {
  return {
    ...{ id: `${service}/pods/*`, part, namespace, selector },
    resource: 'unknown',
    kind: 'unknown',
    name: 'unknown',
    replicas: 'unknown',
    rollout: 'unknown',
    containers: 'unknown',
    rolledBy: 'unknown',
    token: 'unknown',
    fixed: [],
  }
}
