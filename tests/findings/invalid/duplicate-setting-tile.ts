import { image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'
import { tiled } from '../tiles.ts'

const home = service(import.meta, 'home', {
  // here
  ...homepageIn(kind, {
    image: image('ghcr.io/gethomepage/homepage', 'v1.4.6'),
    bookmarks: [{ group: 'Apps', links: [{ title: 'Example', href: 'https://example.com' }] }],
  }),
  routes: { tailnet: { port: 'http' } },
})

/** Two tiles of a title, an address by hand beside the derived one, a second type, and bookmarks in a group of tiles. */
export default fixture(import.meta, {
  services: [
    home,
    tiled('cinema', { title: 'Films' }),
    // here
    tiled('theatre', { title: 'Films' }),
    // Of another group.
    tiled('stage', { title: 'Films', group: 'Plays' }),
    // here
    tiled('radio', { widget: { type: 'customapi', fields: { url: 'http://radio', type: 'emby' } } }),
  ],
})
export const expected: Expected = [
  'duplicate-setting home bookmarks.Apps',
  'duplicate-setting radio tile.widget.fields.type',
  'duplicate-setting radio tile.widget.fields.url',
  'duplicate-setting theatre tile.title',
]
