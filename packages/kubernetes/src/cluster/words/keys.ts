import type { Finding } from '@homelab/estate/model'
import { isSlipOf } from '@homelab/estate/nearest'
import type { OwnedObject } from '../manifest.ts'
import { wordFinding } from './finding.ts'

/** What is read of labels and annotations, by whom: a key that is one letter from it is read by nobody. */
const read: readonly string[] = [
  // https://kubernetes.io/docs/reference/labels-annotations-taints/
  ...['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map(each => `app.kubernetes.io/${each}`),
  ...['kubernetes.io/arch', 'kubernetes.io/hostname', 'kubernetes.io/metadata.name', 'kubernetes.io/os'],
  ...['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'node-role.kubernetes.io/control-plane'],
  ...['enforce', 'audit', 'warn'].map(each => `pod-security.kubernetes.io/${each}`),
  ...['ingressclass.kubernetes.io/is-default-class', 'storageclass.kubernetes.io/is-default-class'],
  // https://argo-cd.readthedocs.io/en/stable/user-guide/annotations-and-labels/
  ...['secret-type', 'sync-options', 'sync-wave', 'compare-options', 'hook', 'hook-delete-policy'].map(
    each => `argocd.argoproj.io/${each}`,
  ),
  // https://tailscale.com/kb/1445/kubernetes-operator-customization
  ...['expose', 'hostname', 'tags', 'proxy-class', 'proxy-group', 'tailnet-ip', 'tailnet-fqdn', 'funnel'].map(
    each => `tailscale.com/${each}`,
  ),
  'tailscale.com/experimental-forward-cluster-traffic-via-ingress',
  // https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
  ...['prune', 'reconcile', 'ssa', 'force'].map(each => `kustomize.toolkit.fluxcd.io/${each}`),
  // https://cloudnative-pg.io/documentation/current/labels_annotations/
  ...['cnpg.io/cluster', 'cnpg.io/reload', 'cnpg.io/instanceRole', 'cnpg.io/hibernation'],
  // https://metallb.io/usage/
  ...['address-pool', 'allow-shared-ip', 'loadBalancerIPs'].map(each => `metallb.io/${each}`),
]

/** Members of objects whose keys are such. */
const keyed: ReadonlySet<string> = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector'])

/** Keys of labels and annotations of which one that is read is a letter away. */
export function checkKeys(objects: readonly OwnedObject[]): Finding[] {
  return objects.flatMap(object =>
    keysIn(object.manifest).flatMap(({ at, key }) => {
      const meant = read.includes(key) ? undefined : read.find(each => isSlipOf(key, each))
      if (meant === undefined) return []
      return [wordFinding(object, at, { problem: 'nobody reads this key', got: key, expected: meant })]
    }),
  )
}

function keysIn(value: unknown, at = ''): readonly { readonly at: string; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    const way = at === '' ? key : `${at}.${key}`
    if (!keyed.has(key) || typeof member !== 'object' || member === null) return keysIn(member, way)
    return Object.keys(member).map(each => ({ at: way, key: each }))
  })
}
