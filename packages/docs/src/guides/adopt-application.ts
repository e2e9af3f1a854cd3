import type { Changed, ResolvedDifference } from '@homelab/estate/model'
import {
  type Block,
  bullets,
  type Command,
  chain,
  code,
  command,
  commandText,
  noted,
  paragraph,
  piped,
  prose,
  subsection,
  tableOf,
  verbatim,
} from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { changesIn, differencesOf, fixedIn, isNew, isRendered, oneWriters } from '../model/adoption.ts'
import { type Group, restartReasons } from '../model/applications.ts'
import { inCluster, ownApplication } from '../model/cluster.ts'
import { diff, gitopsOf, settled, sync, syncFromRoot } from '../shell/argocd.ts'
import { argocd, kubectl, mise } from '../shell/programs.ts'

/** The Applications in the order of their adoption. */
export function overview(context: Context, order: readonly Group[]): Block {
  return tableOf(
    ['', 'Application', 'services', 'pods restart once', 'keeps data'],
    order.map((application, index) => [
      String(index + 1),
      code(application.name),
      application.services.map(({ name }) => linkService(context, name)).join(', '),
      restarts(context, application).length > 0 ? 'yes' : 'no',
      application.holdsData ? 'yes' : 'no',
    ]),
  )
}

interface Restart {
  readonly title: string
  readonly reasons: readonly string[]
}

/** An Ingress or a Secret rolls nothing: only the Application that holds the workload makes new pods. */
function restarts(context: Context, { name, services }: Group): readonly Restart[] {
  return services.flatMap(service => {
    const runs = inCluster(context, service)
    const holdsPods = ((runs === undefined ? undefined : ownApplication(runs)) ?? service.name) === name
    const reasons = runs === undefined || !holdsPods ? [] : restartReasons(runs)
    return reasons.length === 0 ? [] : [{ title: service.title, reasons }]
  })
}

/** One Application: what its difference shows, and the commands, there and back. */
export function oneApplication(context: Context, application: Group): Block {
  const { name, cluster, services } = application
  const writers = oneWriters(context, application)
  return subsection(
    `Application ${name}`,
    bullets([
      ...expected(context, application),
      ...restarts(context, application).map(
        ({ title, reasons }) => `the pods of ${prose(title)} restart once: ${reasons.join('; ')}`,
      ),
    ]),
    mustNotShow(context, application),
    writers.length === 0
      ? undefined
      : paragraph(
          `${writers.map(({ name: pods, holds }) => `${code(pods)} keeps ${prose(holds)}`).join(', ')}: no pod may write there while another starts, so it stops first. The sync starts it again.`,
        ),
    chain(
      syncFromRoot(gitopsOf(cluster), name),
      noted('that something differs is no error; an error ends it with 20', diff(name)),
      isRendered(context, application) ? compareLive(name) : undefined,
      ...rollOut(context, application),
    ),
    paragraph(`Then check ${services.map(service => linkService(context, service.name)).join(', ')} as the page says.`),
    back(context, application),
  )
}

/** The objects that run beside those that are rendered: it fails where something is not explained. */
export function compareLive(name: string): Command {
  const live = argocd('app', 'manifests', name, '--source', 'live')
  return noted(
    'fails where nobody explains a difference, or where it cannot be made in place: then stop and ask',
    piped(live, mise('compare', '--', name, '--with', '-')),
  )
}

/** What the API refuses to change is no matter of trust: it is named. */
function mustNotShow(context: Context, application: Group): Block {
  const fixed = fixedIn(context, application).map(
    ({ object, fields }) => `${enumeration(fields.map(code))} of ${code(object)}`,
  )
  return fixed.length === 0 ? undefined : paragraph(`Must not show: ${fixed.join(', ')}.`)
}

function enumeration(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(word => word !== '').join(' and ')
}

/** Syncs an Application and waits for it; whoever writes a database of one file stops before. */
export function rollOut(
  context: Context,
  application: Group,
  to: 'rendered' | 'handwritten' = 'rendered',
): readonly Command[] {
  const { name, cluster } = application
  const stops = oneWriters(context, application).flatMap(({ namespace, name: pods, selector }) => [
    kubectl(cluster, namespace, 'scale', 'deployment', pods, '--replicas=0'),
    kubectl(cluster, namespace, 'wait', '--for=delete', 'pod', `--selector=${selector}`, '--timeout=120s'),
  ])
  const leaves = to === 'handwritten' && newObjects(context, application).length > 0
  return [...stops, leaves ? syncLeaving(application) : sync(name), settled(name)]
}

/** Argo CD ends a sync with 1 that leaves something to be pruned, however well it went: the operation's phase tells. */
function syncLeaving({ name, cluster }: Group): Command {
  const field = '--output=jsonpath={.status.operationState.phase}'
  const phase = kubectl(cluster, gitopsOf(cluster).namespace, 'get', 'applications.argoproj.io', name, field)
  const judged = piped(phase, command('grep', '--line-regexp', 'Succeeded'))
  return noted(
    'what is left to be pruned ends a sync with 1: how it went says its phase',
    verbatim(`{ ${commandText(sync(name))} || ${commandText(judged)}; }`),
  )
}

/** To the hand-written folder and nothing else; the root then looks at the rendered one again. */
function back(context: Context, application: Group): Block {
  const { name, cluster } = application
  const { root, rendered, folder, handwritten } = gitopsOf(cluster)
  if (isNew(context, application))
    return paragraph('It is new here and has nothing to go back to: leave it, and sync what it took over from.')
  const left = newObjects(context, application)
  return [
    paragraph('The way back:'),
    chain(
      argocd('app', 'set', root, '--path', `${handwritten}/apps`),
      syncFromRoot(gitopsOf(cluster), name),
      argocd('app', 'set', root, '--path', `${rendered}/${folder}/apps`),
      ...rollOut(context, application, 'handwritten'),
    ),
    left.length === 0
      ? undefined
      : [
          paragraph(
            `What was new stays behind: ${enumeration(left.map(code))}. When it is to stay so, look at what pruning would take, and prune without ${code('--dry-run')}.`,
          ),
          chain(sync(name, '--prune', '--dry-run')),
        ],
  ]
}

/** Kinds of objects that did not run before. */
function newObjects(context: Context, { name }: Group): readonly string[] {
  const all = (differencesOf(context).get(name) ?? []).flatMap(changesIn)
  return [...new Set(all.filter(({ fields }) => fields === undefined).map(({ kind }) => kind))]
}

/** What the difference of an Application shows besides what it shows everywhere. What was kept shows nothing. */
function expected(context: Context, { name, services }: Group): readonly string[] {
  const { find } = context
  return (differencesOf(context).get(name) ?? [])
    .filter(each => !isKept(each) || each.adoption !== undefined)
    .map(each => {
      const others = services.some(service => service.name === each.service)
        ? undefined
        : find.service(each.service ?? '')
      const places = changesIn(each).map(changed => `\n  - ${place(changed)}`)
      return `${others === undefined ? '' : `${prose(others.title)}: `}${change(each)}${places.join('')}`
    })
}

/** Where it shows. */
function place({ kind, name, fields }: Changed): string {
  const what = kind === '*' ? 'every object' : code(name === undefined ? kind : `${kind} ${name}`)
  return fields === undefined ? `${what}: new` : `${what}: ${fields.map(code).join(', ')}`
}

function isKept({ now }: ResolvedDifference): boolean {
  return /^kept\b/.test(now)
}

function change({ what, now, adoption }: ResolvedDifference): string {
  return `${prose(what)}: ${prose(now)}${adoption === undefined ? '' : `. **Look:** ${prose(adoption)}`}`
}
