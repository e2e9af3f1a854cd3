import type { Finding, Lookup } from '@homelab/estate/model'
import { printManifest } from '@homelab/formats'
import { header } from '../../cluster/files.ts'
import { kubernetesDelivery } from '../../delivery/contract.ts'
import { manifestsFolder } from '../../delivery/group.ts'
import type { k8s } from '../../k8s.ts'
import { loginPatches } from '../../workloads/login-patches.ts'
import { isLoginPatch } from '../../workloads/uses.ts'
import { accessRenderer } from '../access.ts'

import type { ClusterRenderer } from '../part.ts'
import { renderLoginSecrets } from '../secret/render.ts'
import type { KustomizationWorkload } from './workload.ts'

/** The `kustomization.yaml` of its folder, and its patches: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export const kustomizationRenderer: ClusterRenderer<KustomizationWorkload> = {
  render: rendering => {
    accessRenderer.render(rendering)
    renderLoginSecrets(rendering, undefined)
  },
  checks: (service, workload, known) => [
    ...(accessRenderer.checks?.(service, workload, known) ?? []),
    ...known.logins.flatMap(({ provider, use }) => {
      const said = Object.keys((isLoginPatch(use) ? workload.configMapPatches[use.configMap] : undefined) ?? {})
      const twice = isLoginPatch(use) ? said.filter(key => Object.hasOwn(use.data, key)) : []
      return twice.map(
        (key): Finding => ({
          code: 'duplicate-setting',
          where: { subject: service.name, path: `needs.${provider}`, file: service.file },
          problem: 'the ConfigMap gets this key from two places: the patches, and where people log in',
          got: key,
          fix: 'leave it out of the patches',
        }),
      )
    }),
  ],
  takes: ({ logins }) => logins.filter(({ use }) => isLoginPatch(use)),
  files: ({ context, service, workload, cluster: of }, { folder: cluster, group, objects }) => {
    const { namespace, resources } = workload
    const folder = `${cluster}/${manifestsFolder(group)}`
    const sources = [service.file]
    const patches = patchesOf(
      withLogins(workload, context.find, service.name),
      kubernetesDelivery(context.resolved.parts, of)?.appliedByServer,
    )
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
  },
}

/** The same with what the program is told of where people log in for it. */
function withLogins(workload: KustomizationWorkload, find: Lookup, service: string): KustomizationWorkload {
  const patches = new Map(Object.entries(workload.configMapPatches))
  for (const { use, data } of loginPatches(find.loginsFor(service), name => find.service(name)?.title))
    patches.set(use.configMap, { ...patches.get(use.configMap), ...data })
  return { ...workload, configMapPatches: Object.fromEntries(patches) }
}

/** @param annotations by which the delivery lets the server apply an object, where it must be told */
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
