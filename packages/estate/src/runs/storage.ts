import type { Volume } from '../storage.ts'
import type { Entry, Maybe } from './entry.ts'
import type { HostFolder } from './folders.ts'

/** Where data is kept. */
export type HeldVolume =
  | (Claimed & {
      readonly on: 'claim'
      readonly volume: Volume & { readonly size: string }
      /** A claim of its own, that of one pod of a StatefulSet, or one that is made elsewhere. */
      readonly made: 'claim' | 'claim-template' | 'existing'
      /** Where it lies on a host, where that is known of claims of its class. */
      readonly folder?: HostFolder
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
  readonly access: 'one-node' | 'many-nodes-read' | 'many-nodes'
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
