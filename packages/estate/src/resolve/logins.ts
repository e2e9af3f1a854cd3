import { present } from '@homelab/formats/present'
import type { Way } from '../domain.ts'
import type { Where } from '../findings.ts'
import type { LocalBack } from '../needs.ts'
import type { Flow, LoginWay, ResolvedLogin, ResolvedRoute, ServiceFacts } from '../resolved.ts'
import type { StatedLoginNeed, StatedService } from '../state/stated.ts'
import { issuerAddress } from './address.ts'
import { onlyWay, routesBy, wayText } from './domains.ts'
import { type Draft, whereIs } from './draft.ts'

/** Where others let people log in with a service; a finding where no way leads there. */
export function issuerOf(draft: Draft, service: StatedService): ServiceFacts['issuer'] {
  const { issuer } = service
  if (issuer === undefined) return undefined
  const route = onlyWay(draft, whereIs(service, 'issuer.route'), issuerRoutes(draft, service))
  if (route === undefined) {
    draft.findings.push({
      code: 'unreachable-route',
      where: whereIs(service, 'issuer'),
      problem: `people are to log in with it by its ${wayText(issuer.route)} address, and it has none that is for browsers`,
      fix: 'declare the route, to a web port, or name another way in as `route` of the issuer',
    })
    return undefined
  }
  return { ...issuer, url: route.url + (issuer.path ?? '') }
}

/** All logins, in the order of the services that need them. */
export function resolveLogins(draft: Draft, known: readonly ServiceFacts[]): ResolvedLogin[] {
  return eachLogin(draft).flatMap(({ service, need, provider, where }) => {
    const issuer = known.find(({ name }) => name === provider.name)?.issuer
    if (provider.issuer === undefined) {
      draft.findings.push({
        code: 'unprovided-reference',
        where,
        problem: `nobody logs in with ${provider.name}: it says no \`issuer\``,
        fix: 'name a service that does, or say `issuer` there',
      })
    }
    if (issuer === undefined) return []
    const { client = service.name, secret, use } = need
    const back = need.back.flatMap((way): LoginWay[] => {
      if (isLocal(way)) return [{ redirect: `http://localhost:${way.localPort}${use.path}` }]
      const routes = routesBy(draft, service.name, way).filter(isForBrowsers)
      if (routes.length === 0) {
        draft.findings.push({
          code: 'unreachable-route',
          where: { ...where, path: `needs.${provider.name}.back` },
          problem: `people are to come back by its ${wayText(way)} address, and it has none that is for browsers`,
          fix: 'declare the route, to a web port, or name the ways in that it has',
        })
      }
      return routes.map(route => ({ route, redirect: route.url + use.path }))
    })
    const own = { service: service.name, title: service.title, provider: provider.name }
    return [{ ...own, issuer, client, ...present({ secret }), back, use }]
  })
}

/** The traffic of programs to where people log in for them: by the issuer's own name, which they compare. */
export function loginFlows(draft: Draft): Flow[] {
  // One service may be several programs: its pages, and a command line.
  const pairs = new Map(
    eachLogin(draft)
      .filter(({ need }) => need.back.some(way => !isLocal(way)))
      .toReversed()
      .map(each => [`${each.service.name} ${each.provider.name}`, each]),
  )
  return [...pairs.values()].toReversed().flatMap(({ service, provider, where }): Flow[] => {
    const [route] = issuerRoutes(draft, provider)
    if (route === undefined || service.name === provider.name) return []
    const address = issuerAddress(draft, service.workload.at, route)
    if (address === undefined) {
      draft.findings.push({
        code: 'unreachable-route',
        where,
        problem: `nothing leads from its place to ${route.hostname}, and programs know ${provider.name} by that name alone`,
        got: route.kind,
        fix: `let the issuer of ${provider.name} be of a way in that both reach, or move one of the two`,
      })
      return []
    }
    const why = 'lets people log in'
    return [{ from: service.name, to: provider.name, port: route.port, why, origin: 'need', address }]
  })
}

interface EachLogin {
  readonly service: StatedService
  readonly need: StatedLoginNeed
  readonly provider: StatedService
  readonly where: Where
}

/** Those whose provider the estate lists; of the others the flows' finding tells. */
function eachLogin(draft: Draft): readonly EachLogin[] {
  return draft.services.flatMap(service =>
    (service.needs ?? []).flatMap((need, index) => {
      const provider = need.need === 'login' ? draft.byName.get(need.of) : undefined
      if (need.need !== 'login' || provider === undefined) return []
      const where = { ...whereIs(service, `needs.${provider.name}`), keys: ['needs', index] }
      return [{ service, need, provider, where }]
    }),
  )
}

function issuerRoutes(draft: Draft, { name, issuer }: StatedService): readonly ResolvedRoute[] {
  return issuer === undefined ? [] : routesBy(draft, name, issuer.route).filter(isForBrowsers)
}

function isLocal(way: Way | LocalBack): way is LocalBack {
  return typeof way === 'object' && 'localPort' in way
}

/** A whole site that a browser opens. */
function isForBrowsers({ protocol, paths }: ResolvedRoute): boolean {
  return protocol === 'https' && paths === undefined
}
