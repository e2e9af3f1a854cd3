import type { Way } from './domain.ts'
import { made } from './made.ts'

/** When it is asked. Times in seconds; what is not set is not rendered. */
export interface ProbeTimes {
  readonly delaySeconds?: number
  readonly periodSeconds?: number
  readonly timeoutSeconds?: number
  readonly failureThreshold?: number
}

/** A health check over HTTP: it is well where the answer's status is below 400. */
export interface HttpProbe<P extends string = string> extends ProbeTimes {
  readonly by?: 'http'
  readonly port: P
  readonly path: string
}

/** A health check of what speaks no HTTP: it is well where it takes a connection. */
export interface TcpProbe<P extends string = string> extends ProbeTimes {
  readonly by: 'tcp'
  readonly port: P
}

/**
 * A health check of what speaks gRPC, by its own protocol for that: it is well where it says that it serves. Kubelets ask without TLS.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe
 */
export interface GrpcProbe<P extends string = string> extends ProbeTimes {
  readonly by: 'grpc'
  readonly port: P
  /** What of its server is asked after; the whole of it by default. */
  readonly service?: string
}

/** A health check by a program in the container: it is well where that ends with 0. */
export interface CommandProbe extends ProbeTimes {
  readonly by: 'command'
  /** Program and arguments, without a shell. */
  readonly command: readonly [string, ...string[]]
}

/** https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ */
export type Probe<P extends string = string> = HttpProbe<P> | TcpProbe<P> | GrpcProbe<P> | CommandProbe

/** What a kubelet asks of a container. */
export interface ContainerProbes<P extends string = string> {
  /**
   * Until it answers, the others are not asked: for what takes long to start, `failureThreshold` times `periodSeconds` is how
   * long it may take. When that is over, the container is restarted.
   */
  readonly start?: Probe<P>
  /** Restarts the container when it fails. */
  readonly live?: Probe<P>
  /** Takes the pod out of its Service while it fails. */
  readonly ready?: Probe<P>
}

export interface Probes<P extends string = string> extends ContainerProbes<P> {
  /** What outside probes ask; `ready`, then `live`, by default, where they ask over HTTP. */
  readonly health?: Health<P>
}

/** What outside probes ask. */
export interface Health<P extends string = string> extends Pick<HttpProbe<P>, 'port' | 'path'> {
  /** They ask through this way in, and not the service directly: where its address is another's to choose. */
  readonly via?: Way
}

/**
 * Asks whether a port takes a connection: for what speaks no HTTP.
 *
 * @example tcpProbe('redis', { periodSeconds: 10 })
 */
export function tcpProbe<const P extends string>(port: P, times: ProbeTimes = {}): TcpProbe<P> {
  return made({ by: 'tcp', port, ...times })
}

/**
 * Asks what speaks gRPC whether it serves, as `grpc.health.v1.Health` answers.
 *
 * @example grpcProbe('grpc', { service: 'ready', periodSeconds: 10 })
 */
export function grpcProbe<const P extends string>(port: P, more: Omit<GrpcProbe, 'by' | 'port'> = {}): GrpcProbe<P> {
  return made({ by: 'grpc', port, ...more })
}

/**
 * Asks a program in the container, which runs again each time: its end with 0 says that all is well.
 *
 * @example commandProbe(['pg_isready', '--username=postgres'], { timeoutSeconds: 5 })
 */
export function commandProbe(command: CommandProbe['command'], times: ProbeTimes = {}): CommandProbe {
  return made({ by: 'command', command, ...times })
}

/** What is asked from outside, where anything is. */
export function healthOf({ health, ready, live }: Probes = {}): Health | undefined {
  return health ?? [ready, live].find(isHttp)
}

function isHttp(probe: Probe | undefined): probe is HttpProbe {
  return probe !== undefined && (probe.by === undefined || probe.by === 'http')
}
