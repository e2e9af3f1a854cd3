import { programParts } from '@homelab/ansible-gen'
import type { Cluster, Resolved, ResolvedDifference } from '@homelab/estate/model'
import { type Block, bullets, code, command, noted, paragraph, prose, section, shell } from '@homelab/formats/page'
import type { DeliveryGuides } from '@homelab/kubernetes/delivery'
import { rulesOf } from '@homelab/kubernetes/rules'
import { type Context, linkService } from '../context.ts'
import { adoptionOrder, applicationsOf, shownBy, startOrder } from '../model/applications.ts'
import { guidedCluster, guidesOf, wordsOf } from '../model/delivery.ts'
import { factsOf } from '../model/facts.ts'
import { ansibleFolder, renderedFolder } from '../model/host.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { git, mise } from '../shell/programs.ts'
import { compareLive, groupToAdopt, oneGroup, overview } from './adopt-application.ts'
import { adoptWhole, eachGroup, wholeOf } from './delivered.ts'
import { ansibleHosts } from './roles.ts'

/** From hand-written manifests to rendered ones, one group at a time. */
export function adoptGuide(resolved: Resolved): readonly Page[] {
  if (resolved.clusters.length === 0) return []
  return [
    wholePage(resolved, {
      path: 'guides/adopt',
      title: 'Adopt what is rendered',
      tags: ['how-to', 'adoption'],
      about: `switch from hand-written manifests, one ${wordsOf(factsOf(resolved)).noun} at a time, with the way back`,
      body: context => [
        before(context),
        resolved.clusters.map(cluster => clusterSteps(context, cluster)),
        hosts(context),
        after(context),
      ],
    }),
  ]
}

function before(context: Context): Block {
  const { resolved, site } = context
  const rendered = renderedFolder(resolved)
  const { noun, done, branch } = wordsOf(context)
  return [
    paragraph(
      'Nothing is recreated whose names, selectors, claims and volumes the estate states as they are today.',
      `Before each ${noun} is ${done}, ${code('mise run compare')} puts the objects that run beside those that are rendered: what cannot be changed in place, or what nothing below explains, is a reason to stop.`,
      'The hand-written files stay where they are until the end, so that every step can be taken back.',
    ),
    section(
      'Before',
      bullets([
        `The branch that ${branch} holds ${code(`${rendered}/`)}, rendered and without findings.`,
        `The last backup is fresh: see ${site.link('backups')}.`,
        `You have read ${site.link('differences')}.`,
        `Each command ends with 0 before the next one runs: in the blocks below, which are pasted whole, that is what ${code('&&')} is for. Where one stops, the way back of that ${noun} is open.`,
      ]),
      shell(
        mise('check'),
        mise('synth', '--check'),
        noted('the state to come back to', git('tag', 'before-adoption')),
        git('push', 'origin', 'before-adoption'),
      ),
    ),
  ]
}

function clusterSteps(context: Context, cluster: Cluster): Block {
  const whole = wholeOf(context, cluster)
  if (whole !== undefined) return adoptWhole(cluster, whole)
  const guides = guidesOf(context, cluster)
  return guides === undefined
    ? section(`Bring what is rendered into ${cluster.name}`, eachGroup(context, cluster))
    : inTurn(context, cluster, guides)
}

/** As its delivery says, with what each group shows. */
function inTurn(context: Context, cluster: Cluster, guides: DeliveryGuides): Block {
  const { adopt, words } = guides
  const of = { ...guidedCluster(context, cluster), compare: compareLive }
  const groups = applicationsOf(context, cluster)
  const order = adopt.inStartOrder === true ? startOrder(context, cluster, groups) : adoptionOrder(groups)
  return [
    adopt.begin(of),
    section(
      'Expected everywhere',
      bullets([
        ...rulesOf([cluster], context.parts)
          .filter(({ ofDelivery }) => ofDelivery !== true)
          .map(({ says }) => prose(says)),
        ...adopt.everywhere,
      ]),
      paragraph(
        `What else differs stands below with its ${words.noun} and its fields; the comparison fails where anything does not.`,
        `The commands use the context ${code(cluster.context)}.`,
      ),
    ),
    section(
      `One ${words.noun} at a time`,
      overview(context, order, words),
      order.map(each => oneGroup(context, of, each, guides)),
    ),
    adopt.allBack(
      of,
      order.map(each => groupToAdopt(context, each)),
    ),
  ]
}

function hosts(context: Context): Block {
  const played = ansibleHosts(context)
  if (played.length === 0) return undefined
  return section(
    'Hosts',
    paragraph(
      'The rendered roles write the same files under the same names.',
      `${['Look at one role at a time', ...adopting(context, played)].join('; ')}.`,
    ),
    played.map(({ host, roles }) => [
      shell({
        ...command('ansible-playbook', `playbooks/${host.name}.yml`, '--check', '--diff'),
        folder: ansibleFolder(context),
        note: `what would change on ${host.name}; then again with --tags and one of the roles, and without --check`,
      }),
      paragraph(
        `Roles: ${roles.map(({ role, service }) => `${code(role)} (${linkService(context, service)})`).join(', ')}.`,
      ),
    ]),
    warnings(context),
  )
}

/** What the parts of the programs say of a first run, each once. */
function adopting({ parts }: Context, played: ReturnType<typeof ansibleHosts>): readonly string[] {
  const programs = played.flatMap(({ roles }) => roles.flatMap(role => role.programs))
  return [...new Set(programs.flatMap(({ part }) => programParts.of(parts, part)?.adopting ?? []))].map(prose)
}

/** What an operator must know before, where no group shows it. */
function warnings(context: Context): Block {
  const { resolved, find } = context
  const told = resolved.differences.filter(each => each.adoption !== undefined && shownBy(context, each) === undefined)
  if (told.length === 0) return undefined
  const title = ({ service }: ResolvedDifference): string =>
    find.service(service ?? '') === undefined ? '' : `${linkService(context, service ?? '')}: `
  return [
    paragraph('Look, before the first run:'),
    bullets(told.map(each => `${title(each)}${prose(each.what)}: ${prose(each.adoption ?? '')}`)),
  ]
}

/** What is left to do with all clusters that one delivery has. */
function after(context: Context): Block {
  const byGuides = Map.groupBy(context.resolved.clusters, cluster => guidesOf(context, cluster))
  return [...byGuides].map(([guides, clusters]) =>
    guides?.adopt.end(clusters.map(cluster => guidedCluster(context, cluster))),
  )
}
