import { programParts } from '@homelab/ansible-gen'
import { type ResolvedDifference, renderedFolder } from '@homelab/estate/model'
import { type Block, code, command, prose } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { rulesOf } from '@homelab/kubernetes/rules'
import { type Context, linkService } from '../context.ts'
import { shownBy } from '../model/applications.ts'
import { guidedCluster, guidesOf, wordsOf } from '../model/delivery.ts'
import { ansibleFolder } from '../model/host.ts'
import { installCollections } from '../shell/changes.ts'
import { compareGroups, groupGiven, groupsInOrder, overview, toAdopt } from './adopt-application.ts'
import {
  deliverWhole,
  eachGroup,
  type GuidedDelivery,
  guidedDelivery,
  otherDelivery,
  wholeDelivery,
} from './delivered.ts'
import { guide } from './guide.ts'
import { ansibleHosts, type Role } from './roles.ts'

/** From hand-written manifests to rendered ones, one group at a time. */
export const adoptGuide = guide(import.meta.url, {
  when: ({ clusters }) => clusters.length > 0,
  given: {
    noun: context => wordsOf(context).noun,
    done: context => wordsOf(context).done,
    branch: context => wordsOf(context).branch,
    rendered: ({ resolved }) => code(`${renderedFolder(resolved)}/`),
    clusters: each(({ resolved }) => resolved.clusters, {
      cluster: ({ name }) => name,
      context: ({ context }) => code(context),
      wholeDelivery: one(wholeDelivery, { compare: compareGroups, deliver: deliverWhole }),
      guidedDelivery: one(guidedDelivery, {
        noun: ({ guides }) => guides.words.noun,
        begin: delivery => delivery.guides.adopt.begin(toAdopt(delivery)),
        everywhere: each(everywhere, { says: says => says }),
        overview: (delivery, context) => overview(context, delivery),
        groups: each(groupsInOrder, groupGiven),
        allBack: (delivery, context) =>
          delivery.guides.adopt.allBack(
            toAdopt(delivery),
            groupsInOrder(delivery, context).map(({ given }) => given),
          ),
      }),
      otherDelivery: one(otherDelivery, eachGroup),
    }),
    hasHosts: context => ansibleHosts(context).length > 0,
    firstRuns: each(firstRuns, { says: prose }),
    collections: installCollections,
    hosts: each(ansibleHosts, {
      host: ({ host }) => host.name,
      preview: ({ host }, context) => ({
        ...command('ansible-playbook', `playbooks/${host.name}.yml`, '--check', '--diff'),
        folder: ansibleFolder(context),
      }),
      isOneRole: ({ roles }) => roles.filter(({ isNew }) => !isNew).length === 1,
      roles: ({ roles }, context) =>
        namedRoles(
          roles.filter(({ isNew }) => !isNew),
          context,
        ),
      newRoles: ({ roles }, context) =>
        namedRoles(
          roles.filter(({ isNew }) => isNew),
          context,
        ),
    }),
    hasWarnings: context => warnings(context).length > 0,
    warnings: each(warnings, {
      service: ({ service = '' }, context) =>
        context.find.service(service) === undefined ? '' : linkService(context, service),
      what: ({ what }) => prose(what),
      adoption: ({ adoption = '' }) => prose(adoption),
    }),
    end,
  },
})

/** What every group shows. */
function everywhere({ of, guides }: GuidedDelivery, { parts }: Context): readonly string[] {
  const rules = rulesOf([of.cluster], parts).filter(({ ofDelivery }) => ofDelivery !== true)
  return [...rules.map(({ says }) => prose(says)), ...guides.adopt.everywhere]
}

function namedRoles(roles: readonly Role[], context: Context): string {
  return roles.map(({ role, service }) => `${code(role)} (${linkService(context, service)})`).join(', ')
}

/** What the parts of the programs say of a first run, each once. */
function firstRuns(context: Context): readonly string[] {
  const programs = ansibleHosts(context).flatMap(({ roles }) => roles.flatMap(role => role.programs))
  return [...new Set(programs.flatMap(({ part }) => programParts.of(context.parts, part)?.adopting ?? []))]
}

/** What an operator must know before, where no group shows it. */
function warnings(context: Context): readonly ResolvedDifference[] {
  return context.resolved.differences.filter(
    each => each.adoption !== undefined && shownBy(context, each) === undefined,
  )
}

/** What is left to do with all clusters that one delivery has. */
function end(context: Context): Block {
  const byGuides = Map.groupBy(context.resolved.clusters, cluster => guidesOf(context, cluster))
  return [...byGuides].map(([guides, clusters]) =>
    guides?.adopt.end(clusters.map(cluster => guidedCluster(context, cluster))),
  )
}
