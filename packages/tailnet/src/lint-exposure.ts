/** What a policy lets out into the internet. */
import { attributesOf } from './attributes.ts'
import type { Compiled } from './compile.ts'

export interface ExposureLint {
  /** The device may open itself to everybody with Funnel; no grant is asked. */
  readonly code: 'funnel'
  readonly device: string
}

export function lintExposure(compiled: Compiled): readonly ExposureLint[] {
  return [...attributesOf(compiled)].flatMap(([device, attributes]) =>
    attributes.includes('funnel') ? [{ code: 'funnel', device }] : [],
  )
}
