import { type Draft, whereIs } from './draft.ts'

/** Where the first service that shows the documentation does so. */
export function documentationOf(draft: Draft): string | undefined {
  const service = draft.services.find(({ documents }) => documents !== undefined)
  const kind = service?.documents
  if (service === undefined || kind === undefined) return undefined
  const route = draft.routesOf.get(service.name)?.find(candidate => candidate.kind === kind)
  if (route === undefined) {
    draft.findings.push({
      code: 'unreachable-route',
      where: whereIs(service, 'documents'),
      problem: `it shows the documentation through its ${kind} route and has no ${kind} route`,
      fix: 'declare the route, or name another kind',
    })
  }
  return route?.url
}
