import { type ResolvedRoute, type ResolvedService, type WidgetValue, wayIn, withVariables } from '@homelab/estate/model'

const prefix = 'gethomepage.dev/'

/** Annotations from which a home page discovers a service: https://gethomepage.dev/configs/kubernetes/#automatic-service-discovery */
export function tileAnnotations(
  { name, tile }: ResolvedService,
  routes: readonly ResolvedRoute[],
): Record<string, string> {
  if (tile === undefined) return {}
  if (tile === 'hidden') return { [`${prefix}enabled`]: 'false' }
  const href = wayIn(routes)?.url
  const { title, group, icon, description, podSelector, widget } = tile
  const widgetUrl = wayIn(routes.filter(({ kind }) => kind === 'ops'))?.url ?? href
  const { data: fields } = withVariables(name, widget?.fields ?? {})
  const entries = {
    enabled: 'true',
    name: title,
    group,
    icon,
    description,
    href,
    'pod-selector': podSelector,
    ...(widget !== undefined && {
      'widget.type': widget.type,
      'widget.url': widgetUrl === undefined ? undefined : widgetUrl + (widget.path ?? ''),
    }),
    ...Object.fromEntries(
      Object.entries(fields as object).flatMap(([key, value]: [string, WidgetValue]) => said(`widget.${key}`, value)),
    ),
  }
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[prefix + key, value]])),
  )
}

/**
 * Annotations are texts. Of lists the home page takes `fields` as JSON; anything else that is deep is said member by member, with dots
 * between, which it puts together again: https://gethomepage.dev/configs/docker/#widgets. Brackets, as it writes them there, no
 * annotation has. https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set
 */
function said(key: string, value: WidgetValue): readonly (readonly [string, string])[] {
  if (typeof value !== 'object') return [[key, String(value)]]
  if (key === 'widget.fields') return [[key, JSON.stringify(value)]]
  return Object.entries(value).flatMap(([member, of]: [string, WidgetValue]) => said(`${key}.${member}`, of))
}
