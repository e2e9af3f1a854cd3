import type { Identity, Listening, Outside } from './access.ts'
import type { DeliveredSecret, SecretRead } from './delivered-secrets.ts'
import type { Delivery, Release } from './deliveries.ts'
import type { Maybe } from './entry.ts'
import type { Pods } from './pods.ts'
import type { Requirement, Thing } from './provided.ts'
import type { PublicProxy } from './public-proxy.ts'
import type { ByHand, LogSource, MetricsSource, Question, Scheduled } from './sight.ts'
import type { Step } from './step.ts'
import type { DatabaseServer, HeldVolume } from './storage.ts'
import type { OwnFile, OwnFolder, Unit } from './units.ts'

/**
 * What is there once a service is deployed. Plain data, which everybody reads who wants to know how a service runs; made
 * by the part that renders it, from what the service itself says and what others need of it.
 */
export interface Runs {
  /** The namespace in its cluster; absent elsewhere. */
  readonly namespace?: string
  /** The cluster whose delivery it is, by name: what brings every other service of it there. */
  readonly deliversTo?: string
  /** What brings it to its place; several Applications in the order in which they are synced. */
  readonly deliveries: readonly Delivery[]
  /** What decides which version runs, besides images. */
  readonly releases: Maybe<readonly Release[]>
  readonly pods: Maybe<readonly Pods[]>
  /** What a host, or a platform, keeps running. */
  readonly units: Maybe<readonly Unit[]>
  readonly files: Maybe<readonly OwnFile[]>
  readonly folders: Maybe<readonly OwnFolder[]>
  readonly volumes: Maybe<readonly HeldVolume[]>
  /** Databases that it serves to others. */
  readonly databaseServer?: DatabaseServer
  /** What it is as the public proxy. */
  readonly publicProxy?: PublicProxy
  readonly ports: readonly Listening[]
  readonly delivered: Maybe<readonly DeliveredSecret[]>
  readonly reads: Maybe<readonly SecretRead[]>
  readonly identities: Maybe<readonly Identity[]>
  readonly provides: Maybe<readonly Thing[]>
  readonly requires: Maybe<readonly Requirement[]>
  readonly logs: Maybe<readonly LogSource[]>
  readonly metrics: readonly MetricsSource[]
  readonly schedules: Maybe<readonly Scheduled[]>
  /** What it reaches that is no service of the estate. */
  readonly reaches: Maybe<readonly Outside[]>
  /** What a person does, once, before it can run. */
  readonly byHand: readonly ByHand[]
  /** What tells whether it is well. */
  readonly questions: readonly Question[]
  readonly operations: readonly Step[]
}
