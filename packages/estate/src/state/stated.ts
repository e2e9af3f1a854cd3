import type { EstateProps } from '../estate.ts'
import type { DatabaseNeed, EndpointNeed, LoginNeed, RoleNeed, StartNeed } from '../needs.ts'
import type { Person } from '../person.ts'
import type { InFile } from '../resolved.ts'
import type { ServiceProps } from '../service.ts'
import type { DnsStackProps, TailnetStackProps } from '../stack.ts'
import type { TailnetPolicyProps } from '../tailnet-policy.ts'

/**
 * What authors said, as plain JSON in their order; `resolve` makes everything else of it. The order of keys and of list
 * members is theirs, and a fact. Where one thing refers to another, the name stands: see `references.ts`.
 */
export interface Stated extends Omit<EstateProps, 'services' | 'tailnet' | 'tailnetStack' | 'dns' | 'parts'> {
  readonly name: string
  /** The estate's file, relative to the repository's root; the same below. */
  readonly file: string
  /** Two may have one name; the first has it then. */
  readonly services: readonly StatedService[]
  readonly tailnet?: InFile<ByName<TailnetPolicyProps>>
  readonly tailnetStack?: InFile<TailnetStackProps>
  readonly dns?: InFile<DnsStackProps>
}

/** A service; its workload may name shares. */
export interface StatedService extends Omit<ServiceProps<string>, 'needs'> {
  readonly name: string
  readonly file: string
  /** Called once; what was wrong in it is left out. */
  readonly needs?: readonly StatedNeed[]
}

/** Like a need, the service by name. It may be of none that the estate lists. */
export type StatedNeed = StatedEndpointNeed | StatedDatabaseNeed | StatedRoleNeed | StatedLoginNeed | StatedStartNeed
export type StatedEndpointNeed = Omit<EndpointNeed, 'of'> & { readonly of: string }
type StatedDatabaseNeed = Omit<DatabaseNeed, 'server'> & { readonly server: string }
type StatedRoleNeed = Omit<RoleNeed, 'server'> & { readonly server: string }
export type StatedLoginNeed = Omit<LoginNeed, 'of'> & { readonly of: string }
type StatedStartNeed = Omit<StartNeed, 'of'> & { readonly of: string }

/** Somebody, where a text would be a selector. */
export interface PersonByName {
  readonly person: string
}

/** The same with people by name; one whom the estate does not list, or not like that, stands there whole. */
type ByName<T> = T extends Person
  ? Person | PersonByName | string
  : T extends object
    ? { readonly [K in keyof T]: ByName<T[K]> }
    : T
