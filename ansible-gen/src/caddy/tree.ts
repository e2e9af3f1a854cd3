import {
  type Address,
  certificatesIn,
  lookup,
  type NamedDomain,
  type Resolved,
  type ResolvedRoute,
  type ServiceCertificate,
} from '@homelab/estate/model'
import { caddy } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import type { CaddyDns, CaddySettings } from './index.ts'
import { isLoginInFront, type LoginInFrontUse } from './login.ts'
import { elsewhere } from './place.ts'

const { directive, matcher, site } = caddy

/**
 * The configuration of a private proxy. Of several domains each has sites and certificates of its own.
 * Format: https://caddyserver.com/docs/caddyfile/patterns#wildcard-certificates, https://github.com/mholt/caddy-l4
 */
export function caddyfileTree(
  domains: readonly NamedDomain[],
  routes: readonly ResolvedRoute[],
  settings: CaddySettings,
  login?: LoginInFront,
): caddy.Caddyfile {
  const carrying = { ...present({ login }), ...present({ socket: settings.socket }) }
  const http = routes.filter(({ protocol }) => protocol === 'https')
  const tcp = routes.filter(({ protocol }) => protocol === 'tcp')
  const tls = directive('tls', [], [dnsChallenge(settings.dns)])
  const { status, body } = settings.unknownHost
  const portsOf = (some: readonly ResolvedRoute[]): readonly number[] =>
    [...new Set([443, ...some.map(({ listen }) => listen)])].sort((a, b) => a - b)
  return {
    options: [
      ...administration(settings.socket),
      errorLog,
      ...(tcp.length === 0 ? [] : [directive('layer4', [], tcp.flatMap(layer4))]),
    ],
    sites: [
      // Each port has the names of its own audience, and knows of no others.
      ...domains.flatMap(({ name, suffix }) => {
        const own = http.filter(({ domain }) => domain === name)
        const [first] = own.toSorted((a, b) => Number(a.listen !== 443) - Number(b.listen !== 443))
        const example = own.find(({ label }) => label === settings.example) ?? first
        return [
          ...portsOf(own).map(port =>
            site(
              [port === 443 ? `*.${suffix}` : `*.${suffix}:${port}`],
              [
                tls,
                ...own
                  .filter(({ listen }) => listen === port)
                  .flatMap(route => hostRoute(route, nameOf(route, own), carrying)),
                directive('handle', [], [respond(body, status)]),
              ],
            ),
          ),
          site(
            [suffix],
            [tls, respond(`Use a subdomain, for example ${example?.label ?? settings.example}.${suffix}.`, 200)],
          ),
        ]
      }),
      nobody(portsOf(http)),
    ],
  }
}

/** What is in force is what the file says, and is kept nowhere else. */
function administration(socket: string | undefined): readonly caddy.CaddyDirective[] {
  return socket === undefined
    ? [directive('admin', ['off'])]
    : [directive('admin', [socketAddress(socket)]), directive('persist_config', ['off'])]
}

/**
 * How long a WebSocket stays with the configuration that it came by: without a word it ends with that.
 * https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#streaming
 */
const streamsStay = '24h'

/** https://caddyserver.com/docs/conventions#network-addresses */
function socketAddress(path: string): string {
  return `unix/${path}`
}

/** The matcher says that it is one: without it, a text that begins with / or @ would be. */
function respond(body: string, status: number): caddy.CaddyDirective {
  return directive('respond', ['*', caddy.literal(body), String(status)])
}

/**
 * A name that is not ours behind a certificate that is: no answer, where Caddy gives an empty one with status 200 to what
 * no site is about.
 */
function nobody(ports: readonly number[]): caddy.CaddySite {
  return site(
    ports.map(port => `:${port}`),
    [directive('abort')],
  )
}

/**
 * While a back end is down, each request is an error with all that its sender put into it: only the beginning of its URL
 * is kept, and of the same error the first 20 of a second and then one of a hundred.
 * https://caddyserver.com/docs/caddyfile/directives/log#filter
 */
const errorLog = directive(
  'log',
  [],
  [
    directive(
      'format',
      ['filter'],
      [directive('request>headers', ['delete']), directive('request>uri', ['regexp', '^(.{256}).*$', '$1'])],
    ),
    directive(
      'sampling',
      [],
      [directive('interval', ['1s']), directive('first', ['20']), directive('thereafter', ['100'])],
    ),
  ],
)

function dnsChallenge(dns: CaddyDns): caddy.CaddyDirective {
  if ('tokenVariable' in dns) return directive('dns', [dns.provider, placeholder(dns.tokenVariable)])
  const options = Object.entries(dns.options).map(([name, value]) =>
    directive(name, [typeof value === 'string' ? caddy.literal(value) : placeholder(value.variable)]),
  )
  return directive('dns', [dns.provider], options)
}

function placeholder(variable: string): string {
  return `{env.${variable}}`
}

