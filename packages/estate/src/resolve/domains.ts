import { kindOfDomain, type NamedDomain, routeKinds, type Way } from '../domain.ts'
import type { Finding, Where } from '../findings.ts'
import type { ResolvedRoute } from '../resolved.ts'
import type { OpsRoute } from '../service.ts'
import type { Stated, StatedService } from '../state/stated.ts'
import { arrayOf, type Draft, whereIs } from './draft.ts'

/** Who serves which domain, and what is wrong with either. */
export function nameDomains(draft: Draft): void {
  draft.findings.push(...ofOtherKind(draft.stated))
  for (const service of draft.services) {
    const served = servedBy(draft, service)
    draft.serves.set(service.name, served)
    // Of two that serve one the first has it; that there are two is a finding.
    for (const domain of served) if (!draft.proxies.has(domain)) draft.proxies.set(domain, service)
  }
}

/** Named after a kind, a domain is of that kind; all others are private. */
function ofOtherKind({ domains, file }: Stated): readonly Finding[] {
  return Object.entries(domains).flatMap(([name, domain]): readonly Finding[] => {
    const expected = kindOfDomain(name)
    if (domain === undefined || domain.kind === expected) return []
    const ofKind = routeKinds.some(kind => kind === name)
    return [
      {
        code: 'mistaken-domain',
        where: { subject: 'estate', path: `domains.${name}.kind`, file },
        problem: ofKind
          ? `a domain that is called ${name} is of that kind`
          : `an estate has one ${domain.kind} domain, which is called ${domain.kind}, and further ones are private`,
        got: domain.kind,
        expected,
        fix: ofKind ? `say \`domain('${name}', …)\`, or call it otherwise` : "say `domain('ops', …)`, or leave it out",
      },
    ]
  })
}

function privateDomains({ domains }: Draft): readonly NamedDomain[] {
  return domains.filter(({ kind }) => kind === 'ops')
}

/** The one that is meant where none is named: several where nobody knows. */
function unnamed(draft: Draft): readonly NamedDomain[] {
  const all = privateDomains(draft)
  const named = all.filter(({ name }) => name === 'ops')
  return named.length > 0 ? named : all
}

function servedBy(draft: Draft, service: StatedService): readonly string[] {
  const { serves } = service
  if (serves === undefined) return []
  if (serves === 'tailnet' || serves === 'public') return [serves]
  if (serves === 'ops') {
    const meant = unnamed(draft).map(({ name }) => name)
    if (meant.length > 1)
      draft.findings.push(
        ambiguous(
          whereIs(service, 'serves'),
          'the estate has several private domains, and none is called `ops`',
          meant.map(name => `'${name}'`),
          'list by name those that it serves',
        ),
      )
    // Served by nobody, they would be as many findings more.
    return meant.length === 0 ? ['ops'] : meant
  }
  const all = arrayOf<string>(serves)
  if (all.length === 0)
    draft.findings.push({
      code: 'empty-setting',
      where: whereIs(service, 'serves'),
      problem: 'it serves no domain',
      fix: 'name those that it serves, or leave `serves` out',
    })
  return [...new Set(all)].filter((name, index) => {
    const isKnown = privateDomains(draft).some(domain => domain.name === name)
    if (!isKnown) draft.findings.push(unknown(draft, whereIs(service, `serves[${index}]`), name))
    return isKnown
  })
}

/** The domain of a way in through a private proxy; a finding where nobody knows which. */
export function privateDomain(
  draft: Draft,
  service: StatedService,
  { domain: said }: OpsRoute,
  path: string,
): NamedDomain | undefined {
  if (said !== undefined) {
    const found = privateDomains(draft).find(({ name }) => name === said)
    if (found === undefined) draft.findings.push(unknown(draft, whereIs(service, `${path}.domain`), said))
    return found
  }
  const [first, ...others] = unnamed(draft)
  if (others.length > 0)
    draft.findings.push(
      ambiguous(
        whereIs(service, path),
        'the estate has several private domains, and none is called `ops`',
        unnamed(draft).map(({ name }) => `\`domain: '${name}'\``),
        'say of which it is',
      ),
    )
  return first
}

/** The routes of a service that a word on one of its ways in means. */
export function routesBy(draft: Draft, service: string, way: Way): readonly ResolvedRoute[] {
  const own = draft.routesOf.get(service) ?? []
  return own.filter(({ kind, domain }) =>
    typeof way === 'string' ? kind === way : kind === 'ops' && domain === way.domain,
  )
}

/** The first of those that are meant by a word; a finding where they lie in several domains. */
export function onlyWay(draft: Draft, where: Where, routes: readonly ResolvedRoute[]): ResolvedRoute | undefined {
  const domains = [...new Set(routes.map(({ domain }) => domain))]
  // A collector and a home page may both ask by the same word.
  const isTold = draft.findings.some(
    each => each.code === 'ambiguous-domain' && JSON.stringify(each.where) === JSON.stringify(where),
  )
  if (domains.length > 1 && !isTold)
    draft.findings.push(
      ambiguous(
        where,
        'the service has ways in of several private domains',
        domains.map(name => `\`{ domain: '${name}' }\``),
        'say which is meant',
      ),
    )
  return routes[0]
}

/** As findings call it. */
export function wayText(way: Way): string {
  return typeof way === 'string' ? way : way.domain
}

function unknown(draft: Draft, where: Where, got: string): Finding {
  const names = privateDomains(draft).map(({ name }) => name)
  return {
    code: 'unknown-domain',
    where,
    problem: 'the estate has no private domain of this name',
    got,
    ...(names.length > 0 && { expected: names.join(' or ') }),
    fix: names.length > 0 ? 'name one of them, or add the domain to the estate' : 'add the domain to the estate',
  }
}

function ambiguous(where: Where, problem: string, choices: readonly string[], fix: string): Finding {
  return { code: 'ambiguous-domain', where, problem, expected: choices.join(' or '), fix }
}
