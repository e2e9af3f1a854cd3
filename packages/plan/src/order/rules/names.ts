/** Names that are served, and records that lead there. */
import type { ResolvedRoute } from '@homelab/estate/model'
import { comingRoutes, goneRoutes } from '../../interrupts.ts'
import { between, type OrderRule } from '../edges.ts'

export const records: OrderRule = {
  name: 'name-served-before-record',
  edges: drafted => {
    const { drafts } = drafted
    const dns = drafts.filter(({ unit, stage }) => unit === 'dns' && stage === 'apply')
    return (['public', 'ops'] as const).flatMap(kind => {
      const serving = [...drafted.is.serving(kind), ...drafted.was.serving(kind)].flatMap(({ name }) =>
        drafted.applies(name),
      )
      const [came, gone] = [comingRoutes(drafted, [kind]), goneRoutes(drafted, [kind])]
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
