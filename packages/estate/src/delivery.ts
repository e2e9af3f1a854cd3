import type { AnyOptions } from './options.ts'
import { contract, type Part } from './part.ts'
import type { Cluster } from './place.ts'
import type { Verdict } from './runs/asked.ts'
import type { ByItself } from './runs/deliveries.ts'
import type { Command, Step, Word } from './runs/step.ts'

/** How a cluster is delivered to: which delivery, by its kind, and what that alone wants to know. Plain data. */
export interface ClusterDelivery {
  readonly kind: string
  /** The cluster in which what delivers runs, by name, where that is another one. */
  readonly from?: string
}

/** A group of objects that is delivered together, named. Services that name the same one share it. */
export interface DeliveryGroup {
  readonly name: string
  /** The namespace of objects that say none; the workload's by default, `none` where all are the whole cluster's. */
  readonly namespace?: string | 'none'
}

/** What brings rendered objects into a cluster: asked by all who want to know how, and what comes of it. */
export const deliveries = contract<DeliveryPart>('delivery')

/** One delivery, by the kind of its settings. Pure; what renders it is its renderer. */
export interface DeliveryPart extends Part {
  readonly contract: 'delivery'
  /** Every option that it reads of a group: another one is a finding. Not looked at by default. */
  readonly groupOptions?: AnyOptions
  /** What it calls a group of objects, for people: `group of objects`. */
  readonly group: string
  /** What stands in the ids of what it delivers: `application`. */
  readonly word: string
  /** The programs that its commands call, besides kubectl. */
  readonly programs: readonly string[]
  /** It reads what is rendered from the cluster's repository: what was not pushed it does not know. */
  readonly pulls?: true
  /** What was pushed of a group, or of the one that holds all others, is applied without being asked; absent: never. */
  readonly byItself?: (cluster: Cluster, group: DeliveryGroup) => ByItself | undefined
  /** Keeps it from that for a while, for these groups. */
  readonly holds?: (cluster: Cluster, groups: readonly string[]) => Hold
  /**
   * Keeps one group from putting back what somebody changes of it by hand, for those of which `byItself` says that it does.
   *
   * @param why for whoever meets it, a clause
   */
  readonly pauses?: (cluster: Cluster, group: string, why: string) => Pause
  /**
   * The manager of fields whose additions it leaves alone, where it takes those of kubectl away: the mark of a restart would go, and
   * the pods with it once more.
   */
  readonly leavesFieldsOf?: string
  /** Its preview is of the files as they lie there: nothing has to be pushed for it. */
  readonly previewsFiles?: true
  /** When alone a group may be brought, where that is not at any time: clauses, Markdown. */
  readonly onlyWhen?: (cluster: Cluster, group: string) => readonly string[]
  /** A claim that is no longer rendered stays in the cluster with its data, until somebody deletes it. */
  readonly keepsClaims?: true
  /** Folders of the cluster's repository from which it reads what stays hand-written, from the repository's root. */
  readonly handwritten?: (cluster: Cluster) => readonly string[]
  /** The kind of the objects of its own that stand for a group each. */
  readonly groupKind?: string
  /** The group that holds all others, where it has one. */
  readonly root: (cluster: Cluster) => string | undefined
  /** The folder, below that of the cluster, of what that group has: the objects that stand for groups, and what those need. */
  readonly rootFolder?: string
  /** How it gets into a cluster where it does not run itself. */
  readonly access?: (cluster: Cluster) => DeliveryAccess | undefined
  /** The namespace of the service that is the delivery itself, where one of the cluster's own is. */
  readonly own: (cluster: Cluster) => string | undefined
  /** Objects of which it leaves some fields as they are in the cluster, by name. */
  readonly leavesAlone: (group: DeliveryGroup) => readonly string[]
  /** `status`, `preview` and `apply` of a group, which the entry `to` is about. */
  readonly steps: (cluster: Cluster, group: Word, to: string, byItself?: ByItself) => readonly Step[]
  /**
   * Ends what left the estate, where `apply` leaves it in the cluster: a whole group, or what a group that stays no longer has.
   * Steps `preview`, where there is one, `remove`, and what has to be done in between, which says so in a note. None where `apply`
   * ends it.
   */
  readonly ends?: (
    cluster: Cluster,
    group: Word,
    to: string,
    what: 'group' | 'objects',
    byItself?: ByItself,
  ) => readonly Step[]
  /** Ends the group that holds all others, where the whole cluster leaves the estate. */
  readonly rootEnds?: (cluster: Cluster) => Command
  /** Waits until the groups are as they were delivered, where something goes on after `apply`. */
  readonly settled?: (cluster: Cluster, groups: readonly Word[]) => Command
  /** Delivers everything at once and ends what left the estate, where it needs no tool and no object of its own. */
  readonly whole?: DeliveredWhole
  /** What tells whether a group was delivered, and what is there that nobody knows. */
  readonly question: (cluster: Cluster) => DeliveryQuestion
}

/** What a delivery may do in a cluster: somebody brings it, and takes it away. */
export interface DeliveryAccess {
  /** Of its objects, below that of the cluster. */
  readonly folder: string
  readonly apply: Command
  readonly end: Command
}

/** How groups are held that are brought without being asked, while a change is rolled out step by step. */
export interface Hold {
  /** Before what is pushed can be seen. Each group can be brought by hand then. */
  readonly hold: Command
  /** When all is done; absent where bringing a group by hand releases it. */
  readonly release?: Command
  /** Brings the group that holds all others meanwhile, where its own step would release them. */
  readonly root?: Command
  /** What whoever releases them must know, a clause. */
  readonly note?: string
}

/** How one group is left as somebody changes it by hand, for a while. */
export interface Pause extends Pick<Hold, 'note'> {
  readonly pause: Command
  readonly resume: Command
}

/** A delivery of which one command does all. */
export interface DeliveredWhole {
  readonly preview: (cluster: Cluster) => Command
  readonly apply: (cluster: Cluster) => Command
  /** What becomes of what left the estate, a clause. */
  readonly ends: string
}

/** A list of objects that a cluster has of its delivery, one for each group, and how each is judged. */
export interface DeliveryQuestion {
  /** The kind of the objects as kubectl takes it: `deliveredgroups.delivery.homelab.internal`. */
  readonly resource: string
  /** Absent: they are the whole cluster's. */
  readonly namespace?: string
  /** What it is called among the checks of a service, and what the question after all others is called. */
  readonly what: { readonly one: string; readonly others: string }
  /** It says of each object whether the cluster has it as it was delivered, and not merely how the last run ended. */
  readonly compares?: true
  /** Pure, of one object as the API gives it. */
  readonly judge: (object: unknown) => Verdict
}

/** What delivers to a cluster; none where the estate registers no such part, which is a finding. */
export function deliveryOf(parts: readonly Part[], { delivery }: Cluster): DeliveryPart | undefined {
  return deliveries.of(parts, delivery.kind)
}

/** Options of kubectl, with which what it adds to an object stays there. */
export function editOptions(parts: readonly Part[], cluster: Cluster): readonly string[] {
  const manager = deliveryOf(parts, cluster)?.leavesFieldsOf
  return manager === undefined ? [] : [`--field-manager=${manager}`]
}
