import type { ResolvedRoute, ResolvedService } from '@homelab/estate/model'

const prefix = 'gethomepage.dev/'

/** Annotations from which the home page discovers a service: https://gethomepage.dev/configs/kubernetes/#automatic-service-discovery */
export function tileAnnotations({ tile }: ResolvedService, routes: readonly ResolvedRoute[]): Record<string, string> {
  if (tile === undefined) return {}
  if (tile === 'hidden') return { [`${prefix}enabled`]: 'false' }
  const web = routes.filter(({ protocol }) => protocol === 'https')
  const href = (['public', 'ops', 'tailnet'] as const)
    .map(kind => web.find(route => route.kind === kind)?.url)
    .find(url => url !== undefined)
  const widgetUrl = web.find(({ kind }) => kind === 'ops')?.url ?? href
  const { title, group, icon, description, podSelector, widget } = tile
  const entries = {
    enabled: 'true',
    name: title,
    group,
    icon,
    description,
    href,
    'pod-selector': podSelector,
    ...(widget !== undefined && { 'widget.type': widget.type, 'widget.url': widgetUrl }),
    ...Object.fromEntries(Object.entries(widget?.fields ?? {}).map(([key, value]) => [`widget.${key}`, value])),
  }
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[prefix + key, value]])),
  )
}
