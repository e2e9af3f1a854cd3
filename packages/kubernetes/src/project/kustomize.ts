import type { RenderedFile, ResolvedService } from '@homelab/estate'
import { printManifest } from '@homelab/formats'
import type { k8s } from 'cdk8s-plus-28'
import type { KustomizationWorkload } from '../workloads/kustomization.ts'
import { header } from './files.ts'

/**
 * The `kustomization.yaml` of an Application's folder, and its patches: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 *
 * @param folder the Application's folder
 * @param objects the files of the folder that stand beside it
 * @param byServer annotations by which the delivery lets the server apply an object, where it must be told
 */
export function kustomizationFiles(
  { file }: ResolvedService,
  workload: KustomizationWorkload,
  folder: string,
  objects: readonly RenderedFile[],
  byServer: Readonly<Record<string, string>> | undefined,
): RenderedFile[] {
  const { namespace, resources } = workload
  const sources = [file]
  const patches = patchesOf(workload, byServer)
  const own = objects.map(({ path }) => path.slice(folder.length + 1))
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace,
    resources: [...resources, ...own],
    patches: patches.map(({ path }) => ({ path })),
  }
  return [
    { path: `${folder}/kustomization.yaml`, content: printManifest(kustomization, header(sources)), sources },
    ...patches.map(({ path, patch }) => ({
      path: `${folder}/${path}`,
      content: printManifest(patch, header(sources)),
      sources,
    })),
  ]
}

function patchesOf(
  { configMapPatches, appliedByServer = [] }: KustomizationWorkload,
  annotations: Readonly<Record<string, string>> | undefined,
) {
  const maps = Object.entries(configMapPatches).map(([name, data]) => {
    // Upstream's objects have no namespace when the patches are matched.
    const props: k8s.KubeConfigMapProps = { metadata: { name }, data }
    return { path: `patches/ConfigMap-${name}.yaml`, patch: { apiVersion: 'v1', kind: 'ConfigMap', ...props } }
  })
  const large = (annotations === undefined ? [] : appliedByServer).map(({ apiVersion, kind, name }) => ({
    path: `patches/${kind}-${name}.yaml`,
    patch: { apiVersion, kind, metadata: { name, annotations } },
  }))
  return [...maps, ...large]
}
