/** Names that are served, and records that lead there. */
import type { Lookup, ResolvedRoute } from '@homelab/estate/model'
import { comingRoutes, goneRoutes } from '../../interrupts.ts'
import { between, type Edge, type OrderRule } from '../edges.ts'

export const records: OrderRule = {
  name: 'name-served-before-record',
  edges: drafted => {
    const { drafts } = drafted
    const dns = drafts.filter(({ unit, stage }) => unit === 'dns' && stage === 'apply')
    const domains = (['public', 'ops'] as const).flatMap(kind =>
      [...drafted.before.domains, ...drafted.after.domains].flatMap(each => (each.kind === kind ? each.name : [])),
    )
    return [...new Set(domains)].flatMap(domain => {
      const [old, now] = [serving(drafted.was, domain), serving(drafted.is, domain)]
      // A domain that moves to another proxy comes there with all of its names, and ends where it was.
      const isMoved = old.length > 0 && now.length > 0 && !old.some(name => now.includes(name))
      const [came, gone] = isMoved
        ? [drafted.after.routes, drafted.before.routes]
        : [comingRoutes(drafted, ['public', 'ops']), goneRoutes(drafted, ['public', 'ops'])]
      return [
        ...led(came, domain, served =>
          between(now.flatMap(drafted.applies), dns, `nobody is led to ${served} before it is served`),
        ),
        ...led(gone, domain, served =>
          between(
            dns,
            old.flatMap(name => [...drafted.applies(name), ...drafted.ends(name)]),
            `nobody is led to ${served} when it is served no longer`,
          ),
        ),
      ]
    })
  },
}

function serving(find: Lookup, domain: string): readonly string[] {
  return find.serving(domain).map(({ name }) => name)
}

/** Of the names below a domain, where there are any. */
function led(
  routes: readonly ResolvedRoute[],
  domain: string,
  edges: (served: string) => readonly Edge[],
): readonly Edge[] {
  const own = routes.filter(route => route.domain === domain)
  return own.length === 0 ? [] : edges(names(own))
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
