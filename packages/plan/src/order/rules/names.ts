/** Names that are served, and records that lead there. */
import type { ResolvedRoute } from '@homelab/estate/model'
import { comingRoutes, goneRoutes } from '../../interrupts.ts'
import { between, type OrderRule } from '../edges.ts'

export const records: OrderRule = {
  name: 'name-served-before-record',
  edges: drafted => {
    const { drafts } = drafted
    const dns = drafts.filter(({ unit, stage }) => unit === 'dns' && stage === 'apply')
    const domains = (['public', 'ops'] as const).flatMap(kind =>
      [...drafted.before.domains, ...drafted.after.domains].flatMap(each => (each.kind === kind ? each.name : [])),
    )
    return [...new Set(domains)].flatMap(domain => {
      const serving = [...drafted.is.serving(domain), ...drafted.was.serving(domain)].flatMap(({ name }) =>
        drafted.applies(name),
      )
      const [came = [], gone = []] = [comingRoutes, goneRoutes].map(routes =>
        routes(drafted, ['public', 'ops']).filter(route => route.domain === domain),
      )
      return [
        ...(came.length === 0 ? [] : between(serving, dns, `nobody is led to ${names(came)} before it is served`)),
        ...(gone.length === 0
          ? []
          : between(dns, serving, `nobody is led to ${names(gone)} when it is served no longer`)),
      ]
    })
  },
}

function names(routes: readonly ResolvedRoute[]): string {
  const [first, ...others] = routes.map(({ hostname }) => hostname)
  return `${first ?? ''}${others.length === 0 ? '' : ` and ${others.length} more`}`
}

export const ready: OrderRule = {
  name: 'set-up-before-deployment',
  edges: ({ stage, drafts }) => [
    ...stage('allow')
      .filter(({ id }) => id.includes('#set-up'))
      .flatMap(setUp =>
        between(
          [setUp],
          drafts.filter(({ unit, stage: at }) => unit === setUp.unit && at === 'apply'),
          'it needs what was set up',
        ),
      ),
  ],
}
