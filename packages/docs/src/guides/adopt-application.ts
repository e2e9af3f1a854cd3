import type { ResolvedDifference } from '@homelab/estate'
import { type Context, linkService } from '../context.ts'
import { type ArgoApplication, restartReasons, shownBy } from '../model/applications.ts'
import { inCluster } from '../model/cluster.ts'
import { onceOf } from '../model/facts.ts'
import { type Block, bullets, paragraph, subsection, tableOf } from '../page/block.ts'
import { shell } from '../shell/command.ts'
import { argocd } from '../shell/programs.ts'
import { code, prose } from '../text.ts'

/** The Applications in the order of their adoption. */
export function overview(context: Context, order: readonly ArgoApplication[]): Block {
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
function restarts(context: Context, { name, services }: ArgoApplication): readonly Restart[] {
  return services.flatMap(service => {
    const runs = inCluster(context, service)
    const holdsPods = (runs?.workload?.application?.name ?? service.name) === name
    const reasons = runs === undefined || !holdsPods ? [] : restartReasons(runs)
    return reasons.length === 0 ? [] : [{ title: service.title, reasons }]
  })
}

/** One Application: what its difference shows, and the commands. */
export function oneApplication(context: Context, application: ArgoApplication): Block {
  const { name, cluster, services } = application
  const { root, namespace } = cluster.gitops
  return subsection(
    `Application ${name}`,
    bullets([
      ...expected(context, application),
      ...restarts(context, application).map(
        ({ title, reasons }) => `the pods of ${prose(title)} restart once: ${reasons.join('; ')}`,
      ),
    ]),
    shell(
      argocd('app', 'sync', root, '--resource', `argoproj.io:Application:${namespace}/${name}`),
      argocd('app', 'diff', name),
      argocd('app', 'sync', name),
      argocd('app', 'wait', name, '--health'),
    ),
    paragraph(`Then check ${services.map(service => linkService(context, service.name)).join(', ')} as the page says.`),
  )
}

/** What the difference of an Application shows besides what it shows everywhere. What was kept shows nothing. */
function expected(context: Context, { name, services }: ArgoApplication): readonly string[] {
  const { find } = context
  return (differencesOf(context).get(name) ?? [])
    .filter(each => !isKept(each) || each.adoption !== undefined)
    .map(each => {
      const others = services.some(service => service.name === each.service)
        ? undefined
        : find.service(each.service ?? '')
      return (others === undefined ? '' : `${prose(others.title)}: `) + change(each)
    })
}

/** The differences by the Application that shows them. */
const differencesOf = onceOf(
  (facts): ReadonlyMap<string | undefined, readonly ResolvedDifference[]> =>
    Map.groupBy(facts.resolved.differences, each => shownBy(facts, each)),
)

function isKept({ now }: ResolvedDifference): boolean {
  return /^kept\b/.test(now)
}

function change({ what, now, adoption }: ResolvedDifference): string {
  return `${prose(what)}: ${prose(now)}${adoption === undefined ? '' : `. **Look:** ${prose(adoption)}`}`
}
