import { image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'
import { tiled } from '../tiles.ts'

const home = service(import.meta, 'home', {
  // here
  ...homepageIn(kind, {
    image: image('ghcr.io/gethomepage/homepage', 'v1.4.6'),
    // Of `Sound` there is no tile, and no bookmark.
    layout: { Films: { columns: 2 }, Sound: {}, Links: {} },
    bookmarks: [{ group: 'Links', links: [{ title: 'Example', href: 'https://example.com' }] }],
  }),
  routes: { tailnet: { port: 'http' } },
})

/** A group of no layout, and a layout of no group. */
export default fixture(import.meta, {
  services: [
    home,
    tiled('cinema', { group: 'Films' }),
    // here
    tiled('theatre', { group: 'Plays' }),
  ],
})
export const expected: Expected = ['unknown-word theatre tile.group', 'unread-option home layout.Sound']
