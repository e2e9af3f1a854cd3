import type { OwnAcceptance } from './accept.ts'
import type { Adopted } from './adopt.ts'
import type { BackupRuns } from './backup.ts'
import type { Difference } from './difference.ts'
import type { RouteKind, Way } from './domain.ts'
import { made } from './made.ts'
import type { Needs } from './needs.ts'
import type { Port } from './port.ts'
import type { Probes } from './probe.ts'
import type { Runner } from './runner.ts'
import type { Tile } from './tile.ts'
import type { Workload } from './workload.ts'

/** An endpoint in Prometheus's format. */
export interface Metrics<P extends string = string> {
  readonly port: P
  /** `/metrics` by default. */
  readonly path?: string
  /** The scrape job's name; the service's name by default. */
  readonly job?: string
  readonly labels?: Readonly<Record<string, string>>
  /** What gives the metrics, as the metric catalogue calls it: `loki`, `cnpg`, `node`. */
  readonly exporter: string
  /** Where they are shown to one user alone; none by default. */
  readonly login?: MetricsLogin
}

/** By HTTP Basic. Who collects on the same host reads the password from its file at each scrape. */
export interface MetricsLogin {
  readonly user: string
  /** With nothing else in it, on the host of the service; absolute. A service there writes it. */
  readonly passwordFile: string
}

/** A way in. */
export interface Route<P extends string = string> {
  readonly port: P
  /** The label before the domain's suffix; the service's name by default. */
  readonly host?: string
  /** For TCP: the port on which the domain's proxy listens; the service's port by default. */
  readonly listen?: number
}

/**
 * A way in of the tailnet: a name and address of its own. In a cluster its operator makes it; a service of a host is served by the host
 * itself, as a Tailscale Service, which the stack of the tailnet makes known and the policy approves: neither is said elsewhere.
 */
export interface TailnetRoute<P extends string = string> extends Route<P> {
  /**
   * Only these paths and what lies below them are carried, as the application knows them: for a web port of a cluster.
   * Everything by default. A machine that may reach little is led here where it asks for nothing else.
   */
  readonly paths?: readonly string[]
}

/**
 * Whom a name is for: `members` are all people of the tailnet, `admins` those of them who run the estate. Machines reach
 * what their needs say.
 */
export type Audience = 'members' | 'admins'

/** A way in through the private proxy, which asks nobody who they are unless `loginInFront` says so. */
export interface OpsRoute<P extends string = string> extends Route<P> {
  /**
   * Which private domain it is of, by the name that the estate gives it: the one that is called `ops` by default, or the
   * only one.
   */
  readonly domain?: string
  /**
   * Whom it is for; whoever reaches the proxy by default. The proxy serves it on the port that it has for them (`audiences`),
   * and a policy that lets others reach that port is a finding.
   */
  readonly audience?: Audience
  /**
   * Networks in CIDR notation and addresses that are answered, as the proxy sees who asks; everybody else gets 403. Who
   * comes through a router or another proxy has its address. For web ports; whoever reaches the proxy by default.
   */
  readonly allowedFrom?: readonly string[]
  /**
   * Only who is logged in is let through, as the service says that the proxy asks (a need of the proxy, `asLoginInFront`).
   * Programs that show no login of a browser are kept out, too. For web ports.
   */
  readonly loginInFront?: true
  /** What the proxy says besides on the way; for web ports. */
  readonly headers?: RouteHeaders
  /** Where the port speaks HTTPS with a certificate of no public authority. */
  readonly certificate?: ServiceCertificate
}

/**
 * Headers by name, each in place of what was said before it, as they are: no placeholders.
 *
 * @example { toBrowser: { 'Strict-Transport-Security': 'max-age=31536000' } }
 */
export interface RouteHeaders {
  /** In requests, in place of what the visitor says. */
  readonly toService?: Readonly<Record<string, string>>
  /** In answers, in place of what the service says. */
  readonly toBrowser?: Readonly<Record<string, string>>
}

/**
 * How the proxy knows the service behind a route: by a name of its certificate and the authority that signed it (or the
 * certificate itself), as PEM; or not at all, for a reason, and then whoever is in between can be it.
 *
 * @example { unverified: 'its certificate is new at each start, and both run on one host' }
 */
export type ServiceCertificate = { readonly name: string; readonly authority: string } | { readonly unverified: string }

/** A way in from the internet. */
export interface PublicRoute<P extends string = string> extends Route<P> {
  /** `static`: everything is cached. `dynamic`: sessions, uploads, WebSocket, limited logins. */
  readonly mode: 'static' | 'dynamic'
  /** For `dynamic`: paths that take credentials, limited and watched. */
  readonly loginPaths?: readonly string[]
  /** Paths that are refused outright. */
  readonly refusedPaths?: readonly string[]
  /** Largest request body, in megabytes; for `dynamic`. */
  readonly maxBodyMegabytes?: number
  /** That it is meant; without it the route is a finding. */
  readonly exposed?: Exposed
}

