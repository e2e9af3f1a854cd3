import type { ByItself, Cluster } from '@homelab/estate/model'
import type { Block, Command } from '@homelab/formats/page'

/** What the guides say of a delivery in its own words and commands. One without it has each group's steps said in turn. */
export interface DeliveryGuides {
  readonly words: DeliveryWords
  readonly adopt: AdoptionGuide
  readonly bringUp: BringUpGuide
  /** One group back to what ran before, and the delivery itself. */
  readonly rollBack: (of: GuidedCluster) => Block
  /** A group that a new service brings; `unless` ends the clause that it is named like the service. */
  readonly add: (of: GuidedCluster, unless: string) => Block
  /** Ends the groups of a service that is no longer rendered, or looks at what of a shared one would go. */
  readonly retire: (of: GuidedCluster, groups: readonly GroupToRetire[]) => readonly Command[]
}

/** How it speaks of what it does. */
export interface DeliveryWords {
  /** What it calls a group: `Application`. */
  readonly noun: string
  /** What is done with one, and what that one was then: `sync`, `synced`. */
  readonly act: string
  readonly done: string
  /** What becomes of the branch: `is applied`; or who does what with it. */
  readonly branch: string
}

/** From hand-written objects to rendered ones, one group after the other. */
interface AdoptionGuide {
  /** Before the first group. */
  readonly begin: (of: ClusterToAdopt) => Block
  /** It brings a group only when those are there that it waits for: they are adopted first. */
  readonly inStartOrder?: true
  /** What the differences of every group show besides what rules say, Markdown. */
  readonly everywhere: readonly string[]
  /** Rolls out what is rendered. */
  readonly group: (of: ClusterToAdopt, group: GroupToAdopt) => readonly Command[]
  /** The way back of one group. */
  readonly back: (of: ClusterToAdopt, group: GroupToAdopt) => Block
  /** The way back of all of them, in the order of their adoption. */
  readonly allBack: (of: ClusterToAdopt, groups: readonly GroupToAdopt[]) => Block
  /** When all clusters that it delivers to are adopted. */
  readonly end: (all: readonly GuidedCluster[]) => Block
}

/** Everything into an empty cluster. */
interface BringUpGuide {
  /** How to get at the delivery itself, once what is done by hand for it is done. */
  readonly itself: (of: GuidedCluster) => Block
  /** What is to be known before the groups, Markdown. */
  readonly says: string
  /** Comes before the groups. */
  readonly begin: (of: GuidedCluster) => readonly Command[]
  /** Brings one group, and waits for it where others need it in working order. */
  readonly group: (of: GuidedCluster, name: string, awaited: boolean) => readonly Command[]
  /** Comes after the last group. */
  readonly end?: (of: GuidedCluster) => readonly Command[]
}

/** A cluster, as its delivery speaks of it. */
export interface GuidedCluster {
  readonly cluster: Cluster
  /** Where the delivery runs, and its own objects are: the same, where it is not another. */
  readonly from: Cluster
  /** In the order of the services. */
  readonly groups: readonly GuidedGroup[]
  /** The service that is the delivery itself, where one of the estate is. */
  readonly itself?: DelivererInCluster
}

interface GuidedGroup {
  readonly name: string
  /** Its objects are rendered; else they stay hand-written. */
  readonly rendered: boolean
  /** It holds the delivery itself. */
  readonly own: boolean
  /** It is brought without being asked, once it is pushed. */
  readonly byItself?: ByItself
}

interface DelivererInCluster {
  /** Its private name, or another that leads to it. */
  readonly hostname?: string
  /** The Service in front of it. */
  readonly service?: { readonly name: string; readonly port: number }
  /** Objects of its own group of which it leaves some fields as they are, by name. */
  readonly leavesAlone: readonly string[]
}

export interface ClusterToAdopt extends GuidedCluster {
  /** Puts the objects that `live` prints beside those that are rendered for a group, and fails where it must be asked. */
  readonly compare: (group: string, live: Command) => Command
}

export interface GroupToAdopt extends GuidedGroup {
  /** There was none before. */
  readonly isNew: boolean
  /** What runs can be compared with what is rendered. */
  readonly compared: boolean
  /** End whoever must not run while the next one starts. */
  readonly stops: readonly Command[]
  /** Kinds of objects that did not run before. */
  readonly newKinds: readonly string[]
}

export interface GroupToRetire {
  readonly name: string
  /** Other services have objects in it. */
  readonly shared: boolean
  /** It holds claims with data. */
  readonly holdsData: boolean
  /** It is brought without being asked, once it is pushed. */
  readonly byItself?: ByItself
}

/** One passage of what a delivery says of an adoption, with what it is about: the others are left out of the text then. */
export interface AdoptPassage {
  readonly begin?: ClusterToAdopt
  readonly back?: { readonly of: ClusterToAdopt; readonly group: GroupToAdopt }
  readonly allBack?: { readonly of: ClusterToAdopt; readonly groups: readonly GroupToAdopt[] }
  readonly end?: readonly GuidedCluster[]
}
