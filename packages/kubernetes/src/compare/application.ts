import type { RenderedFile, Resolved } from '@homelab/estate'
import { parse } from 'yaml'
import { type Comparison, compare } from './compare.ts'
import { declaredExplanations } from './declared.ts'
import { at, isManifest, type Manifest } from './json.ts'
import type { RenderedManifest } from './seen.ts'

/** A comparison with the name of its Application. */
export interface ApplicationComparison extends Comparison {
  readonly application: string
  readonly cluster: string
}

/** What there is to compare with in an Application. */
export interface ApplicationFiles {
  readonly name: string
  readonly cluster: string
  readonly manifest: Manifest
  readonly objects: () => readonly RenderedManifest[]
  /** Where its objects come from, when they are not rendered: a chart, a repository of others, a kustomization. */
  readonly elsewhere?: string
}

/** Every Application of an estate, with the objects that are rendered for it. */
export function applicationFiles(resolved: Resolved, files: readonly RenderedFile[]): readonly ApplicationFiles[] {
  return resolved.clusters.flatMap(({ name: cluster, gitops }) => {
    const within = (folder: string): readonly RenderedFile[] =>
      files.filter(({ path }) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))
    const applications = objectsOf(within(`${gitops.folder}/apps`)).filter(
      ({ manifest }) => manifest.kind === 'Application',
    )
    return applications.map(({ manifest }): ApplicationFiles => {
      const { name } = manifest.metadata
      const own = within(`${gitops.folder}/${name === gitops.root ? 'apps' : `manifests/${name}`}`)
      const kustomized = own.some(({ path }) => path.endsWith('/kustomization.yaml'))
      return {
        name,
        cluster,
        manifest,
        objects: () => (kustomized ? [] : objectsOf(own)),
        ...(kustomized ? { elsewhere: 'a kustomization' } : own.length === 0 ? { elsewhere: sourceOf(manifest) } : {}),
      }
    })
  })
}

/** Compares what ran with what is rendered for the Applications of that name; without one, for those of what ran. */
export function compareApplication(
  resolved: Resolved,
  files: readonly RenderedFile[],
  name: string | undefined,
  ran: readonly Manifest[],
): readonly ApplicationComparison[] {
  const declared = declaredExplanations(resolved.differences, resolved.services)
  const clusters = new Map(resolved.clusters.map(cluster => [cluster.name, cluster.gitops]))
  return applicationFiles(resolved, files)
    .filter(each => name === undefined || each.name === name)
    .flatMap(({ name: application, cluster, manifest, objects: rendered }) => {
      const objects = rendered()
      const gitops = clusters.get(cluster)
      if (gitops === undefined) return []
      const namespace = at(manifest, 'spec', 'destination', 'namespace')
      const found = compare({
        ran: name === undefined ? ran.filter(each => objects.some(object => alike(each, object.manifest))) : ran,
        rendered: objects,
        ...(typeof namespace === 'string' ? { namespace } : {}),
        application: manifest,
        gitops,
        declared,
      })
      return name === undefined && found.ran === 0 ? [] : [{ application, cluster, ...found }]
    })
}

function alike(a: Manifest, b: Manifest): boolean {
  return a.kind === b.kind && a.metadata.name === b.metadata.name
}

function objectsOf(files: readonly RenderedFile[]): readonly RenderedManifest[] {
  return files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ content, sources }) => {
      const manifest: unknown = parse(content)
      return isManifest(manifest) ? [{ manifest, sources }] : []
    })
}

function sourceOf(manifest: Manifest): string {
  const sources = at(manifest, 'spec', 'sources') ?? [at(manifest, 'spec', 'source') ?? {}]
  const [first] = Array.isArray(sources) ? sources : []
  return `${String(at(first, 'repoURL'))}${at(first, 'helm') === undefined ? '' : ' (a chart)'}`
}
