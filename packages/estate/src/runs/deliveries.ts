import type { Entry } from './entry.ts'

export type Delivery =
  | (Entry & {
      readonly by: 'delivery'
      /** Which delivery, by its kind: see `deliveries`. */
      readonly kind: string
      /** The name of the group of objects that brings it. */
      readonly group: string
      /** `definitions`: of kinds of objects. `access`: Ingress and Secrets. `all`: whatever stays hand-written. */
      readonly holds: 'definitions' | 'workload' | 'access' | 'all'
      /** Every object is rendered, and none is a chart's, a kustomization's or somebody else's. */
      readonly rendered: boolean
      /** Objects of which the delivery leaves some fields as they are, by name. */
      readonly leavesAlone: readonly string[]
      /** It is brought without being asked, once it is pushed; absent where somebody has to. */
      readonly byItself?: ByItself
    })
  | (Entry & {
      readonly by: 'ansible'
      readonly host: string
      /** The role's name, which is its tag too. */
      readonly role: string
    })
  /** A task, or a step of its part, which brings it to a platform. */
  | (Entry & { readonly by: 'platform' })

/** What comes of a group that is brought without being asked. */
export interface ByItself {
  /** What it no longer has goes with that. */
  readonly prunes: boolean
  /** What somebody changes in the cluster is put back. */
  readonly heals: boolean
}

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
  /** A package of Homebrew or the distribution: in the version that is stated, else in whichever it has that day. */
  | (Entry & {
      readonly of: 'package'
      readonly from: 'formula' | 'cask' | 'distribution'
      readonly name: string
      readonly version?: string
    })
  /** A file that somebody publishes, known by its checksum. */
  | (Entry & { readonly of: 'download'; readonly name: string; readonly version: string; readonly url: string })
