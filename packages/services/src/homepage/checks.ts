import { type Finding, type ResolvedService, type Where, whereInWorkload } from '@homelab/estate/model'
import type { Shown } from './shown.ts'
import { type PageSettings, tilesSlot } from './slot.ts'

/** What the home page would leave out, show twice, or show in another place than is said. */
export function checkPage(page: ResolvedService, shown: readonly Shown[], settings: PageSettings): Finding[] {
  const { layout, bookmarks, widgets } = settings
  const ofTiles = [...new Set(shown.map(({ tile }) => tile.group))]
  const [slot] = page.slots.filter(tilesSlot.is)
  const inPage = (path: string): Where => whereInWorkload(page, path, slot ?? page)
  return [
    ...(shown.length === 0 && bookmarks.length === 0
      ? [
          {
            code: 'empty-setting' as const,
            where: inPage('workload'),
            problem: 'the page is empty: no service has a tile, and it has no bookmarks',
            fix: 'say the `tile` of what people open',
          },
        ]
      : []),
    ...shown.flatMap(each => ofTile(each, shown, layout)),
    ...widgets.flatMap(type => ofCluster(type, inPage(`widgets.${type}`))),
    ...bookmarks
      .filter(group => ofTiles.includes(group))
      .map(group => ({
        code: 'duplicate-setting' as const,
        where: inPage(`bookmarks.${group}`),
        // https://gethomepage.dev/configs/settings/#sorting
        problem: 'tiles have a group of that name, and the page may hide the bookmarks',
        got: group,
        fix: 'call one of the two groups otherwise',
      })),
    ...(layout ?? [])
      .filter(group => !ofTiles.includes(group) && !bookmarks.includes(group))
      .map(group => ({
        code: 'unread-option' as const,
        where: inPage(`layout.${group}`),
        problem: 'no tile and no bookmark is of this group',
        got: group,
        expected: [...ofTiles, ...bookmarks].join(' or '),
        fix: 'name a group that there is, or leave it out',
      })),
  ]
}

function ofTile({ name: subject, file, tile }: Shown, shown: readonly Shown[], layout?: readonly string[]): Finding[] {
  const { group, title, widget } = tile
  const where = (path: string): Where => ({ subject, path: `tile.${path}`, file })
  const twin = shown.find(each => each.tile.group === group && each.tile.title === title)
  const derived = ['type', 'url'].filter(key => Object.hasOwn(widget?.fields ?? {}, key))
  return [
    ...(layout === undefined || layout.includes(group)
      ? []
      : [
          {
            code: 'unknown-word' as const,
            where: where('group'),
            problem: 'the layout of the home page has no such group',
            got: group,
            expected: layout.join(' or '),
            fix: 'name a group of the layout, or add this one there',
          },
        ]),
    ...(twin === undefined || twin.name === subject
      ? []
      : [
          {
            code: 'duplicate-setting' as const,
            where: where('title'),
            // https://github.com/gethomepage/homepage/blob/main/src/utils/config/service-helpers.js
            problem: `the page knows tiles by group and title, and shows here what it asks for ${twin.name}`,
            got: title,
            fix: 'give one of the two another title',
          },
        ]),
    ...(widget === undefined ? [] : ofCluster(widget.type, where('widget.type'))),
    ...derived.map(key => ({
      code: 'duplicate-setting' as const,
      where: where(`widget.fields.${key}`),
      problem: key === 'url' ? 'where the widget asks is derived, and let through' : 'the widget has a type already',
      got: key,
      fix: key === 'url' ? 'leave it out; say `port` or `path` of the widget' : 'leave it out',
    })),
  ]
}

/** It has no token of the cluster, which these ask: https://gethomepage.dev/widgets/services/kubernetes/ */
function ofCluster(type: string, where: Where): Finding[] {
  if (type !== 'kubernetes') return []
  return [
    {
      code: 'unprovided-reference',
      where,
      problem: 'the widget asks the cluster, and the home page may not',
      got: type,
      fix: 'leave it out: dashboards show what a cluster does',
    },
  ]
}
