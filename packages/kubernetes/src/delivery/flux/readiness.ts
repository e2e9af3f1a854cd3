import { present } from '@homelab/formats/present'
import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization'
import type { ObjectFile } from '../../cluster/files.ts'

type Spec = NonNullable<IKustomization['spec']>

/** What runs all the time, with its API version. */
const running: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  HelmRelease: 'helm.toolkit.fluxcd.io/v2',
}

/**
 * A group is ready when all of its objects are. Not so where pods by the clock alone mount a claim: it may be bound at the first
 * run only, so there what runs all the time is waited for.
 *
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#wait
 */
export function readiness(objects: readonly ObjectFile[]): Pick<Spec, 'wait' | 'healthChecks'> {
  const mounted = new Set(objects.filter(({ manifest }) => manifest.kind in running).flatMap(claimsOf))
  const isUnbound = objects.some(
    ({ manifest: { kind, metadata } }) => kind === 'PersistentVolumeClaim' && !mounted.has(metadata.name),
  )
  if (!isUnbound) return { wait: true }
  const healthChecks = objects.flatMap(({ manifest: { kind, metadata } }) => {
    const apiVersion = running[kind]
    const { name, namespace } = metadata
    return apiVersion === undefined ? [] : [{ apiVersion, kind, name, ...present({ namespace }) }]
  })
  return healthChecks.length === 0 ? {} : { healthChecks }
}

function claimsOf({ manifest }: ObjectFile): readonly string[] {
  const volumes: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[] =
    manifest.spec?.template?.spec?.volumes ?? []
  return volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])
}
