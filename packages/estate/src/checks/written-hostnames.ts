import type { Finding } from '../findings.ts'
import { nearest } from '../nearest.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { textsIn } from './texts-in.ts'

/**
 * Host names that workloads and clusters write out (in images, scripts, URLs of repositories): those below a domain of the
 * estate, and those of Services in its clusters, have to be somebody's. A renamed host would leave them behind, and a slip
 * in one shows only when something asks for it.
 */
export function checkWrittenHostnames(resolved: ResolvedWithWorkloads): Finding[] {
  const { clusters, services, file } = resolved
  const known = answeredNames(resolved)
  const domains = [
    ...resolved.domains.map(({ suffix }) => suffix),
    ...clusters.map(({ dnsDomain }) => `svc.${dnsDomain}`),
  ].map(suffix => ({ names: below(suffix), anywhere: new RegExp(escaped(suffix), 'i') }))
  const wrong = (text: string): readonly string[] =>
    domains
      // Most texts have none of them, which is told far sooner than where a name would begin.
      .flatMap(({ names, anywhere }) => (anywhere.test(text) ? (text.match(names) ?? []) : []))
      .filter((name, index, all) => !known.has(name.toLowerCase()) && all.indexOf(name) === index)
  const found = (subject: string, of: string, value: object): Finding[] => {
    const texts = textsIn(value, '').flatMap(([path, text]) => wrong(text).map(name => [path, name] as const))
    return [...Map.groupBy(texts, ([, name]) => name)].map(([name, [[path] = ['']]]) => ({
      code: 'unknown-hostname',
      where: { subject, path, file: of },
      problem: 'nothing answers to this name: no route, host or Service of the estate has it',
      got: name,
      fix: fixOf(nearest(name, [...known])),
    }))
  }
  return [
    ...services.flatMap(({ name, file: own, workload }) => {
      const { address: _, addresses: __, ...written } = workload
      return found(name, own, { workload: written })
    }),
    ...clusters.flatMap(({ name, source, server }) => found(name, file, { source, server })),
  ]
}

function fixOf(near: string | undefined): string {
  return `${near === undefined ? 'correct it' : `say ${near}`}, or give the service that is to answer a route of this name`
}

/** A whole name below a domain; a wildcard is none. */
function below(suffix: string): RegExp {
  return new RegExp(`(?<![\\w.*]|\\w-)(?:\\w[\\w-]*\\.)+${escaped(suffix)}(?![\\w-]|\\.\\w)`, 'gi')
}

function escaped(suffix: string): string {
  return suffix.replaceAll('.', '\\.')
}

/** Host names that somebody of the estate answers to, and its domains; in lower case. */
export function answeredNames({
  domains,
  routes,
  hosts,
  clusters,
  services,
}: ResolvedWithWorkloads): ReadonlySet<string> {
  const tailnet = domains.flatMap(({ kind, suffix }) => (kind === 'tailnet' ? [suffix] : []))
  const own = services.flatMap(({ name, address, addresses = {} }) =>
    [address, ...Object.values(addresses)].flatMap(each => each?.replaceAll('*', name) ?? []),
  )
  const all = [
    ...domains.flatMap(({ suffix, zone = suffix }) => [suffix, zone]),
    ...routes.map(({ hostname }) => hostname),
    ...hosts.flatMap(({ name }) => tailnet.map(suffix => `${name}.${suffix}`)),
    ...clusters.map(({ dnsDomain }) => `kubernetes.default.svc.${dnsDomain}`),
    ...own,
  ]
  return new Set(all.map(name => name.toLowerCase()))
}
