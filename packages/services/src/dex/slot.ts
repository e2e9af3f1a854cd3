import { defineSlot } from '@homelab/estate/model'

/** The port on which Dex answers: its own examples’. */
export const port = 5556

/** Where Dex keeps its data in its pod. */
export const data = '/var/dex'

/** Sections of Dex's configuration, whose fields stand in the place of the default's: https://dexidp.io/docs/configuration/ */
export type DexConfiguration = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Dex's configuration without its issuer and clients. Secrets are names of variables. */
export interface DexSettings {
  readonly passwords: readonly {
    readonly email: string
    readonly username: string
    readonly userID: string
    readonly hashFromEnv: string
  }[]
  readonly connectors: readonly {
    readonly type: string
    readonly id: string
    readonly name: string
    readonly config: object
    readonly comesBack?: true
  }[]
  readonly configuration?: DexConfiguration
}

/** The slot of Dex's configuration: its clients are the services that need it. */
export const dexSlot = defineSlot<DexSettings>('dex config.yaml')
