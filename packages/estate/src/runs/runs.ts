import type { Schedule } from '../schedule.ts'
import type { Volume } from '../storage.ts'
import type { Secret } from '../vault.ts'
import type { Step } from './step.ts'

/** `unknown` is what nobody here knows: of charts, of what stays hand-written. It never stands for nothing. */
export type Maybe<T> = T | 'unknown'

/**
 * What is there once a service is deployed. Plain data, which everybody reads who wants to know how a service runs; made
 * by the part that renders it, from what the service itself says and what others need of it.
 */
export interface Runs {
  /** The namespace in its cluster; absent elsewhere. */
  readonly namespace?: string
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

/** What all entries have. */
export interface Entry {
  /** Unique in the estate, and the same as long as the service and what is meant keep their names: `grafana/pods/grafana`. */
  readonly id: string
  /** What renders it: `deployment`, `launch-agent`. */
  readonly part: string
}

export type Delivery =
  | (Entry & {
      readonly by: 'argocd'
      readonly application: string
      /** `definitions`: of kinds of objects. `access`: Ingress and Secrets. `all`: whatever stays hand-written. */
      readonly holds: 'definitions' | 'workload' | 'access' | 'all'
      /** Every object is rendered, and none is a chart's, a kustomization's or somebody else's. */
      readonly rendered: boolean
      /** Objects of which a sync leaves some fields as they are, by name. */
      readonly leavesAlone: readonly string[]
    })
  | (Entry & {
      readonly by: 'ansible'
      readonly host: string
      /** The role's name, which is its tag too. */
      readonly role: string
    })
  | (Entry & { readonly by: 'fly'; readonly app: string; readonly region: string })

export type Release =
  /** An image that the delivery itself builds of, by its reference. */
  | (Entry & { readonly of: 'image'; readonly reference: string })
  /** A Helm chart in a Git repository: its folder there, and a branch, tag or commit. */
  | (Entry & {
      readonly of: 'chart'
      readonly name: string
      readonly revision: string
      readonly repository: string
    })
  /** Manifests of upstream, a version in their URL. */
  | (Entry & { readonly of: 'manifests'; readonly url: string })
  /** A package of Homebrew or the distribution: whichever version it has that day. */
  | (Entry & { readonly of: 'package'; readonly from: 'formula' | 'cask' | 'distribution'; readonly name: string })

/** An object of a cluster that makes pods. */
export interface Pods extends Entry {
  readonly namespace: string
  /** As kubectl names the kind: `deployment`, `cluster.postgresql.cnpg.io`. */
  readonly resource: Maybe<string>
  /** The kind as people write it: `Deployment`. */
  readonly kind: Maybe<string>
  readonly name: Maybe<string>
  /** Labels that pick its pods, and no others. */
  readonly selector: Maybe<Readonly<Record<string, string>>>
  /** How many pods it keeps; `each-node`, or `by-clock` where each run has its own. */
  readonly replicas: Maybe<number | 'each-node' | 'by-clock'>
  /** `recreate`: the old pod has ended before the new one starts. `rolling`: they overlap. `ordered`: one after the other. */
  readonly rollout: Maybe<'recreate' | 'rolling' | 'ordered'>
  readonly containers: Maybe<readonly RunningContainer[]>
  /** ConfigMaps of which a changed content rolls the pods. */
  readonly rolledBy: Maybe<readonly string[]>
  /** The service account whose token the pods get. */
  readonly token: Maybe<string | 'none'>
  /** Fields of the object that can't be changed in place. */
  readonly fixed: readonly string[]
}

export interface RunningContainer {
  readonly name: string
  /** The image's reference. */
  readonly image: string
  /** Its security context is stated. */
  readonly restricted: boolean
}

interface AnyUnit extends Entry {
  readonly host: string
  /** `kept`: started again whenever it ends. `calendar`: at times. `interval`: each time so long after the last. `once`: when it is loaded. */
  readonly runs: 'kept' | 'calendar' | 'interval' | 'once'
  /** Absolute paths of the files that make it known to what starts it. */
  readonly definedIn: readonly string[]
  /** Absolute paths of what it writes about itself, errors first; empty where that is a journal. */
  readonly logs: readonly string[]
  /** Ids of the files of which a change restarts it. */
  readonly restartedBy: readonly string[]
  /** The program, absolute; where the unit itself says it. */
  readonly program?: string
}

/** A program, or a machine, that something keeps running. */
export type Unit =
  | (AnyUnit & { readonly manager: 'launchd'; readonly label: string; readonly root: boolean })
  | (AnyUnit & { readonly manager: 'homebrew'; readonly formula: string })
  | (AnyUnit & {
      readonly manager: 'systemd'
      /** Without its ending. */
      readonly unit: string
      /** What is started and stopped: the timer where there is one; with its ending. */
      readonly managed: string
      readonly timer: boolean
    })
  | (AnyUnit & { readonly manager: 'minikube'; readonly profile: string })
  | (AnyUnit & {
      readonly manager: 'fly'
      readonly app: string
      /** Requests of one client a second, and of those to paths that take logins. */
      readonly limits: {
        readonly perSecond: number
        readonly logins: { readonly perSecond: number; readonly burst: number }
      }
      /** Who fails to log in so often within a time is refused for a time. */
      readonly bans: { readonly maxRetries: number; readonly findSeconds: number; readonly banSeconds: number }
    })

export interface OwnFile extends Entry {
  readonly host: string
  /** Absolute. */
  readonly path: string
  readonly mode: string
  /** The login of the host by default. */
  readonly owner?: string
  readonly holdsSecret: boolean
}

export interface OwnFolder extends Entry {
  readonly host: string
  /** Absolute. */
  readonly path: string
  readonly mode: string
  readonly owner?: string
}

/** Where data is kept. */
export type HeldVolume =
  | (Claimed & {
      readonly on: 'claim'
      readonly volume: Volume & { readonly size: string }
      /** A claim of its own, or that of a StatefulSet's first pod. */
      readonly made: 'claim' | 'claim-template'
    })
  /** A folder that a host exports; with a claim, or mounted as it is. */
  | (Partial<Claimed> &
      Entry & {
        readonly on: 'share'
        /** The share, by name. */
        readonly share: string
        /** The persistent volume that is made with the claim. */
        readonly persistentVolume?: string
      })
  /** What an operator makes claims for. */
  | (Entry & {
      readonly on: 'operator'
      readonly volume: Volume & { readonly size: string }
      readonly namespace: string
      readonly storageClass: string
    })
  /** A folder, or a database, of a host. */
  | (Entry & { readonly on: 'host'; readonly volume: Volume; readonly host: string })

interface Claimed extends Entry {
  readonly claim: string
  readonly namespace: string
  readonly storageClass?: string
  readonly access: 'one-node' | 'many-nodes-read'
  /** What becomes of the data when the claim goes; of a class that somebody else defined nobody knows. */
  readonly reclaim: Maybe<'kept' | 'deleted'>
  /** What is made for it besides the object of the pods. */
  readonly objects: readonly MadeObject[]
}

/** An object of a cluster, with the fields that can't be changed in place. */
export interface MadeObject {
  readonly kind: string
  readonly name: string
  readonly fixed: readonly string[]
}

/** A server of databases for others. */
export interface DatabaseServer extends Entry {
  readonly product: 'postgresql'
  /** Its major version first; as the tag of its image says it. */
  readonly version: Maybe<string>
  /** How many instances serve; one is away while it restarts. */
  readonly instances: number
  /** What its data may grow to: a Kubernetes quantity. */
  readonly size: string
}

/** A port on which it answers. */
export interface Listening extends Entry {
  /** As the service calls it. */
  readonly port: string
  readonly protocol: 'http' | 'https' | 'tcp' | 'udp'
  /** What neighbours connect to. */
  readonly number: number
  /** Where the process itself listens. */
  readonly target: number
  /** The name by which neighbours reach it. */
  readonly host: Maybe<string>
  /** From where it answers: pods of its cluster, whoever reaches its nodes or its host, members of the tailnet, anybody. */
  readonly scopes: readonly ('pods' | 'nodes' | 'machine' | 'tailnet' | 'internet')[]
}

interface AnyDelivered extends Entry {
  /** Who reads a new value without being told. */
  readonly followed: Maybe<boolean>
}

/** A place where a secret's value ends up. */
export type DeliveredSecret =
  | (AnyDelivered & {
      readonly to: 'secret'
      readonly namespace: string
      /** The Secret's name. */
      readonly name: string
      /** Key of what was fetched -> reference. */
      readonly from: Readonly<Record<string, Secret>>
      /** Its keys, each with the keys of what was fetched that it holds. */
      readonly keys: Readonly<Record<string, readonly string[]>>
      /** The label by which it is found, where nothing names it. */
      readonly label?: string
      /** What makes it: External Secrets, or the step by hand of that name. */
      readonly by: 'external-secret' | { readonly step: string }
      /** It is the password of a login. */
      readonly login?: string
    })
  /** Made by an operator, or copied from a Secret of another namespace: no reference of a vault leads there. */
  | (AnyDelivered & {
      readonly to: 'made-secret'
      readonly namespace: string
      readonly name: string
      readonly keys: Maybe<readonly string[]>
      /** The Secret that it is a copy of, and the service beside which that stands. */
      readonly copyOf?: { readonly name: string; readonly beside: string }
    })
  | (AnyDelivered & {
      readonly to: 'host'
      readonly host: string
      readonly secret: Secret
      /** Files that hold it, absolute. */
      readonly paths: readonly string[]
      /** Names in the workflows of a forge. */
      readonly actions: readonly string[]
    })

/** Something that stands in the namespace of another service, where it is not of its own. */
export interface Beside {
  readonly namespace: Maybe<string>
  /** The other service. */
  readonly beside?: string
}

/** A Secret of a cluster that something reads. */
export interface SecretRead extends Entry, Beside {
  readonly name: string
  readonly key?: string
  readonly optional: boolean
  /** What reads it: `container web`, `role borgmatic`. */
  readonly by: string
  /** The pods that read it, by id; where it is pods. */
  readonly pods?: string
}

/** An account with rights. */
export interface Identity extends Entry {
  readonly kind: 'service-account' | 'user'
  readonly name: string
  readonly namespace?: string
  /** What it may do, as far as the service itself binds it to something. */
  readonly rights: Maybe<readonly Right[]>
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export interface Right {
  readonly verbs: readonly string[]
  /** With their group where they have one: `apps/deployments`; or paths: `/metrics`. */
  readonly on: readonly string[]
  /** A namespace, or all of the cluster. */
  readonly within: string
}

/** What others may ask for. */
export interface Thing extends Entry {
  /** `generated`: files of the whole estate, such as its dashboards. */
  readonly kind: 'namespace' | 'definitions' | 'class' | 'cluster' | 'secret-store' | 'generated'
  readonly name: string
}

/** What must be there, and is nobody's need. */
export type Requirement =
  | (Entry & { readonly kind: Thing['kind']; readonly name: string })
  /** A program that somebody builds or installs by hand. */
  | (Entry & {
      readonly kind: 'program'
      /** Absolute. */
      readonly path: string
      readonly how: string
    })
  | (Entry & {
      readonly kind: 'version'
      readonly program: string
      /** The oldest that will do. */
      readonly atLeast: string
      readonly how: string
    })

/** What it tells in numbers. */
export type MetricsSource =
  | (Entry & {
      readonly from: 'endpoint'
      /** What gives the series, as the catalogue of metrics calls it. */
      readonly exporter: string
      readonly job: string
      readonly path: string
      /** The service that collects them. */
      readonly collector: string
    })
  | (Entry & {
      readonly from: 'file'
      readonly exporter: string
      /** Absolute. */
      readonly path: string
      readonly everySeconds: number
    })

interface AnyLog extends Entry {
  /** The service that collects them; none where nobody does. */
  readonly collector?: string
}

export type LogSource =
  /** Lines of pods, by the labels under which the store of logs has them. */
  | (AnyLog & { readonly from: 'pods'; readonly namespace: string; readonly app?: string })
  | (AnyLog & {
      readonly from: 'file'
      /** Absolute. */
      readonly path: string
      readonly stream: 'stdout' | 'stderr'
      readonly label: string
    })
  | (AnyLog & { readonly from: 'journal'; readonly unit: string })

export interface Scheduled extends Entry {
  readonly what: string
  readonly at: Schedule | { readonly everySeconds: number }
}

export interface Outside extends Entry {
  readonly to: 'internet' | 'kubernetes-api' | 'kubelets'
  readonly why: string
  /** The pods that do, by id; all of the workload itself by default. */
  readonly pods?: string
}

/** A step by hand that a service needs once. */
export interface ByHand extends Entry {
  readonly name: string
  /** What to do and why, one sentence. */
  readonly what: string
  /** As they are typed. */
  readonly commands: readonly string[]
  /** It begins with a template for Secrets that is rendered under its name. */
  readonly template: boolean
}

/** What is asked to see whether an entry is well; whoever asks knows how for each kind. */
export interface Question {
  readonly id: string
  /** The entry that it is about, by id. */
  readonly about: string
  readonly kind: 'pods-ready' | 'delivered' | 'unit-runs'
}
