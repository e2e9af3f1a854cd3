import type { Acceptance } from './accept.ts'
import type { Adopted } from './adopt.ts'
import type { Backup, BackupRuns } from './backup.ts'
import type { Slot } from './content.ts'
import type { Difference } from './difference.ts'
import type { NamedDomain, RouteKind } from './domain.ts'
import type { Finding } from './findings.ts'
import type { Image } from './image.ts'
import type { JournalLog, LogFile } from './log.ts'
import type { DatabaseUse, EndpointUse, LoginUse, RoleProps } from './needs.ts'
import type { Part } from './part.ts'
import type { Person } from './person.ts'
import type { Cluster, Host, Place, Tag } from './place.ts'
import type { Port } from './port.ts'
import type { Probes } from './probe.ts'
import type { Runner } from './runner.ts'
import type { Runs } from './runs/runs.ts'
import type { Step } from './runs/step.ts'
import type {
  Audience,
  Collects,
  DashboardSpec,
  Issuer,
  Metrics,
  MetricsLogin,
  OpsRoute,
  PublicRoute,
} from './service.ts'
import type { DnsStackProps, TailnetStackProps } from './stack.ts'
import type { Share, Volume } from './storage.ts'
import type { TailnetPolicyProps } from './tailnet-policy.ts'
import type { Textfile } from './textfile.ts'
import type { Tile } from './tile.ts'
import type { Secret, Vault } from './vault.ts'
import type { LocalAddress, Workload } from './workload.ts'

/**
 * The resolved estate: what every projection reads, and nothing else. Records and arrays only, so that it can be
 * written as JSON and two revisions compared without running old code.
 */
export interface Resolved {
  readonly name: string
  readonly title: string
  /** The estate's file, relative to the repository's root. */
  readonly file: string
  readonly domains: readonly NamedDomain[]
  readonly hosts: readonly Host[]
  readonly clusters: readonly Cluster[]
  readonly vaults: readonly Vault[]
  readonly people: readonly Person[]
  readonly shares: readonly Share[]
  readonly services: readonly ResolvedService[]
  readonly routes: readonly ResolvedRoute[]
  readonly flows: readonly Flow[]
  readonly databases: readonly ResolvedDatabase[]
  readonly roles: readonly ResolvedRole[]
  readonly logins: readonly ResolvedLogin[]
  readonly scrapes: readonly Scrape[]
  readonly tiles: readonly ResolvedTile[]
  readonly outsideProbes: readonly OutsideProbe[]
  readonly backups: readonly BackupEntry[]
  /** Address of the documentation, without a slash at the end; absent where no service shows it. */
  readonly documentation?: string
  readonly tailnet?: ResolvedTailnet
  readonly tailnetStack?: InFile<TailnetStackProps>
  readonly dns?: InFile<DnsStackProps>
  readonly waits: readonly Wait[]
  /** What is done to what is no service's: tailnet, records of domains, hosts. */
  readonly operations: readonly Step[]
  /** The services in an order in which each starts after those that it must wait for. */
  readonly startOrder: readonly string[]
  readonly acceptances: readonly Acceptance[]
  /** What services take over from before. */
  readonly adoptions: readonly ResolvedAdoption[]
  /** The estate's own, then each service's. */
  readonly differences: readonly ResolvedDifference[]
  /** What the checks saw, acceptances not yet applied: see `judge`. */
  readonly findings: readonly Finding[]
}

/** All that one service takes over. */
export interface ResolvedAdoption {
  readonly service: string
  readonly adopts: readonly Adopted[]
}

/** A difference with the service that has it; none for the estate's own. */
export interface ResolvedDifference extends Difference {
  readonly service?: string
}

/** With the declaring file, relative to the repository's root. */
export type InFile<T> = T & { readonly file: string }

export type ResolvedTailnet = InFile<TailnetPolicyProps>

