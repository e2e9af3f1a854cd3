import { present } from '@homelab/formats/present'
import type { Finding, Where } from '../findings.ts'
import type { Resolved, ResolvedRoute } from '../resolved.ts'

/** A door to the internet is open because somebody said so: since when, and why. */
export function checkExposed({ services, routes }: Resolved): Finding[] {
  return routes
    .filter(({ kind }) => kind === 'public')
    .flatMap((route): Finding[] => {
      const { service: subject, hostname, public: facts } = route
      const file = services.find(({ name }) => name === subject)?.file
      const path = pathOf(routes, route)
      const problem = `anybody on the internet reaches it as ${hostname}`
      const finding = (where: Pick<Where, 'path'>, rest: Pick<Finding, 'fix'> & Partial<Finding>): Finding => ({
        code: 'unstated-exposure',
        where: { subject, ...where, ...present({ file }) },
        problem,
        ...rest,
      })
      const exposed = facts?.exposed
      if (exposed === undefined)
        return [
          finding(
            { path },
            {
              problem: `${problem}, and the estate does not say since when and why`,
              expected: "`exposed: { since: 'YYYY-MM-DD', why }`",
              fix: 'say it if that is meant, or take the route out',
            },
          ),
        ]
      return [
        ...(isDay(exposed.since)
          ? []
          : [
              finding(
                { path: `${path}.exposed.since` },
                {
                  problem: `${problem} since a day that is none`,
                  got: String(exposed.since),
                  expected: 'a day of the calendar, as 2026-02-08',
                  fix: 'write the day on which it was opened',
                },
              ),
            ]),
        ...(String(exposed.why).trim() === ''
          ? [
              finding(
                { path: `${path}.exposed.why` },
                { problem: `${problem}, for a reason that says nothing`, fix: 'write whom it is for' },
              ),
            ]
          : []),
      ]
    })
}

/** By its place in the list where there are several. */
function pathOf(routes: readonly ResolvedRoute[], route: ResolvedRoute): string {
  const own = routes.filter(({ kind, service }) => kind === 'public' && service === route.service)
  return own.length === 1 ? 'routes.public' : `routes.public[${own.indexOf(route)}]`
}

/** February has no 30th: a day that is none would be read as another. */
function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text)
}
