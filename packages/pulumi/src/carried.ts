/**
 * A public proxy that whoever serves the zone carries requests to: what the zone must be told, besides its records, so that names are
 * served as their routes say.
 */
import {
  believedHeaders,
  type Carrier,
  type DnsStackProps,
  type Finding,
  isInZone,
  type PublicSite,
  publicSites,
  type Resolved,
} from '@homelab/estate/model'
import { literally, type Resource, type Value } from './program.ts'
import { carrierOf, publicRoutes } from './records.ts'
import { providerOptions } from './stack-files.ts'

/**
 * The rules of the zone, by resource. Each has all rules of its phase: what was made by hand there goes.
 * https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export function zoneRules(resolved: Resolved, dns: DnsStackProps): readonly (readonly [string, Resource])[] {
  const carrier = carrierOf(resolved)
  const { provider } = dns
  if (carrier === undefined || provider.name !== 'cloudflare') return []
  const sites = publicSites(resolved)
  const still = sites.filter(({ mode }) => mode === 'static')
  return [
    ruleset('http_ratelimit', 'Logins', limits(sites, carrier)),
    ruleset('http_request_firewall_custom', 'What is only shown', refusals(still)),
    ruleset('http_request_transform', 'Paths without their queries', paths(still)),
    ruleset('http_request_late_transform', 'What no visitor says', requests(sites, still)),
  ].flatMap(({ resource, rules, ...properties }) =>
    rules.length === 0
      ? []
      : [
          [
            resource,
            {
              // https://www.pulumi.com/registry/packages/cloudflare/api-docs/ruleset/
              type: 'cloudflare:index/ruleset:Ruleset',
              properties: { zoneId: provider.zoneId, ...properties, rules },
              options: { ...providerOptions(dns) },
            },
          ] as const,
        ],
  )
}

type Rule = Readonly<Record<string, Value>>

function ruleset(phase: string, name: string, rules: readonly Rule[]) {
  return { resource: phase.replaceAll('_', '-'), name, kind: 'zone', phase, rules }
}

/** The Free plan has one such rule, which sees paths and no host: https://developers.cloudflare.com/waf/rate-limiting-rules/#availability */
function limits(sites: readonly PublicSite[], { logins }: Carrier): readonly Rule[] {
  const guarded = sites.filter(({ loginPaths }) => loginPaths.length > 0)
  const all = [...new Set(guarded.flatMap(({ loginPaths }) => loginPaths))]
  if (all.length === 0) return []
  const { requests: requestsPerPeriod, withinSeconds: period, refusedSeconds: mitigationTimeout } = logins
  return [
    {
      ref: 'logins',
      description: `Logins of ${guarded.map(({ hostname }) => hostname).join(', ')}`,
      expression: all
        .map(path => `starts_with(lower(http.request.uri.path), ${quoted(path.toLowerCase())})`)
        .join(' or '),
      action: 'block',
      // A data centre counts for itself: without its name the API takes no rule.
      ratelimit: { characteristics: ['cf.colo.id', 'ip.src'], period, requestsPerPeriod, mitigationTimeout },
    },
  ]
}

function refusals(still: readonly PublicSite[]): readonly Rule[] {
  const expression = `${hosts(still)} and not http.request.method in {"GET" "HEAD"}`
  return ofSome(still, { ref: 'only-read', description: 'Nothing is sent to pages', expression, action: 'block' })
}

function paths(still: readonly PublicSite[]): readonly Rule[] {
  return ofSome(still, {
    ref: 'no-queries',
    description: 'No query shapes what others are served',
    expression: hosts(still),
    action: 'rewrite',
    actionParameters: { uri: { query: { value: '' } } },
  })
}

/** What one rule may take away: https://developers.cloudflare.com/rules/transform/request-header-modification/ */
const headersOfRule = 30

/** A rule touches no header that begins like this; Cloudflare itself says what is in them. */
const carriers = /^(?:cf-|true-client-ip$)/i

function requests(sites: readonly PublicSite[], still: readonly PublicSite[]): readonly Rule[] {
  const told = believedHeaders.filter(name => !carriers.test(name))
  const parts = Array.from({ length: Math.ceil(told.length / headersOfRule) }, (_, nth) =>
    told.slice(nth * headersOfRule, (nth + 1) * headersOfRule),
  )
  return [
    ...parts.flatMap((names, nth) =>
      ofSome(sites, {
        ref: `no-claims-${nth + 1}`,
        description: 'No visitor says who asks, as a proxy would',
        expression: hosts(sites),
        ...without(names),
      }),
    ),
    ...ofSome(still, {
      ref: 'no-cookies',
      description: 'Pages are the same for everybody',
      expression: hosts(still),
      ...without(['Authorization', 'Cookie']),
    }),
  ]
}

function without(names: readonly string[]): Rule {
  const headers = Object.fromEntries(names.map(name => [name, { operation: 'remove' }]))
  return { action: 'rewrite', actionParameters: { headers } }
}

function ofSome(still: readonly PublicSite[], rule: Rule): readonly Rule[] {
  return still.length === 0 ? [] : [rule]
}

function hosts(still: readonly PublicSite[]): string {
  return `http.host in {${still.map(({ hostname }) => quoted(hostname)).join(' ')}}`
}

/** https://developers.cloudflare.com/ruleset-engine/rules-language/values/#string-values-and-regular-expressions */
function quoted(text: string): string {
  return `"${literally(text).replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

/** Names that the carrier does not carry: the zone is another's, or nobody applies what it has to be told. */
export function carriedFindings(resolved: Resolved): readonly Finding[] {
  const carrier = carrierOf(resolved)
  if (carrier === undefined) return []
  return [...otherProvider(resolved, carrier), ...withoutCertificate(resolved)]
}

function otherProvider({ dns, services, file }: Resolved, { provider }: Carrier): readonly Finding[] {
  if (dns?.provider.name === provider) return []
  const proxy = services.find(({ serves }) => serves.includes('public'))
  return [
    {
      code: 'public-route-mismatch',
      where:
        dns === undefined
          ? { subject: proxy?.name ?? 'dns', path: 'serves', file: proxy?.file ?? file }
          : { subject: 'dns', path: 'provider.name', file: dns.file },
      problem:
        'only records of a zone that the carrier serves lead to the proxy, and nobody limits logins without its rules',
      ...(dns !== undefined && { got: dns.provider.name }),
      expected: `\`dns\` with the provider ${provider}`,
      fix: 'state the zone there, or serve the public names by another proxy',
    },
  ]
}

/** https://developers.cloudflare.com/ssl/edge-certificates/universal-ssl/limitations/#hostname-coverage */
function withoutCertificate(resolved: Resolved): readonly Finding[] {
  const { dns, services, file } = resolved
  if (dns === undefined) return []
  return publicRoutes(resolved)
    .filter(({ hostname }) => isInZone(hostname, dns) && hostname.slice(0, -dns.zone.length - 1).includes('.'))
    .map(({ service, hostname }) => ({
      code: 'public-route-mismatch',
      where: {
        subject: service,
        path: 'routes.public',
        file: services.find(({ name }) => name === service)?.file ?? file,
      },
      problem: 'the certificate of the zone is for names right below it, and no browser believes it for this one',
      got: hostname,
      expected: `one label before ${dns.zone}`,
      fix: 'give it such a name, or pay for a certificate and accept this',
    }))
}