/** What a service says, with names and addresses. */
export interface ServiceFacts {
  readonly name: string
  readonly title: string
  readonly summary: string
  /** The declaring file, relative to the repository's root. */
  readonly file: string
  /** Where it runs. */
  readonly at: Place
  /** The kind of its workload: `deployment`, `host-service`, `external`. */
  readonly kind: string
  /** The name by which its neighbours reach it, and where single ports answer under another. */
  readonly address?: string
  readonly addresses?: Readonly<Record<string, string>>
  /** Where the local network reaches all its ports, though it runs in a cluster. */
  readonly lan?: LocalAddress
  readonly external: boolean
  readonly ports: Readonly<Record<string, Port>>
  readonly probes?: Probes
  readonly metrics: readonly Metrics[]
  readonly tile?: Tile<string> | 'hidden'
  readonly dashboards: readonly DashboardSpec[]
  /** The names of the domains whose routes it carries. */
  readonly serves: readonly string[]
  readonly collects: readonly Collects[]
  readonly runners: readonly Runner[]
  /** Where others let people log in: its address, without a slash at the end. */
  readonly issuer?: Issuer & { readonly url: string }
  readonly backsUp?: BackupRuns & {
    /** The longest time between the beginnings of two runs, as the schedule plans them. */
    readonly longestPauseSeconds: number
  }
  /** Entities found inside the workload. */
  readonly images: readonly Image[]
  readonly secrets: readonly Secret[]
  readonly volumes: readonly Volume[]
  readonly logs: readonly LogFile[]
  readonly journals: readonly JournalLog[]
  readonly textfiles: readonly Textfile[]
  readonly shares: readonly Share[]
  /** Files and settings that a renderer fills of the whole estate. */
  readonly slots: readonly Slot[]
}

/** A service with what is there once it is deployed: what everybody reads who does not render it. */
export interface ResolvedService extends ServiceFacts {
  readonly runs: Runs
}

/** A service with its workload, as the part has it that renders it. */
export interface ServiceWithWorkload extends ResolvedService {
  readonly workload: Workload
}

/** The resolved estate as targets have it, which hand each workload, and each setting of a provider, to its part. */
export interface ResolvedWithWorkloads extends Resolved {
  readonly services: readonly ServiceWithWorkload[]
  /** Those that the estate registers; no data. */
  readonly parts: readonly Part[]
}

export interface ResolvedRoute {
  readonly kind: RouteKind
  /** The name of its domain. */
  readonly domain: string
  readonly service: string
  /** The port's name. */
  readonly port: string
  readonly protocol: 'https' | 'tcp'
  readonly label: string
  /** Fully qualified, no dot at the end. */
  readonly hostname: string
  /** Where the domain's proxy listens. */
  readonly listen: number
  /** `https://HOSTNAME`, or `tcp://HOSTNAME:PORT`. */
  readonly url: string
  /** Where the domain's proxy connects to; absent where nothing leads there (a finding says so). */
  readonly backend?: Address
  /** For tailnet routes of a cluster: what the endpoint carries. */
  readonly tags: readonly Tag[]
  /** For names of the private proxy: whom they are for. */
  readonly audience?: Audience
  /** For tailnet routes: the only paths that it carries. */
  readonly paths?: readonly string[]
  /** For names of the private proxy: what it does for them besides carrying. */
  readonly ops?: Omit<OpsRoute, 'port' | 'host' | 'listen' | 'audience' | 'domain'>
  readonly public?: Omit<PublicRoute, 'port' | 'host' | 'listen'>
}

/** A concrete address. */
export interface Address {
  readonly scheme: 'http' | 'https' | 'tcp' | 'udp'
  readonly host: string
  readonly port: number
  /** Scheme, host and port; the port is left out where it is the scheme's own and a public or private route leads there. */
  readonly url: string
  /** The way: inside a cluster, on one host, over the local network, or through a route. */
  readonly via: 'cluster' | 'local' | 'lan' | RouteKind
}

