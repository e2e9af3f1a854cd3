import { type Finding, made, type Secret, yaml } from '@homelab/estate/model'
import type { HostFile } from '../../host/files.ts'
import type { Program } from '../../host/program.ts'
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

/** Where containerd would pull from the registry itself, and nobody learns of it. */
export function registryFindings({ reads = [] }: Pick<Program, 'reads'>, where: Finding['where']): readonly Finding[] {
  return endpoints(reads).map(got => ({
    ...{ code: 'unknown-word', where, got, expected: 'https://registry.example.org' },
    problem: 'K3s takes this for no address of a registry, and pulls from the registry itself without a word',
    fix: 'write its whole URL, without a path but `/v2`',
  }))
}

/** Addresses of mirrors that are none. */
function endpoints(reads: readonly HostFile[]): readonly string[] {
  const content = reads.find(({ path }) => path === registriesPath)?.content
  if (content?.kind !== 'yaml') return []
  const { mirrors = {} } = content.data as K3sRegistries
  return Object.values(mirrors).flatMap(({ endpoint }) => endpoint.filter(each => !isAddress(each)))
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname } = new URL(text)
  return /^https?:$/.test(protocol) && /^\/(?:v2(?:\/.*)?)?$/.test(pathname)
}
