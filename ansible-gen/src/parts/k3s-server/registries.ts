import { made, type Secret, yaml } from '@homelab/estate/model'
import type { HostFile } from '../../host/files.ts'
import { settingsFolder } from './places.ts'

/** Where images are pulled from instead, and how: https://docs.k3s.io/installation/private-registry */
export interface K3sRegistries {
  /** By the registry that images name: `docker.io`, or `*` for all. */
  readonly mirrors?: Readonly<
    Record<
      string,
      {
        /** Tried one after the other, before the registry itself. */
        readonly endpoint: readonly [string, ...string[]]
        /** Patterns of repositories, and what they become there. */
        readonly rewrite?: Readonly<Record<string, string>>
      }
    >
  >
  /** By the host of a registry, or of an endpoint, with its port where that is its own. */
  readonly configs?: Readonly<
    Record<
      string,
      {
        readonly auth?: { readonly username: string | Secret; readonly password: Secret }
        readonly tls?: { readonly ca_file?: string; readonly insecure_skip_verify?: true }
      }
    >
  >
}

export const registriesPath = `${settingsFolder}/registries.yaml`

/** K3s reads it when it starts; whoever reads it logs in there. */
export function registriesFile(registries: K3sRegistries): HostFile {
  return made({ path: registriesPath, mode: '0600', owner: { user: 'root' }, content: yaml(registries) })
}