/** Traffic from one service to another. */
export interface Flow {
  readonly from: string
  readonly to: string
  /** The provider's port, by name. */
  readonly port: string
  readonly why: string
  readonly origin: 'need' | 'database' | 'route' | 'scrape' | 'probe' | 'tile'
  readonly address: Address
  readonly use?: EndpointUse
}

/** A service that must be up before another starts. */
export interface Wait {
  readonly from: string
  /** What it waits for. */
  readonly to: string
  readonly why: string
}

export interface ResolvedDatabase {
  readonly name: string
  readonly server: string
  /** The service that needs it. */
  readonly service: string
  readonly owner: string
  readonly bootstrap?: { readonly postInitSql: readonly string[] }
  readonly backup: Backup
  readonly use?: DatabaseUse
}

export interface ResolvedRole extends RoleProps {
  readonly name: string
  readonly server: string
  /** The service that asked for it. */
  readonly service: string
}

/** A program to which people log in with another service. */
export interface ResolvedLogin {
  /** The service that needs it, and its title. */
  readonly service: string
  readonly title: string
  /** The service with which they log in. */
  readonly provider: string
  readonly issuer: NonNullable<ServiceFacts['issuer']>
  /** What the provider calls the program. */
  readonly client: string
  /** None of a program that can keep none. */
  readonly secret?: Secret
  /** The ways in by which they come back, and where each leads. */
  readonly back: readonly LoginWay[]
  readonly use: LoginUse
}

export interface LoginWay {
  /** None of a program on the machine of whoever logs in. */
  readonly route?: ResolvedRoute
  /** With the program's own path. */
  readonly redirect: string
}

/** One scrape target. */
export interface Scrape {
  readonly job: string
  readonly service: string
  /** The collecting service. */
  readonly by: string
  readonly exporter: string
  /** `HOST:PORT`. */
  readonly target: string
  readonly scheme: 'http' | 'https'
  readonly path: string
  readonly labels: Readonly<Record<string, string>>
  readonly login?: MetricsLogin
}

/** The tile of a service on a home page of the estate, with its addresses as that page has them. */
export interface ResolvedTile {
  readonly service: string
  /** The home page. */
  readonly by: string
  /** Where it leads people; absent where they have no way in. */
  readonly href?: string
  /** What the page asks whether the service is healthy. */
  readonly monitor?: string
  /** What its widget asks. */
  readonly asks?: string
  /** The secrets of its widget, by the variables that the page has of them. */
  readonly secrets: Readonly<Record<string, Secret>>
}

/** An HTTP probe from outside the service. */
export interface OutsideProbe {
  /** Unique in the estate: the service's name, or a public host name. */
  readonly name: string
  readonly service: string
  /** As people write it: the service's title, or a public host name. */
  readonly title: string
  /** The collecting service that asks. */
  readonly by: string
  readonly url: string
}

export type BackupEntry =
  | { readonly kind: 'dump'; readonly service: string; readonly database: string; readonly server: string }
  | {
      readonly kind: 'directory'
      readonly service: string
      readonly at: Place
      /** What metrics and tables call it. */
      readonly name: string
      readonly path: string
      readonly holds: string
      readonly priority: 'critical' | 'high' | 'normal'
    }
  /** A SQLite database of a host, of which a copy is saved that SQLite made. */
  | {
      readonly kind: 'sqlite'
      readonly service: string
      readonly at: Place
      /** What metrics and tables call it. */
      readonly name: string
      readonly path: string
      readonly holds: string
    }
  /** A database in a MariaDB server of a host. */
  | {
      readonly kind: 'mariadb'
      readonly service: string
      readonly at: Place
      /** What the server calls it. */
      readonly name: string
      /** The server's data folder. */
      readonly path: string
      readonly socket: string
      readonly holds: string
    }
  | { readonly kind: 'none'; readonly service: string; readonly what: string; readonly reason: string }
