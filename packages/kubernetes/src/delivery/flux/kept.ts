import { printYaml } from '@homelab/formats'
import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization'
import type { ObjectFile } from '../../cluster/files.ts'
import { dataKinds } from '../data-kinds.ts'

type Patches = NonNullable<NonNullable<IKustomization['spec']>['patches']>

/** Of an object that Flux leaves when it is no longer rendered: https://fluxcd.io/flux/components/kustomize/kustomizations/#garbage-collection */
export const unpruned = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' }

/**
 * Tells Flux to leave objects that hold data: nobody is asked before it prunes. Empty where a group has none.
 *
 * @param isWhole every object of the group is rendered; else there may be any
 */
export function keepingPatches(objects: readonly ObjectFile[], isWhole: boolean): Patches {
  const kinds = new Set(objects.map(({ manifest }) => manifest.kind))
  return dataKinds
    .filter(({ kind }) => !isWhole || kinds.has(kind))
    .map(({ apiVersion, kind }) => ({
      target: { kind },
      patch: printYaml({ apiVersion, kind, metadata: { name: 'any', annotations: unpruned } }),
    }))
}
