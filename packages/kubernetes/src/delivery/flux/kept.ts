import { printYaml } from '@homelab/formats'
import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization'
import type { ObjectFile } from '../../cluster/files.ts'

type Patches = NonNullable<NonNullable<IKustomization['spec']>['patches']>

/** Of an object that Flux leaves when it is no longer rendered: https://fluxcd.io/flux/components/kustomize/kustomizations/#garbage-collection */
export const unpruned = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' }

/** Kinds that hold data, or whose end takes data along. */
export const keptKinds = [
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'PersistentVolume' },
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
  { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster' },
] as const

/**
 * Tells Flux to leave objects that hold data: nobody is asked before it prunes. Empty where a group has none.
 *
 * @param isWhole every object of the group is rendered; else there may be any
 */
export function keepingPatches(objects: readonly ObjectFile[], isWhole: boolean): Patches {
  const kinds = new Set(objects.map(({ manifest }) => manifest.kind))
  return keptKinds
    .filter(({ kind }) => !isWhole || kinds.has(kind))
    .map(({ apiVersion, kind }) => ({
      target: { kind },
      patch: printYaml({ apiVersion, kind, metadata: { name: 'any', annotations: unpruned } }),
    }))
}
