import type { Cluster, Finding } from '@homelab/estate/model'
import type { ObjectFile } from '../../cluster/files.ts'
import { fits } from '../../compare/glob.ts'
import { at, type Json } from '../../compare/json.ts'
import type { Member } from '../group.ts'
import type { ApplicationSource } from './application.ts'
import { globs } from './other-sources.ts'
import { secretType } from './secret-type.ts'
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
  const credentials = credentialsIn(objects, cluster)
  const covered = credentials.flatMap(({ url, found }) => (found ? [url] : []))
  const all = applications.filter(({ manifest }) => manifest.kind === 'Application').map(sourced)
  const lost = credentials.flatMap(unfound)
  // Whether a repository is covered nobody knows before they are found.
  const asked = lost.length > 0 ? [] : covered
  const wrong = all.flatMap(each => {
    const first = members.find(({ application }) => application.name === each.name)
    if (first === undefined) return []
    const { service } = first
    return [
      ...unreadable(each),
      ...uncovered(each, asked),
      ...astray(each, cluster),
      ...unreferred(each),
      ...appliedValues(each),
      ...borrowed(each, all),
    ].map(
      ({ problem, got, fix }): Finding => ({
        code: 'unprovided-reference',
        where: { subject: service.name, path: `application ${each.name}`, file: service.file },
        ...{ problem, got, fix },
      }),
    )
  })
  return [...lost, ...wrong]
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

interface Credential {
  readonly object: ObjectFile
  readonly url: string
  /** What kind of Secret, by which Argo CD finds it, and of repository it says to be. */
  readonly label: Json | undefined
  readonly type: Json | undefined
  readonly found: boolean
}

const secretTypes: readonly unknown[] = ['repo-creds', 'repository', 'repo-write-creds', 'repository-write']
const repositoryTypes: readonly unknown[] = ['git', 'helm', 'oci']

/**
 * Secrets of repositories, as they are and as they were meant: each has an address, and they stand beside Argo CD.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repository-credentials
 */
function credentialsIn(objects: readonly ObjectFile[], cluster: Cluster): readonly Credential[] {
  const { namespace } = argoCdOf(cluster)
  return objects.flatMap(object => {
    const manifest = plain(object)
    const isSecret = object.manifest.kind === 'Secret'
    const secret = isSecret ? manifest : at(manifest, 'spec', 'target', 'template')
    const said = at(secret, 'metadata', 'labels', secretType)
    const data = at(secret, isSecret ? 'stringData' : 'data')
    const [url, type] = [at(data, 'url'), at(data, 'type')]
    const found = secretTypes.includes(said)
    const isMeant = found || (object.manifest.metadata.namespace === namespace && type !== undefined)
    return isMeant && typeof url === 'string' ? [{ object, url, label: said, type, found }] : []
  })
}

function unfound({ object, label: said, type, found }: Credential): readonly Finding[] {
  const { service: subject, source: file, manifest } = object
  const where = { subject, path: `secrets.${manifest.metadata.name}`, file }
  return [
    ...(found
      ? []
      : [
          {
            ...{
              code: 'unprovided-reference' as const,
              where,
              got: said === undefined ? 'none' : JSON.stringify(said),
            },
            problem: `Argo CD finds the Secret of a repository by its label ${secretType}, and this one has none that it knows`,
            expected: secretTypes.join(' or '),
            fix: 'correct the label (`templateLabels`)',
          },
        ]),
    ...(type === undefined || repositoryTypes.includes(type)
      ? []
      : [
          {
            ...{ code: 'unknown-word' as const, where, got: JSON.stringify(type) },
            problem: 'Argo CD knows no repositories of this type',
            expected: repositoryTypes.join(', '),
            fix: 'correct it',
          },
        ]),
  ]
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

/**
 * Values of a chart in a folder whose files are applied as they are: what is no object stops the sync.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/directory/#including-only-certain-files
 */
function appliedValues({ sources }: Sourced): readonly Fault[] {
  const refs = new Map<string, string>(
    sources.flatMap(({ ref, repoURL }) => (ref === undefined ? [] : [[`$${ref}`, repoURL]])),
  )
  const isOf = (pattern: string, file: string): boolean => globs(pattern).some(each => fits(each, file))
  return valueFilesOf(sources).flatMap(got => {
    const [ref = '', ...path] = got.split('/')
    const file = path.pop() ?? ''
    const applying = sources.filter(
      source => source.repoURL === refs.get(ref) && source.path === path.join('/') && source.helm === undefined,
    )
    return applying
      .filter(({ directory: { include, exclude } = {} }) => {
        const isExcluded = exclude !== undefined && exclude !== '' && isOf(exclude, file)
        return !isExcluded && (include === undefined || include === '' || isOf(include, file))
      })
      .map(() => ({
        problem: 'it applies the files of this folder, values of its own chart among them',
        got,
        fix: 'leave that file out (`directory: { exclude }`), or correct its name',
      }))
  })
}
