import type { Finding, RenderedFile } from '@homelab/estate/model'
import { printManifest } from '@homelab/formats'
import { ApiObject, type Chart } from 'cdk8s'
import type { Manifest } from './manifest.ts'

/** An object with its file, before files are compared. */
export interface ObjectFile {
  readonly file: RenderedFile
  /** What must be unique in a cluster. */
  readonly identity: string
  readonly source: string
  /** The service whose scope holds it. */
  readonly service: string
  readonly manifest: Manifest
}

/** The comment that each rendered file begins with. */
export function header(sources: readonly string[]): string {
  return `Rendered from ${sources.join(', ')}; do not edit: change the source and run synth.`
}

/**
 * A chart's objects, one a file, `Kind-name.yaml`.
 *
 * @param sourceOf the declaring file of a service, by the id of the scope that holds its objects
 * @param finish what is added to an object before it is printed
 */
export function objectFiles(
  chart: Chart,
  folder: string,
  sourceOf: (scope: string) => string,
  finish: (manifest: Manifest) => Manifest = manifest => manifest,
): ObjectFile[] {
  return chart.node.children.flatMap(scope => {
    const source = sourceOf(scope.node.id)
    return scope.node
      .findAll()
      .filter(construct => ApiObject.isApiObject(construct))
      .map(construct => objectFile(construct, finish(construct.toJson()), folder, source, scope.node.id))
  })
}

function objectFile(
  { kind, apiGroup, name, metadata }: ApiObject,
  manifest: Manifest,
  folder: string,
  source: string,
  service: string,
): ObjectFile {
  return {
    file: {
      path: `${folder}/${kind}-${name}.yaml`,
      content: printManifest(manifest, header([source])),
      sources: [source],
      objects: 1,
    },
    identity: `${apiGroup === 'core' ? '' : `${apiGroup}/`}${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${name}`,
    source,
    service,
    manifest,
  }
}

/** Two objects of one identity would fight over one place in the cluster; those of one file are a `duplicate-path`. */
export function duplicateObjects(objects: readonly ObjectFile[]): Finding[] {
  const first = new Map<string, ObjectFile>()
  const paths = new Set<string>()
  return objects.flatMap(object => {
    const { identity, source, file } = object
    const other = first.get(identity)
    if (other === undefined) first.set(identity, object)
    const shared = paths.has(file.path)
    paths.add(file.path)
    if (other === undefined || shared) return []
    return [
      {
        code: 'duplicate-object',
        where: { subject: identity, file: source },
        problem: `${other.source} declares the same object`,
        fix: 'rename one of the two, or remove it',
      },
    ]
  })
}
