import { type Finding, known, lookup, type Resolved, type ResolvedService, variablesIn } from '@homelab/estate/model'
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

/**
 * Variables that a tile, or another file of the home page, names, and that no container of it has: they are shown, or sent to what a
 * widget asks, as they stand there. https://gethomepage.dev/installation/docker/#using-environment-secrets
 */
export function checkTileVariables(resolved: Resolved, objects: readonly OwnedObject[]): Finding[] {
  const { services } = resolved
  const pages = services.filter(({ collects }) => collects.includes('tiles'))
  return pages.flatMap(page => {
    const own = objects.filter(({ service }) => service === page.name)
    const set = variablesOf(page, own)
    if (set === 'unknown') return []
    const lacking = (text: string): readonly string[] => [...new Set(variablesIn(text))].filter(each => !set.has(each))
    const missing = (where: Finding['where'], got: string): Finding => ({
      code: 'unprovided-reference',
      where,
      problem: `${page.name} has no such variable, and shows or sends the name`,
      got,
      ...(set.size > 0 && { expected: [...set].join(' or ') }),
      fix: 'let the field be a secret of the vault, or set the variable (`pods.container.env` of `homepageIn`)',
    })
    const ofTiles = lookup(resolved)
      .tilesAt(page.name)
      .flatMap(({ service }) => services.filter(({ name }) => name === service))
      .flatMap(({ name: subject, file, tile }) => {
        return lacking(JSON.stringify(tile)).map(variable => missing({ subject, path: 'tile', file }, variable))
      })
    const told = new Set(ofTiles.map(({ got }) => got))
    const others = own.flatMap(({ manifest }) => Object.values(manifest.data ?? {})).flatMap(lacking)
    const { name: subject, file } = page
    return [
      ...ofTiles,
      ...[...new Set(others)]
        .filter(variable => !told.has(variable))
        .map(variable => missing({ subject, path: 'workload', file }, variable)),
    ]
  })
}

/** The variables of the home page that its containers have. */
function variablesOf({ runs }: ResolvedService, own: readonly OwnedObject[]): ReadonlySet<string> | 'unknown' {
  const containers = own.flatMap(
    ({ manifest }): readonly Container[] => manifest.spec?.template?.spec?.containers ?? [],
  )
  // Here no pod of it is rendered.
  if (containers.length === 0) return 'unknown'
  const whole = containers.flatMap(({ envFrom = [] }) => envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []))
  const delivered = known(runs.delivered).flatMap(each => (each.to === 'secret' ? [each] : []))
  const secrets = whole.map(name => delivered.find(each => each.name === name))
  if (secrets.includes(undefined)) return 'unknown'
  const names = containers.flatMap(({ env = [] }) => env.map(({ name }) => name))
  const keys = secrets.flatMap(secret => Object.keys(secret?.keys ?? {}))
  return new Set([...names, ...keys].filter(each => /^HOMEPAGE_(?:VAR|FILE)_/.test(each)))
}

interface Container {
  readonly env?: readonly { readonly name: string }[]
  readonly envFrom?: readonly { readonly secretRef?: { readonly name?: string } }[]
}
