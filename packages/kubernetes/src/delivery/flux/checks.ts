import type { Cluster, Finding } from '@homelab/estate/model'
import { chartSource } from '../../parts/chart/source.ts'
import type { Member } from '../group.ts'
import { fluxOf } from './settings.ts'

/** What somebody writes by hand elsewhere no folder holds. */
export function checkRendered(members: readonly Member[]): Finding[] {
  return members
    .filter(({ rendered }) => !rendered)
    .map(({ application, service, cluster }) => ({
      code: 'unclaimed-workload',
      where: { subject: service.name, path: `application ${application.name}`, file: service.file },
      problem: `Flux brings to ${cluster.name} what is rendered, and nothing of this group is`,
      fix: 'state what it is made of, or leave the group out and give it a Kustomization by hand',
    }))
}

/** A tag or commit that stays what it is. https://git-scm.com/docs/git-check-ref-format */
const pinned = /^(?:[0-9a-f]{40}|[\w./+-]*\d+\.\d+[\w./+-]*)$/

/** Charts that would change by themselves, or that no Git has: Flux takes a tag or commit, and a range is neither. */
export function checkCharts(members: readonly Member[]): Finding[] {
  return members.flatMap(({ chart, service }): readonly Finding[] => {
    // Of what has a version that is looked at already.
    if (chart === undefined || chartSource(chart).by !== 'git' || pinned.test(chart.revision)) return []
    return [
      {
        code: 'invalid-version',
        where: { subject: service.name, path: 'workload.revision', file: service.file },
        problem: 'Flux takes a chart from a tag or commit, and this is a range, or moves',
        got: chart.revision,
        expected: 'a tag with a version of at least two numbers, or a whole commit',
        fix: 'pin the version, or accept it with a reason',
      },
    ]
  })
}

/** Repositories that Flux can't read: https://fluxcd.io/flux/components/source/gitrepositories/#url */
export function checkRepositories(cluster: Cluster, members: readonly Member[], file: string): Finding[] {
  const { credentials = [] } = fluxOf(cluster)
  const own = { subject: cluster.name, path: 'source.repository', file }
  const all = [
    { url: cluster.source.repository, where: own },
    ...members.flatMap(({ chart, service }) =>
      chart === undefined || chartSource(chart).by !== 'git'
        ? []
        : [
            {
              url: chart.repository,
              where: { subject: service.name, path: 'workload.repository', file: service.file },
            },
          ],
    ),
  ]
  return all.flatMap(({ url, where }): readonly Finding[] => {
    if (!/^(?:https?|ssh):\/\//.test(url))
      return [
        {
          ...{ code: 'unknown-word', where, problem: 'Flux knows no such address of a repository', got: url },
          ...{ expected: 'https://, http:// or ssh://', fix: 'write git@host:path as ssh://git@host/path' },
        },
      ]
    if (!url.startsWith('ssh:') || credentials.some(each => url.startsWith(each.for))) return []
    return [
      {
        ...{ code: 'unprovided-reference', where, problem: 'Flux has no credential for this repository', got: url },
        fix: `correct it, or give a credential of Flux its address (there is ${credentials.map(each => each.for).join(', ') || 'none'})`,
      },
    ]
  })
}
