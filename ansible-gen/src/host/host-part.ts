import {
  contract,
  type Finding,
  type Flow,
  type HeldVolume,
  type Host,
  type HostUnit,
  type JudgingPart,
  type Lookup,
  type Mine,
  type Question,
  type Release,
  type Renderer,
  type Requirement,
  type ResolvedRoute,
  type ResolvedService,
  type ResolvedWithWorkloads,
  type Runs,
  type Schedule,
  type Scheduled,
  type ServiceWithWorkload,
  type Step,
  type Thing,
} from '@homelab/estate/model'
import type { Task } from '../ansible/task.ts'
import type { Pieces, Rendering } from '../project/rendering.ts'
import type { Directory } from './files.ts'
import type { KnownProgram } from './known-program.ts'
import type { Program } from './program.ts'

/** Where a program runs. */
export interface Placed {
  /** The service, by name. */
  readonly service: string
  readonly host: Host
  readonly mine: Mine
}

/** What is there once a program is set up, besides what the service itself says; entries have ids of their own. */
export interface ProgramRuns {
  readonly units: readonly HostUnit[]
  readonly questions: readonly Question[]
  readonly operations: readonly Step[]
  /** Versions that it says itself: of an image. */
  readonly releases?: readonly Release[]
  readonly identities?: Exclude<Runs['identities'], 'unknown'>
  readonly provides?: readonly Thing[]
  readonly requires?: readonly Requirement[]
  readonly schedules?: readonly Scheduled[]
  /** What of others it mounts. */
  readonly volumes?: readonly HeldVolume[]
}

/** What a program takes up on its host: read by the checks of hosts, and by what must know its paths. */
export interface Owned {
  /** What its part knows it by on the host: the second of a name would take the place of the first. */
  readonly label?: string
  /** Absolute paths of the files, besides those that it reads, by which it is made known; of mode 0644. */
  readonly definedIn?: readonly string[]
  /** Folders that the role makes for it. */
  readonly folders?: readonly Directory[]
  /** The folder that it is started in, absolute. */
  readonly worksIn?: string
  /** Absolute paths that it writes itself. */
  readonly writes?: readonly string[]
  /** Programs that must be there: by a whole path, or by the name under which a package brings it. */
  readonly calls?: readonly string[]
  /** Packages that bring it: those of its service. */
  readonly packages?: readonly string[]
  /** Where it mounts something, absolute. */
  readonly mounts?: readonly string[]
  /** The handler that starts it again, where it has one. */
  readonly restart?: string
  /** The `PATH` that it is given, where it is given one. */
  readonly searches?: string
  /** Interfaces of the host by which what it runs in containers asks the host itself; `*` at the end stands for the rest of a name. */
  readonly bridges?: readonly string[]
  /**
   * It makes its host a node of a cluster, by name. Nodes are let in to each other's ports: to all that one of them names here by its
   * number. Pods that ask for something may be on any of them.
   */
  readonly node?: { readonly of: string; readonly ports: readonly number[] }
  /** It lets nobody in to a port of the host but those whom the estate says to reach it. */
  readonly shuts?: true
  /** Whom it runs as; the login of the host by default. */
  readonly user?: string
  /** Groups that must be there. */
  readonly groups?: readonly string[]
  /** What it may do besides what its user may. */
  readonly capabilities?: readonly string[]
  /** When it runs, where the host must have a way to say it. */
  readonly schedule?: Schedule
  readonly everySeconds?: number
}

/** A path as a task of a playbook writes it, with a variable in the place of the host's own folders. */
export type PathOf = (absolute: string, systemPaths: readonly string[]) => string

/** What renders programs of a part; its own module, loaded before anything is rendered. */
export interface HostRenderer<P extends Program = Program> {
  /** What the role of a service does for its programs of the part, in their order. */
  readonly render: (rendering: Rendering, programs: readonly P[]) => Pieces
  /** What a host's playbook does before its roles, when all of them run; `programs` are all of the part on that host. */
  readonly beforeRoles?: (host: Host, programs: readonly P[], path: PathOf) => readonly Task[]
  /** The needs of the service whose `use` it read. */
  readonly takes?: (find: Lookup, service: ResolvedService, programs: readonly P[]) => readonly Flow[]
}

/** Programs of a service that nobody states: they follow from its routes. See docs/decisions/0048-a-host-serves-its-names.md. */
export type Follows = (
  routes: readonly ResolvedRoute[],
  host: Host,
  stated: readonly KnownProgram[],
) => readonly Program[]

/** What is wrong with a program; `resolved` for what depends on others. */
export type Checks<P extends Program> = (
  program: P,
  service: ServiceWithWorkload,
  host: Host,
  resolved: ResolvedWithWorkloads,
) => readonly Finding[]

/** Some kinds of what runs on hosts: a folder. */
export interface HostPart extends JudgingPart {
  readonly runs: (program: Program, placed: Placed) => ProgramRuns
  readonly owns: (program: Program, host: Host) => Owned
  /** What types can't say of one. */
  readonly checks?: Checks<Program>
  readonly follows?: Follows
  /** A program of it brings the routes of its service into the tailnet itself. */
  readonly servesRoutes?: true
  /** What a first run does to programs that were set up by hand, where that is to be known: a clause. */
  readonly adopting?: string
  readonly renderer: Renderer<HostRenderer>
}

/** What runs programs on a host: the contract of kinds of programs. */
export const programParts = contract<HostPart>('host-part')

/** What is said of a part, typed by its program. */
export interface HostPartOf<P extends Program>
  extends Pick<HostPart, 'judge' | 'adopting' | 'changes' | 'options' | 'servesRoutes'> {
  readonly kinds: readonly P['kind'][]
  /** Pure. */
  readonly runs: (program: P, placed: Placed) => ProgramRuns
  /** Pure. */
  readonly owns: (program: P, host: Host) => Owned
  readonly checks?: Checks<P>
  readonly follows?: Follows
  readonly renderer: Renderer<HostRenderer<P>>
}

/** A part of hosts. Each kind is made by one constructor alone, which decides the type of its programs. */
export function hostPart<P extends Program>(of: HostPartOf<P>): HostPart {
  return { contract: 'host-part', ...of } as HostPart
}
