import type { Cluster, Resolved, ResolvedDifference } from '@homelab/estate/model'
import {
  type Block,
  blank,
  bullets,
  chain,
  code,
  command,
  noted,
  paragraph,
  prose,
  section,
  shell,
} from '@homelab/formats/page'
import { isArgoCd } from '@homelab/kubernetes'
import { rulesOf } from '@homelab/kubernetes/rules'
import { type Context, linkService } from '../context.ts'
import { isNew } from '../model/adoption.ts'
import { adoptionOrder, applicationsOf, type Group, shownBy } from '../model/applications.ts'
import { ansibleFolder, renderedFolder } from '../model/host.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { diff, gitopsOf, sync } from '../shell/argocd.ts'
import { argocd, git, kubectl, mise } from '../shell/programs.ts'
import { compareLive, oneApplication, overview, rollOut } from './adopt-application.ts'
import { argocdLogin } from './argocd-login.ts'
import { adoptWhole, eachGroup, wholeOf } from './delivered.ts'
import { ansibleHosts } from './roles.ts'

/** From hand-written manifests to rendered ones, one Application at a time. */
export function adoptGuide(resolved: Resolved): readonly Page[] {
  if (resolved.clusters.length === 0) return []
  return [
    wholePage(resolved, {
      path: 'guides/adopt',
      title: 'Adopt what is rendered',
      tags: ['how-to', 'adoption'],
      about: 'switch from hand-written manifests, one Application at a time, with the way back',
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
  return [
    paragraph(
      'Nothing is recreated whose names, selectors, claims and volumes the estate states as they are today.',
      `Before each Application is synced, ${code('mise run compare')} puts the objects that run beside those that are rendered: what cannot be changed in place, or what nothing below explains, is a reason to stop.`,
      'The hand-written files stay where they are until the end, so that every step can be taken back.',
    ),
    section(
      'Before',
      bullets([
        `The branch that ${context.resolved.clusters.some(({ delivery }) => isArgoCd(delivery)) ? 'Argo CD reads' : 'is applied'} holds ${code(`${rendered}/`)}, rendered and without findings.`,
        `The last backup is fresh: see ${site.link('backups')}.`,
        `You have read ${site.link('differences')}.`,
        'Each command ends with 0 before the next one runs: in the blocks below, which are pasted whole, that is what `&&` is for. Where one stops, the way back of that Application is open.',
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
  if (!isArgoCd(cluster.delivery))
    return section(`Bring what is rendered into ${cluster.name}`, eachGroup(context, cluster))
  const { name, context: kubeContext } = cluster
  const gitops = gitopsOf(cluster)
  const all = applicationsOf(context, cluster)
  const order = adoptionOrder(all)
  const kept = all.filter(({ rendered }) => !rendered)
  const apps = `${gitops.folder}/apps`
  return [
    section(
      `Switch the root of ${name}`,
      paragraph(
        `The root Application ${code(gitops.root)} reads another folder from now on: ${code(`${gitops.rendered}/${apps}`)} instead of ${code(`${gitops.handwritten}/apps`)}.`,
        'That alone changes no other Application: nothing is synced by itself.',
      ),
      argocdLogin(context, cluster),
      shell(
        noted(
          'the age of a claim must be the same afterwards',
          kubectl(cluster, undefined, 'get', 'persistentvolumeclaims', '--all-namespaces'),
        ),
      ),
      chain(
        argocd('app', 'set', gitops.root, '--path', `${gitops.rendered}/${apps}`),
        noted('that something differs is no error; an error ends it with 20', diff(gitops.root)),
        compareLive(gitops.root),
      ),
      bullets(
        rulesOf([cluster], context.parts)
          .filter(({ ofDelivery }) => ofDelivery === true)
          .map(({ says }) => prose(says)),
      ),
      paragraph(
        `Never sync with ${code('--prune')} before the end, and never sync ${code(gitops.root)} as a whole: each Application has its turn.`,
        kept.length === 0
          ? ''
          : `These stay hand-written and show no difference: ${kept.map(each => code(each.name)).join(', ')}.`,
      ),
    ),
    section(
      'Expected everywhere',
      bullets([
        ...rulesOf([cluster], context.parts)
          .filter(({ ofDelivery }) => ofDelivery !== true)
          .map(({ says }) => prose(says)),
        'objects that are no longer rendered are shown as “requires pruning”: leave them. A sync that leaves some ends with 1, although it went well: look at its phase, and go on with the command behind it',
      ]),
      paragraph(
        'What else differs stands below with its Application and its fields; the comparison fails where anything does not.',
        `The commands use the context ${code(kubeContext)}.`,
      ),
    ),
    section(
      'One Application at a time',
      overview(context, order),
      order.map(each => oneApplication(context, each)),
    ),
    wayBack(context, cluster, order),
  ]
}

/** Each Application has its own way back in its section; this is the one for all. */
function wayBack(context: Context, cluster: Cluster, order: readonly Group[]): Block {
  const { root, handwritten } = gitopsOf(cluster)
  const older = order.filter(application => !isNew(context, application)).toReversed()
  return section(
    'The way back',
    paragraph(
      'One Application goes back as its section says. For all of them: the root goes back as a whole, and then each of them, the last one first.',
      'Data is where it was: claims and volumes keep their names either way.',
    ),
    chain(
      argocd('app', 'set', root, '--path', `${handwritten}/apps`),
      sync(root),
      ...older.flatMap(application => rollOut(context, application, 'handwritten')),
    ),
  )
}

function hosts(context: Context): Block {
  const played = ansibleHosts(context)
  if (played.length === 0) return undefined
  return section(
    'Hosts',
    paragraph(
      'The rendered roles write the same files under the same names.',
      'Look at one role at a time; a LaunchAgent whose label changed is unloaded before the new one starts.',
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

/** What an operator must know before, where no Application shows it. */
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

/** Argo CD prunes what it no longer finds in a source; what people keep by hand must have left its folders before. */
function after(context: Context): Block {
  const clusters = context.resolved.clusters.filter(({ delivery }) => isArgoCd(delivery))
  if (clusters.length === 0) return undefined
  const external = clusters.flatMap(cluster => applicationsOf(context, cluster).filter(({ rendered }) => !rendered))
  return section(
    'After',
    paragraph(
      external.length === 0
        ? 'Nothing is hand-written any more: look at what each Application would prune, and prune it.'
        : `Prune nothing while an Application is hand-written: ${external.map(({ name }) => code(name)).join(', ')}. When none is left, look at what each Application would prune.`,
    ),
    shell(
      ...clusters.map(cluster => sync(gitopsOf(cluster).root, '--prune', '--dry-run')),
      noted('then each of the others', sync(blank('NAME'), '--prune', '--dry-run')),
    ),
  )
}
