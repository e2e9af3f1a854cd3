import type { Cluster, RenderedFile } from '@homelab/estate/model'
import { asTyped, commandText } from '@homelab/formats/page'
import type { GroupToCompare, ObjectsOf } from '../contract.ts'
import { manifestsFolder } from '../group.ts'
import { diff } from './commands.ts'
import { kustomizationsFolder, ownFolder } from './places.ts'
import { fluxOf } from './settings.ts'

/** Every Kustomization of a cluster, with the objects that are rendered for it. */
export function groupsToCompare(
  cluster: Cluster,
  files: readonly RenderedFile[],
  objectsOf: ObjectsOf,
): readonly GroupToCompare[] {
  const { folder } = cluster.source
  const { root } = fluxOf(cluster)
  const below = (path: string): readonly RenderedFile[] =>
    files.filter(file => file.path.startsWith(`${folder}/${path}/`))
  return objectsOf(below(kustomizationsFolder)).map(({ manifest }): GroupToCompare => {
    const { name } = manifest.metadata
    const own = below(name === root ? ownFolder : manifestsFolder(name))
    const kustomized = own.some(({ path }) => path.endsWith('/kustomization.yaml'))
    const isChart = own.some(({ path }) => path.includes('/HelmRelease-'))
    return {
      name,
      objects: () => (kustomized ? [] : objectsOf(own)),
      ...(kustomized && { elsewhere: 'a kustomization' }),
      ...(isChart && { elsewhere: 'a chart' }),
      shows: commandText(asTyped(diff(cluster, name))),
      kept: () => false,
      stays: () => false,
    }
  })
}
