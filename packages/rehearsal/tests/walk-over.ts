import type { ControlPlane } from '../src/run/control-plane.ts'
import { Walk } from '../src/run/walk.ts'

/** A walk over what stands in for a control plane: the members that its commands come to. Nothing is explained, and nobody told. */
export function walkOver(plane: object): Walk {
  return new Walk(
    { sandbox: { failed: undefined }, ...plane } as unknown as ControlPlane,
    {},
    { count: 0, applications: {}, folders: {} },
    () => undefined,
    () => Promise.resolve(),
  )
}