/**
 * Somebody opened a name to the internet, and knows it.
 *
 * @example { since: '2026-02-08', why: 'it is for everybody to read' }
 */
export interface Exposed {
  /** The day, as `2026-02-08`. */
  readonly since: `${number}-${number}-${number}`
  /** Whom it is for, one clause. */
  readonly why: string
}

/** Where people log in for other programs: OpenID Connect, whose issuer is the address of a way in. */
export interface Issuer {
  /** People and programs reach it there, and nowhere else. */
  readonly route: Way
  /** Behind that address; nothing by default. */
  readonly path?: `/${string}`
  /** Behind the issuer, for programs that do not ask it for them. */
  readonly endpoints: {
    readonly authorization: `/${string}`
    readonly token: `/${string}`
    readonly userInfo: `/${string}`
  }
}

type OneOrMore<T> = T | readonly T[]

export interface Routes<P extends string = string> {
  readonly tailnet?: OneOrMore<TailnetRoute<P>>
  readonly ops?: OneOrMore<OpsRoute<P>>
  readonly public?: OneOrMore<PublicRoute<P>>
}

/** What a service gathers from the others, in its own place; `tiles`, of which it shows those of the whole estate. */
export type Collects = 'metrics' | 'logs' | 'probes' | 'tiles'

/** A dashboard, as the renderer of dashboards knows it. Plain data. */
export interface DashboardSpec {
  readonly kind: string
  readonly short: string
}

export interface ServiceProps<P extends string> {
  /** As people write it: `Miniflux`. */
  readonly title: string
  /** What it is, one clause without a full stop. */
  readonly summary: string
  /** The ports by name: the only place where names of ports are made. May be empty. */
  readonly ports: Readonly<Record<P, Port>>
  readonly workload: Workload
  readonly probes?: Probes<NoInfer<P>>
  readonly metrics?: OneOrMore<Metrics<NoInfer<P>>>
  readonly routes?: Routes<NoInfer<P>>
  /** The home page's tile; `hidden` keeps off the page what it would discover. */
  readonly tile?: Tile<NoInfer<P>> | 'hidden'
  readonly dashboards?: readonly DashboardSpec[]
  /**
   * The domain whose routes this service carries: it is the reverse proxy, or the operator, of that domain. `ops` is the private
   * domain of that name, or the only one; a proxy of others lists them by name.
   *
   * @example ['ops', 'lab']
   */
  readonly serves?: RouteKind | readonly string[]
  /**
   * Of the private proxy: the port for the names of one audience, where it alone is answered. All other names share 443.
   */
  readonly audiences?: Readonly<Partial<Record<Audience, NoInfer<P>>>>
  readonly collects?: readonly Collects[]
  /** It takes jobs of workflows. */
  readonly runners?: readonly Runner[]
  /** It backs up what the others say is to be saved, in these runs. */
  readonly backsUp?: BackupRuns
  /** It shows the documentation of the estate, a page a service; links lead through this way in. */
  readonly documents?: Way
  /** Others let people log in with it, by `oidcLogin`. */
  readonly issuer?: Issuer
  /** Everything that mentions another service. Read by `resolve`, never at import. */
  readonly needs?: () => Needs
  readonly accepts?: readonly OwnAcceptance[]
  /**
   * What ran before, and has to stay the same object with the same data: a name, a selector or a claim that is rendered
   * otherwise is a finding.
   */
  readonly adopts?: readonly Adopted[]
  /** Where it deliberately differs from what was observed. */
  readonly differences?: readonly Difference[]
}

/** One thing that is deployed and that people or other services use. */
export interface Service<P extends string = string> {
  readonly kind: 'service'
  readonly name: string
  /** `import.meta.url` of the file that declares it. */
  readonly declaredIn: string
  readonly ports: Readonly<Record<P, Port>>
  readonly props: ServiceProps<string>
}

/**
 * Declares a service.
 *
 * @param meta `import.meta` of the declaring file
 * @param name a DNS label, unique in the estate
 */
export function service<const P extends string = never>(
  meta: { readonly url: string },
  name: string,
  props: ServiceProps<NoInfer<P>> & { readonly ports: Readonly<Record<P, Port>> },
): Service<P> {
  return made({ kind: 'service', name, declaredIn: meta.url, ports: props.ports, props })
}

/**
 * Every service that a module exports, by name: so that a line in it is all that lists a service. Roles are played, and objects
 * applied, after what they wait for. An estate that wants its lists in another order writes them down.
 *
 * @param module `import * as services from './services/index.ts'`
 * @example servicesOf({ loki, dex })
 */
export function servicesOf(module: Readonly<Record<string, Service>>): readonly Service[] {
  return Object.values(module).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
