import {
  healthOf,
  lookup,
  type Resolved,
  type ResolvedRoute,
  type ResolvedService,
  runClusters,
} from '@homelab/estate/model'
import type { Check, Question } from '../check.ts'

/** Every way in to a service; of the public proxy, its own address. */
export function routeChecks(resolved: Resolved, service: ResolvedService): readonly Check[] {
  const { name, runs } = service
  const routes = lookup(resolved)
    .routesOf(name)
    .filter(route => !isApiOfCluster(resolved, service, route))
    .map((route): Check => {
      const ask = questionOf(resolved, service, route)
      return { service: name, what: `${route.kind} route`, where: ask.kind === 'http' ? ask.url : route.url, ask }
    })
  const url = runs.publicProxy?.health
  if (url === undefined) return routes
  return [...routes, { service: name, what: 'proxy itself', where: url, ask: { kind: 'http', url } }]
}

/** The API server's certificate is the cluster's own; kubectl knows it, and asks through this route. */
function isApiOfCluster(resolved: Resolved, { name }: ResolvedService, { port }: ResolvedRoute): boolean {
  return port === 'api' && runClusters(resolved).some(({ service }) => service.name === name)
}

function questionOf(resolved: Resolved, service: ResolvedService, route: ResolvedRoute): Question {
  const { hostname: host, listen: port } = route
  // What it carries may be for writing alone, and nothing is to be written to see whether it answers.
  if (route.paths !== undefined) return { kind: 'tcp', host, port }
  if (route.protocol === 'https') return { kind: 'http', url: `${route.url}${pathOf(service, route)}` }
  const metrics = service.metrics.find(each => each.port === route.port)
  if (metrics !== undefined) return { kind: 'http', url: `http://${host}:${port}${metrics.path ?? '/metrics'}` }
  const answersSql =
    route.port === 'sql' && (service.runs.databaseServer !== undefined || servesDatabases(resolved, service))
  return { kind: answersSql ? 'postgres' : 'tcp', host, port }
}

function servesDatabases({ databases }: Resolved, { name }: ResolvedService): boolean {
  return databases.some(({ server }) => server === name)
}

/** What outside probes ask. From the internet it is the page that people open: all else may be refused there. */
function pathOf({ probes }: ResolvedService, { kind, port }: ResolvedRoute): string {
  const health = healthOf(probes)
  return kind === 'public' || health?.port !== port ? '/' : health.path
}
