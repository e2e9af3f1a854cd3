import { type Expected, fixture } from '../parts.ts'
import { tiled } from '../tiles.ts'

export default fixture(import.meta, {
  services: [
    // here
    tiled('web', { title: '', group: ' ', widget: { type: '', fields: {} } }),
  ],
})
export const expected: Expected = [
  'blank-text web tile.group',
  'blank-text web tile.title',
  'blank-text web tile.widget.type',
]
