import { bodies, framing, methods, sizes } from './framing.ts'
import { addresses, inside } from './inside.ts'
import { absolute, hosts, paths } from './names.ts'
import type { Row } from './row.ts'

/** In this order: pages that a row asks for are cached for those after it. */
export const rows: readonly Row[] = [
  ...hosts,
  ...absolute,
  ...paths,
  ...framing,
  ...sizes,
  ...bodies,
  ...methods,
  ...inside,
  ...addresses,
]
