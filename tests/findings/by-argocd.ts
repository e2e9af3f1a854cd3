import { argoCd, type SyncWindow } from '@homelab/kubernetes'
import { kind } from './parts.ts'

/** The cluster of the fixtures, for what Argo CD alone would stumble over. */
export const byArgoCd: typeof kind = {
  ...kind,
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
}

/** The same with windows. */
export function windowed(windows: readonly SyncWindow[]): typeof kind {
  const settings = { handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }
  return { ...byArgoCd, delivery: argoCd({ ...settings, windows }) }
}
