import type { Cluster, Finding } from '@homelab/estate/model'
import type { ObjectFile } from '../../cluster/files.ts'
import { at, type Json } from '../../compare/json.ts'
import type { Member } from '../group.ts'
import type { ApplicationSource } from './application.ts'
import { argoCdOf } from './settings.ts'

interface Sourced {
  readonly name: string
  readonly sources: readonly ApplicationSource[]
}

/**
 * What Argo CD could not read of its Applications: a repository over SSH that no rendered credential covers, a folder of the
 * cluster's repository in which nobody writes, values of a source that has no such name or of another chart, a name that
 * nobody reads, and what is no repository.
 *
 * @param objects everything that is rendered for the cluster
 */
export function checkRepositories(
  cluster: Cluster,
  applications: readonly ObjectFile[],
  members: readonly Member[],
  objects: readonly ObjectFile[],
): Finding[] {
  const covered = credentialUrls(objects)
  const all = applications.filter(({ manifest }) => manifest.kind === 'Application').map(sourced)
  return all.flatMap(each => {
    const first = members.find(({ application }) => application.name === each.name)
    if (first === undefined) return []
    const { service } = first
    return [
      ...unreadable(each),
      ...uncovered(each, covered),
      ...astray(each, cluster),
      ...unreferred(each),
      ...borrowed(each, all),
    ].map(
      ({ problem, got, fix }): Finding => ({
        code: 'unprovided-reference',
        where: { subject: service.name, path: `application ${each.name}`, file: service.file },
        ...{ problem, got, fix },
      }),
    )
  })
}

type Fault = Required<Pick<Finding, 'problem' | 'got' | 'fix'>>

function plain({ manifest }: ObjectFile): Json {
  return manifest as unknown as Json
}

function sourced(object: ObjectFile): Sourced {
  const manifest = plain(object)
  const one = at(manifest, 'spec', 'source')
  const many = at(manifest, 'spec', 'sources')
  const sources = one === undefined ? (many ?? []) : [one]
  return { name: object.manifest.metadata.name, sources: sources as unknown as readonly ApplicationSource[] }
}

/** Secrets of repositories: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repository-credentials */
function credentialUrls(objects: readonly ObjectFile[]): readonly string[] {
  return objects.flatMap(object => {
    const manifest = plain(object)
    const isSecret = object.manifest.kind === 'Secret'
    const secret = isSecret ? manifest : at(manifest, 'spec', 'target', 'template')
    const type = at(secret, 'metadata', 'labels', 'argocd.argoproj.io/secret-type')
    const url = at(secret, isSecret ? 'stringData' : 'data', 'url')
    return (type === 'repo-creds' || type === 'repository') && typeof url === 'string' ? [url] : []
  })
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/private-repositories/; charts of a registry stand there without a scheme. */
function unreadable({ sources }: Sourced): readonly Fault[] {
  return (
    sources
      // One that is not there at all is a matter of types.
      .filter(({ repoURL, chart }) => chart === undefined && typeof repoURL === 'string' && !repositories.test(repoURL))
      .map(({ repoURL }) => ({
        problem: 'this is no address of a repository',
        got: JSON.stringify(repoURL),
        fix: 'write it as https://…, ssh://… or git@HOST:…',
      }))
  )
}

const repositories = /^(?:(?:https?|ssh):\/\/|[\w.-]+@[\w.-]+:)\S+$/

/** Charts have each their own values; in those of another one hardly a key means the same. */
function borrowed({ name, sources }: Sourced, all: readonly Sourced[]): readonly Fault[] {
  return valueFilesOf(sources).flatMap(got => {
    const other = all.find(each => each.name !== name && valueFilesOf(each.sources).includes(got))
    if (other === undefined || all.indexOf(other) > all.findIndex(each => each.name === name)) return []
    return [{ problem: `Application ${other.name} reads these values for another chart`, got, fix: 'name its own' }]
  })
}

function valueFilesOf(sources: readonly ApplicationSource[]): readonly string[] {
  return sources.flatMap(({ helm }) => helm?.valueFiles ?? []).filter(file => file.startsWith('$'))
}

/** Where credentials are made by hand alone, nobody knows which. */
function uncovered({ sources }: Sourced, covered: readonly string[]): readonly Fault[] {
  if (covered.length === 0) return []
  return sources
    .filter(({ repoURL }) => /^(ssh:|git@)/.test(repoURL) && !covered.some(url => repoURL.startsWith(url)))
    .map(({ repoURL }) => ({
      problem: 'Argo CD has no credential for this repository',
      got: repoURL,
      fix: `correct it, or give a Secret of repositories its address (there is ${covered.join(', ')})`,
    }))
}

function astray({ sources }: Sourced, cluster: Cluster): readonly Fault[] {
  const { repository, rendered } = cluster.source
  const folders = [rendered, argoCdOf(cluster).handwritten]
  return sources
    .filter(({ repoURL, path }) => repoURL === repository && path !== undefined)
    .filter(({ path = '' }) => !folders.some(folder => path === folder || path.startsWith(`${folder}/`)))
    .map(({ path = '' }) => ({
      problem: 'the folder is neither rendered nor that of what is hand-written',
      got: path,
      fix: `correct it: folders lie below ${folders.join(' or ')}`,
    }))
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/#helm-value-files-from-external-git-repository */
function unreferred({ sources }: Sourced): readonly Fault[] {
  const names = new Set(sources.flatMap(({ ref }) => (ref === undefined ? [] : [ref])))
  const read = new Set(
    sources.flatMap(({ helm }) => (helm?.valueFiles ?? []).flatMap(file => /^\$([^/]+)\//.exec(file)?.[1] ?? [])),
  )
  return [
    ...[...read]
      .filter(name => !names.has(name))
      .map(name => ({
        problem: 'it reads values of a source that has no such name',
        got: `$${name}`,
        fix: `give a source \`ref: '${name}'\`, or correct it`,
      })),
    ...[...names]
      .filter(name => !read.has(name))
      .map(name => ({
        problem: 'nothing reads values of the source with this name',
        got: name,
        fix: 'leave the source out, or read its values',
      })),
  ]
}
