import type { Estate, ResolvedWithWorkloads } from '@homelab/estate/model'
import { argoCdOf } from '@homelab/kubernetes'
import { type KubeObject, objectsIn } from './objects.ts'
import { resolvedOnce } from './opened.ts'

/** What exists, as rendered files and the estate say: what a command may name. */
export interface Names {
  readonly resolved: ResolvedWithWorkloads
  readonly objects: readonly KubeObject[]
  readonly applications: ReadonlySet<string>
  readonly namespaces: ReadonlySet<string>
  /** Host names of routes. */
  readonly hostnames: ReadonlySet<string>
  /** Whether a path from the repository's root is a rendered file or folder. */
  readonly isRendered: (path: string) => boolean
  readonly isHandwritten: (path: string) => boolean
  readonly hasObject: (kind: string, namespace: string | undefined, name: string) => boolean
  /** Whether a word stands anywhere in a rendered file whose path matches. */
  readonly says: (path: RegExp, word: string) => boolean
}

/** Objects that upstream's manifests make, which are not rendered: facts K4. */
const upstream = [
  'argocd Service argocd-server',
  'argocd Deployment argocd-server',
  'argocd ConfigMap argocd-ssh-known-hosts-cm',
]

export function namesOf(estate: Estate, files: ReadonlyMap<string, string>): Names {
  const resolved = resolvedOnce(estate)
  const objects = objectsIn(files)
  const applications = objects.filter(({ kind }) => kind === 'Application')
  const kustomizations = objects.filter(({ kind }) => kind === 'Kustomization')
  const known = new Set([...objects.map(identity), ...upstream])
  const [cluster] = resolved.clusters
  const rendered = cluster?.source.rendered ?? 'dist'
  const handwritten = cluster?.delivery.kind === 'argocd' ? argoCdOf(cluster).handwritten : ''
  const below = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`)
  return {
    resolved,
    objects,
    applications: new Set([...applications, ...kustomizations].map(({ metadata }) => metadata.name)),
    namespaces: new Set(
      [
        ...applications.map(({ spec }) => String(spec.destination.namespace)),
        ...objects.map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : (metadata.namespace ?? ''))),
        ...appliedInto(files),
      ].filter(Boolean),
    ),
    hostnames: new Set(resolved.routes.map(({ hostname }) => hostname)),
    isRendered: path => {
      const inside = path.slice(rendered.length + 1)
      return below(rendered, path) && [...files.keys()].some(file => below(inside, file))
    },
    isHandwritten: path => below(`${handwritten}/apps`, path),
    hasObject: (kind, namespace = '', name) =>
      known.has(`${namespace} ${kind} ${name}`) ||
      // https://cloudnative-pg.io/documentation/current/service_management/
      (kind === 'Service' && name.endsWith('-rw') && known.has(`${namespace} Cluster ${name.slice(0, -3)}`)),
    says: (path, word) => [...files].some(([file, text]) => path.test(file) && text.includes(word)),
  }
}

function identity({ kind, metadata: { namespace = '', name } }: KubeObject): string {
  return `${namespace} ${kind} ${name}`
}

/** The host that `user@host`, or a name or address of the local network, leads to. */
export function hostOf({ resolved }: Names, target: string): string | undefined {
  const [, user, address] = /^(?:([^@]+)@)?(.+)$/.exec(target) ?? []
  const host = resolved.hosts.find(({ name, lanAddress }) => name === address || lanAddress === address)
  return host !== undefined && (user === undefined || host.user === user) ? host.name : undefined
}

/** The namespaces that a folder's script makes for its groups: the second column of its list. */
function appliedInto(files: ReadonlyMap<string, string>): readonly string[] {
  const lists = [...files].flatMap(([path, text]) => (path.endsWith('/groups.tsv') ? text.split('\n') : []))
  return lists.flatMap(line => line.split('\t')[1] ?? []).filter(namespace => namespace !== '-')
}
