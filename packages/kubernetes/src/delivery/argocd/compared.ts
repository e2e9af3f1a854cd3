import type { Cluster, RenderedFile } from '@homelab/estate/model'
import { commandText } from '@homelab/formats/page'
import { present } from '@homelab/formats/present'
import { at, type Manifest } from '../../compare/json.ts'
import type { GroupToCompare, ObjectsOf } from '../contract.ts'
import { argocd } from './commands.ts'
import { keptFields } from './kept.ts'
import { otherSources } from './other-sources.ts'
import { argoCdOf } from './settings.ts'

/** Every Application of a cluster, with the objects that are rendered for it. */
export function groupsToCompare(
  cluster: Cluster,
  files: readonly RenderedFile[],
  objectsOf: ObjectsOf,
): readonly GroupToCompare[] {
  const { folder } = cluster.source
  const { root, from } = argoCdOf(cluster)
  const within = (below: string): readonly RenderedFile[] =>
    files.filter(({ path }) => path.startsWith(`${below}/`) && !path.slice(below.length + 1).includes('/'))
  const applications = objectsOf(within(`${folder}/apps`)).filter(({ manifest }) => manifest.kind === 'Application')
  return applications.map(({ manifest }): GroupToCompare => {
    const { name } = manifest.metadata
    const own = within(`${folder}/${name === root ? 'apps' : `manifests/${name}`}`)
    const kustomized = own.some(({ path }) => path.endsWith('/kustomization.yaml'))
    const namespace = at(manifest, 'spec', 'destination', 'namespace')
    return {
      name,
      objects: () => (kustomized ? [] : objectsOf(own)),
      ...(kustomized ? { elsewhere: 'a kustomization' } : own.length === 0 ? { elsewhere: sourceOf(manifest) } : {}),
      shows: commandText(argocd(cluster, 'app', 'diff', name, '--refresh')),
      ...(typeof namespace === 'string' && { namespace }),
      ...(name === root && present({ heldBy: from })),
      kept: keptFields(manifest),
      stays: otherSources(manifest, cluster.source),
    }
  })
}

function sourceOf(manifest: Manifest): string {
  const sources = at(manifest, 'spec', 'sources') ?? [at(manifest, 'spec', 'source') ?? {}]
  const [first] = Array.isArray(sources) ? sources : []
  return `${String(at(first, 'repoURL'))}${at(first, 'helm') === undefined ? '' : ' (a chart)'}`
}
