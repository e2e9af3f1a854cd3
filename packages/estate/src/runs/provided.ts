import type { Entry } from './entry.ts'

/** What others may ask for. */
export interface Thing extends Entry {
  /**
   * `generated`: files of the whole estate, such as its dashboards. `user`, `group`: of its host. `tailnet-service`: a name of the
   * tailnet that its host serves, `svc:forge`.
   */
  readonly kind:
    | 'namespace'
    | 'definitions'
    | 'class'
    | 'cluster'
    | 'secret-store'
    | 'generated'
    | 'user'
    | 'group'
    | 'tailnet-service'
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
