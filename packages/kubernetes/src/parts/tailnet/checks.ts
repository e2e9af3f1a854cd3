import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { OwnedObject } from '../../cluster/manifest.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#equality-based-requirement */
const byEquality = /^[^=!,()\s]+=[^=!,()\s]*(?:,[^=!,()\s]+=[^=!,()\s]*)*$/

/**
 * The home page shows a service as down whose pods it does not find:
 * https://gethomepage.dev/configs/kubernetes/#automatic-service-discovery
 */
export function checkTileSelectors(
  services: readonly ResolvedService[],
  objects: readonly OwnedObject[],
  unseen: ReadonlySet<string>,
): Finding[] {
  return services.flatMap(({ name: subject, file, tile }): Finding[] => {
    const selector = typeof tile === 'object' ? tile.podSelector : undefined
    if (selector === undefined) return []
    const ingress = objects.find(({ service, manifest }) => service === subject && manifest.kind === 'Ingress')
    const namespace = ingress?.manifest.metadata.namespace
    // An empty one is said on purpose: the home page asks for no pods. Only equality is judged here.
    if (!byEquality.test(selector) || namespace === undefined || unseen.has(namespace)) return []
    const pods = objects.flatMap(({ manifest: { metadata, spec } }) => {
      const labels: Readonly<Record<string, string>> | undefined = spec?.template?.metadata?.labels
      return labels === undefined || metadata.namespace !== namespace ? [] : [labels]
    })
    const wanted = selector.split(',').map(each => each.split('='))
    if (pods.some(labels => wanted.every(([key = '', value]) => labels[key] === value))) return []
    return [
      {
        code: 'unprovided-reference',
        where: { subject, path: 'tile.podSelector', file },
        problem: 'no pods beside it have these labels, and the home page shows it as down',
        got: selector,
        expected: [...new Set(pods.flatMap(labels => Object.entries(labels).map(each => each.join('='))))].join(', '),
        fix: 'take labels that its pods have',
      },
    ]
  })
}
