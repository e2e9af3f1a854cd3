import type { Cluster, Resolved, ResolvedDifference } from '@homelab/estate'
import { type Context, linkService } from '../context.ts'
import { adoptionOrder, applicationsOf, shownBy } from '../model/applications.ts'
import { manifestsFolder } from '../model/cluster.ts'
import { ansibleFolder, renderedFolder } from '../model/host.ts'
import { type Block, bullets, paragraph, section } from '../page/block.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { blank, command, noted, shell } from '../shell/command.ts'
import { argocd, git, kubectl, mise } from '../shell/programs.ts'
import { code, prose } from '../text.ts'
import { oneApplication, overview } from './adopt-application.ts'
import { argocdLogin } from './argocd-login.ts'
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
      'The difference of each Application shows whether it does: a selector, a claim or a persistent volume that changes there is a reason to stop.',
      'The hand-written files stay where they are until the end, so that every step can be taken back.',
    ),
    section(
      'Before',
      bullets([
        `The branch that Argo CD reads holds ${code(`${rendered}/`)}, rendered and without findings.`,
        `The last backup is fresh: see ${site.link('backups')}.`,
        `You have read ${site.link('differences')}.`,
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
  const { gitops, name, context: kubeContext } = cluster
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
        argocd('app', 'set', gitops.root, '--path', `${gitops.rendered}/${apps}`),
        argocd('app', 'diff', gitops.root),
      ),
      paragraph(
        'The difference shows Applications whose source moves, and nothing else.',
        `Never sync with ${code('--prune')} before the end, and never sync ${code(gitops.root)} as a whole: each Application has its turn.`,
        kept.length === 0
          ? ''
          : `These stay hand-written and show no difference: ${kept.map(each => code(each.name)).join(', ')}.`,
      ),
    ),
    section(
      'Expected everywhere',
      bullets([
        `the source of the Application moves to ${code(manifestsFolder(cluster, 'NAME'))}`,
        `Applications of charts read ${code(`${gitops.rendered}/${gitops.folder}/values/NAME.yaml`)} with the values of today`,
        `pods that read rendered files carry ${code('checksum/config')}, so that a changed file rolls them: they restart once`,
        `pods without a service account say ${code('automountServiceAccountToken: false')}`,
        'objects that are no longer rendered are shown as “requires pruning”: leave them',
      ]),
      paragraph(
        `Anything else that is not listed below is a reason to stop and ask. The commands use the context ${code(kubeContext)}.`,
      ),
    ),
    section(
      'One Application at a time',
      overview(context, order),
      order.map(each => oneApplication(context, each)),
    ),
    wayBack(cluster),
  ]
}

/** The old folder gives the old Application back; the root then looks at the rendered folder again. */
function wayBack({ gitops }: Cluster): Block {
  const { root, namespace, rendered, folder, handwritten } = gitops
  const name = { shell: '"$NAME"' }
  return section(
    'The way back',
    paragraph(`For one Application, with ${code('NAME')} set to it:`),
    shell(
      argocd('app', 'set', root, '--path', `${handwritten}/apps`),
      argocd('app', 'sync', root, '--resource', { shell: `"argoproj.io:Application:${namespace}/$NAME"` }),
      argocd('app', 'set', root, '--path', `${rendered}/${folder}/apps`),
      argocd('app', 'sync', name),
    ),
    paragraph(
      'An Application that is new here has no old one to go back to: leave it, and sync what it took over from.',
    ),
    paragraph(
      'For all of them: set the path back and leave it, then sync each.',
      'Data is where it was: claims and volumes keep their names either way.',
    ),
    shell(argocd('app', 'set', root, '--path', `${handwritten}/apps`)),
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
  const external = context.resolved.clusters.flatMap(cluster =>
    applicationsOf(context, cluster).filter(({ rendered }) => !rendered),
  )
  return section(
    'After',
    paragraph(
      external.length === 0
        ? 'Nothing is hand-written any more: look at what each Application would prune, and prune it.'
        : `Prune nothing while an Application is hand-written: ${external.map(({ name }) => code(name)).join(', ')}. When none is left, look at what each Application would prune.`,
    ),
    shell(
      ...context.resolved.clusters.map(({ gitops }) => argocd('app', 'sync', gitops.root, '--prune', '--dry-run')),
      noted('then each of the others', argocd('app', 'sync', blank('NAME'), '--prune', '--dry-run')),
    ),
  )
}
