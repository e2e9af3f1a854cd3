import type { Cluster, Finding, Resolved } from '@homelab/estate/model'
import type { ObjectFile } from '../../cluster/files.ts'
import { at, type Json } from '../../compare/json.ts'
import type { ToDeliver } from '../contract.ts'
import { secretType } from './secret-type.ts'
import { argoCdOf, isArgoCd } from './settings.ts'

/** The Argo CD of another cluster delivers to it. */
export function isElsewhere({ delivery }: Cluster): boolean {
  return delivery.from !== undefined
}

/** Where the Argo CD of a cluster runs; nothing where there is none. */
export function homeOf({ clusters }: Pick<Resolved, 'clusters'>, cluster: Cluster): Cluster | undefined {
  const { from } = cluster.delivery
  if (from === undefined) return cluster
  return clusters.find(({ name, delivery }) => name === from && isArgoCd(delivery) && delivery.from === undefined)
}

/**
 * What would keep one Argo CD from delivering to several clusters: a cluster that it cannot reach, or where others could
 * read along, a Secret for one that there is none of, Applications and projects of two clusters that have one name, since all lie in
 * one namespace.
 */
export function checkElsewhere(all: ToDeliver): Finding[] {
  const { resolved, cluster, objects } = all
  if (isElsewhere(cluster)) return [...unserved(resolved, cluster), ...overheard(resolved, cluster), ...sameNames(all)]
  return checkReached(resolved, cluster, [...objects.values()].flat())
}

function unserved(resolved: Resolved, cluster: Cluster): readonly Finding[] {
  if (homeOf(resolved, cluster) !== undefined) return []
  return [
    {
      code: 'unprovided-reference',
      where: { subject: cluster.name, path: 'delivery', file: resolved.file },
      problem: 'no Argo CD runs in the cluster from which it is to be delivered to',
      got: cluster.delivery.from ?? '',
      fix: 'list that cluster, and let its own `argoCd` deliver to it',
    },
  ]
}

/** With every question goes the token by which one has the cluster. */
function overheard({ file }: Resolved, cluster: Cluster): readonly Finding[] {
  const { api = '' } = argoCdOf(cluster)
  if (/^https:\/\/[^/\s@]+(?:\/\S*)?$/.test(api)) return []
  return [
    {
      code: 'unknown-word',
      where: { subject: cluster.name, path: 'delivery.api', file },
      problem: 'here no API answers that Argo CD may send its token to: it is to be encrypted',
      got: JSON.stringify(api),
      expected: 'one such as https://192.0.2.31:6443',
      fix: 'write the address of the API server by which its certificate is known',
    },
  ]
}

/** @param objects everything that is rendered for the cluster in which Argo CD runs */
function checkReached(resolved: Resolved, home: Cluster, objects: readonly ObjectFile[]): Finding[] {
  const others = resolved.clusters.filter(each => isElsewhere(each) && homeOf(resolved, each) === home)
  const secrets = objects.flatMap(clusterSecretIn)
  const names = others.map(({ name }) => name)
  return [
    ...others
      .filter(({ name }) => !secrets.some(secret => secret.name === name))
      .map(
        (each): Finding => ({
          code: 'unprovided-reference',
          where: { subject: each.name, path: 'delivery', file: resolved.file },
          problem: `the Argo CD of ${home.name} has no Secret by which it reaches this cluster`,
          ...(secrets.length > 0 && { got: secrets.map(({ name }) => name).join(', ') }),
          expected: each.name,
          fix: 'give it one (`clusterSecret`), or accept it where the Secret is made by hand',
        }),
      ),
    ...secrets
      .filter(({ name }) => !names.includes(name))
      .map(
        ({ name, object }): Finding => ({
          code: 'unprovided-reference',
          where: { subject: object.service, path: `secrets.${object.manifest.metadata.name}`, file: object.source },
          problem: `by this Secret the Argo CD of ${home.name} reaches a cluster to which it delivers nothing`,
          got: name,
          ...(names.length > 0 && { expected: names.join(' or ') }),
          fix: 'let `argoCdIn` deliver to that cluster, or leave the Secret out: whoever reads it has the cluster',
        }),
      ),
  ]
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters */
function clusterSecretIn(object: ObjectFile): readonly { readonly name: string; readonly object: ObjectFile }[] {
  const manifest = object.manifest as unknown as Json
  const isSecret = object.manifest.kind === 'Secret'
  const secret = isSecret ? manifest : at(manifest, 'spec', 'target', 'template')
  if (at(secret, 'metadata', 'labels', secretType) !== 'cluster') return []
  return [{ name: String(at(secret, isSecret ? 'stringData' : 'data', 'name')), object }]
}

/** Clusters that one Argo CD delivers to come in the order of the estate, its own first: the later one is to be renamed. */
function sameNames({ resolved, cluster, members }: ToDeliver): readonly Finding[] {
  const home = homeOf(resolved, cluster)
  if (home === undefined) return []
  const sharing = resolved.clusters.filter(each => isElsewhere(each) && homeOf(resolved, each) === home)
  const before = [home, ...sharing.slice(0, sharing.indexOf(cluster))]
  const { root, project } = argoCdOf(cluster)
  const named = before.flatMap(each => namesIn(resolved, each).map(name => ({ name, cluster: each.name })))
  const taken = (name: string): string | undefined => named.find(each => each.name === name)?.cluster
  const finding = (kind: string, name: string, other: string, where: Finding['where']): Finding => ({
    code: 'duplicate-object',
    where,
    problem: `the Argo CD of ${home.name} has ${kind} of this name already, for ${other}`,
    got: name,
    fix: 'rename one of the two',
  })
  const own = { subject: cluster.name, file: resolved.file }
  const [otherRoot, otherProject] = [taken(root), before.find(each => argoCdOf(each).project === project)]
  const groups = new Map(members.map(member => [member.application.name, member]))
  return [
    ...(otherRoot === undefined ? [] : [finding('an Application', root, otherRoot, { ...own, path: 'delivery.root' })]),
    ...(otherProject === undefined
      ? []
      : [finding('a project', project, otherProject.name, { ...own, path: 'delivery.project' })]),
    ...[...groups.values()].flatMap(({ application: { name }, service }) => {
      const other = taken(name)
      if (other === undefined) return []
      const where = { subject: service.name, path: `application ${name}`, file: service.file }
      return [finding('an Application', name, other, where)]
    }),
  ]
}

function namesIn({ services }: Resolved, cluster: Cluster): readonly string[] {
  const here = services.filter(({ at: place }) => place.kind === 'cluster' && place.name === cluster.name)
  return [
    argoCdOf(cluster).root,
    ...here.flatMap(({ runs }) => runs.deliveries.flatMap(each => (each.by === 'delivery' ? [each.group] : []))),
  ]
}
