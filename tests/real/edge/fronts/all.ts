import type { LiveFront } from './front.ts'
import * as fronts from './index.ts'

export const allFronts: readonly LiveFront[] = Object.values(fronts)
