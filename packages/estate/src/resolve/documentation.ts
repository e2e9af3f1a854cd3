import { onlyWay, routesBy, wayText } from './domains.ts'
import { type Draft, whereIs } from './draft.ts'

/** Where the first service that shows the documentation does so. */
export function documentationOf(draft: Draft): string | undefined {
  const service = draft.services.find(({ documents }) => documents !== undefined)
  const way = service?.documents
  if (service === undefined || way === undefined) return undefined
  const route = onlyWay(draft, whereIs(service, 'documents'), routesBy(draft, service.name, way))
  if (route === undefined) {
    draft.findings.push({
      code: 'unreachable-route',
      where: whereIs(service, 'documents'),
      problem: `it shows the documentation through its ${wayText(way)} route and has no ${wayText(way)} route`,
      fix: 'declare the route, or name another kind',
    })
  }
  return route?.url
}
