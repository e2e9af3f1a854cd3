import type { DeliveryQuestion, Judged, Word } from '@homelab/estate/model'

/** One thing to ask: who it is of, and the question. Plain data, but for how some answers are judged; `@homelab/checkup/run` asks it. */
export interface Check {
  /** The service; for what belongs to none, the place's name. */
  readonly service: string
  /** What is asked, a few words: `tailnet`, `text file`, `pods`. */
  readonly what: string
  /** Where, as a person would look there: a URL, a label, a path. */
  readonly where: string
  readonly ask: Question
}

export type Question =
  | HttpQuestion
  | TcpQuestion
  | PostgresQuestion
  | CommandQuestion
  | TextfileQuestion
  | RemoteApiQuestion
  | PodsQuestion
  | DeliveredQuestion
  | OthersDeliveredQuestion

/** Answers with a status below 400, as Kubernetes judges probes; over HTTPS with a certificate that is valid for long. */
export interface HttpQuestion {
  readonly kind: 'http'
  readonly url: string
}

/**
 * The other side speaks, or stays connected. A connection alone says nothing: a layer-4 proxy accepts one before it knows
 * whether anything is behind it, and then closes it.
 */
export interface TcpQuestion {
  readonly kind: 'tcp'
  readonly host: string
  readonly port: number
}

/** The server takes connections. */
export interface PostgresQuestion extends Omit<TcpQuestion, 'kind'> {
  readonly kind: 'postgres'
}

/** A host that is asked over SSH. */
export interface Machine {
  readonly name: string
  /** The login; the SSH client's own choice by default. */
  readonly user?: string
  /** Folders of programs: a shell without a login knows but the system's. */
  readonly path?: readonly string[]
}

interface OnMachine {
  readonly on: Machine
}

/** What is asked of a host by a command, as the part says that sets it up. */
export interface CommandQuestion extends OnMachine {
  readonly kind: 'command'
  readonly words: readonly Word[]
  readonly judged: Judged
}

/** A file of metrics is there, and was written lately. */
export interface TextfileQuestion extends OnMachine {
  readonly kind: 'textfile'
  /** Absolute. */
  readonly path: string
  readonly maxAgeSeconds: number
  /** Which dialect of `stat` the machine speaks. */
  readonly stat: 'bsd' | 'gnu'
}

/** A question to a cluster with this machine's kube configuration. */
interface InCluster {
  readonly context: string
}

/** The API server is ready, asked from here. */
export interface RemoteApiQuestion extends InCluster {
  readonly kind: 'remote-api'
}

/** Every pod with these labels is ready, and there is one. */
export interface PodsQuestion extends InCluster {
  readonly kind: 'pods'
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

/** What the delivery of a cluster keeps of a group is there, and says that all is well. */
export interface DeliveredQuestion extends InCluster {
  readonly kind: 'delivered'
  readonly by: DeliveryQuestion
  readonly name: string
}

/** No group is there that the estate does not know. */
export interface OthersDeliveredQuestion extends InCluster {
  readonly kind: 'others-delivered'
  readonly by: DeliveryQuestion
  readonly known: readonly string[]
}