/** The routes that a proxy of these domains carries, in the estate's order. */
export function routesOn({ routes }: Resolved, domains: readonly NamedDomain[]): readonly ResolvedRoute[] {
  const names = new Set(domains.map(({ name }) => name))
  return routes.filter(({ domain, backend }) => names.has(domain) && backend !== undefined)
}

/** Whom a proxy asks who is logged in, as it reaches it. */
export interface LoginInFront {
  readonly use: LoginInFrontUse
  readonly address: Address
  readonly certificate?: ServiceCertificate
}

/**
 * Of what the proxy needs: behind the name that the service has at the proxy itself, which would tell it that the proxy
 * is who asks.
 */
export function loginOf(resolved: Resolved, proxy: string): LoginInFront | undefined {
  const { proxyOf, routesOf } = lookup(resolved)
  const [found] = resolved.flows.flatMap(({ from, to, port, use, address }) => {
    if (from !== proxy || !isLoginInFront(use)) return []
    const own = routesOf(to).find(route => route.port === port && proxyOf(route)?.name === proxy)
    const { certificate } = own?.ops ?? {}
    return [{ use, address: own?.backend ?? address, ...present({ certificate }) }]
  })
  return found
}

/** A matcher is named after the service; one with several host names says which. */
function nameOf({ service, label }: ResolvedRoute, all: readonly ResolvedRoute[]): string {
  return all.filter(route => route.service === service).length === 1 ? service : `${service}-${label}`
}

function hostRoute(
  { hostname, backend, ops = {} }: ResolvedRoute,
  name: string,
  { login, socket }: { readonly login?: LoginInFront; readonly socket?: string },
): caddy.CaddyDirective[] {
  if (backend === undefined) return []
  const { allowedFrom, headers = {}, certificate } = ops
  const said = Object.keys(headers.toService ?? {}).some(each => each.toLowerCase() === 'host')
  const how = [
    ...(said ? [] : sameHost(backend)),
    ...setHeaders('header_up', headers.toService),
    ...setHeaders('header_down', headers.toBrowser),
    ...(socket === undefined ? [] : [directive('stream_close_delay', [streamsStay])]),
    ...(certificate === undefined ? [] : [directive('transport', ['http'], trust(certificate))]),
  ]
  const steps = [
    ...(allowedFrom === undefined ? [] : refuseElsewhere(allowedFrom)),
    ...(ops.loginInFront && login !== undefined ? askForLogin(login) : []),
    directive('reverse_proxy', [backend.url], how.length === 0 ? undefined : how),
  ]
  return [
    matcher(name, [directive('host', [hostname])]),
    // Caddy has an order of its own for what stands side by side.
    directive('handle', [`@${name}`], ops.loginInFront ? [directive('route', [], steps)] : steps),
  ]
}

/** What the visitor says of himself goes first: an answer that lacks a header would leave his. */
function askForLogin({ use, address, certificate }: LoginInFront): readonly caddy.CaddyDirective[] {
  return [
    ...use.copies.map(name => directive('request_header', [`-${name}`])),
    directive(
      'forward_auth',
      [address.url],
      [
        directive('uri', [use.path]),
        ...(use.copies.length === 0 ? [] : [directive('copy_headers', use.copies)]),
        ...(certificate === undefined ? [] : [directive('transport', ['http'], trust(certificate))]),
      ],
    ),
  ]
}

/** By the address of the connection: what a visitor says of himself in a header counts for nothing. */
function refuseElsewhere(networks: readonly string[]): readonly caddy.CaddyDirective[] {
  return [
    matcher(elsewhere, [directive('not', ['remote_ip', ...networks])]),
    directive('respond', [`@${elsewhere}`, '403']),
  ]
}

function setHeaders(way: string, headers: Readonly<Record<string, string>> = {}): readonly caddy.CaddyDirective[] {
  return Object.entries(headers).map(([name, value]) => directive(way, [name, caddy.literal(value)]))
}

/** https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#the-http-transport */
function trust(certificate: ServiceCertificate): readonly caddy.CaddyDirective[] {
  if ('unverified' in certificate) return [directive('tls_insecure_skip_verify')]
  const authorities = certificatesIn(certificate.authority) ?? []
  return [
    directive('tls_server_name', [certificate.name]),
    directive(
      'tls_trust_pool',
      ['inline'],
      authorities.map(der => directive('trust_der', [der])),
    ),
  ]
}

/**
 * The name that the visitor typed: Grafana compares it with where a request comes from. Since 2.11 Caddy puts the back
 * end's own name there when it speaks HTTPS to it. https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#https
 */
function sameHost({ scheme }: Address): readonly caddy.CaddyDirective[] {
  return scheme === 'https' ? [directive('header_up', ['Host', '{hostport}'])] : []
}

function layer4({ listen, backend }: ResolvedRoute): caddy.CaddyDirective[] {
  if (backend === undefined) return []
  const proxy = directive('proxy', [`${backend.host}:${backend.port}`])
  return [directive(`:${listen}`, [], [directive('route', [], [proxy])])]
}
