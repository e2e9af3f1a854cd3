import type { Cluster } from '@homelab/estate/model'
import { asTyped, blank, type Command, command, noted } from '@homelab/formats/page'
import { kubectl } from '../../../runs/commands.ts'
import { type FluxDecryption, fluxOf } from '../settings.ts'
import { fluxCommand } from './commands.ts'

/** Sources, Kustomizations and charts are all that is used: https://fluxcd.io/flux/components/ */
const components = ['source-controller', 'kustomize-controller', 'helm-controller']

/** Flux itself, at its version; over another one it brings this one. */
export function installed(cluster: Cluster): Command {
  const { version } = fluxOf(cluster)
  return fluxCommand(cluster, 'install', `--version=${version}`, `--components=${components.join(',')}`)
}

/** The same into an empty cluster, and the Secrets that it reads repositories with. */
export function install(cluster: Cluster): readonly Command[] {
  const { version, credentials = [], decrypts } = fluxOf(cluster)
  return [
    noted(`must say ${version.replace(/^v/, '')}`, command('flux', '--version')),
    fluxCommand(cluster, 'check', '--pre'),
    installed(cluster),
    ...credentials.map(each => secret(cluster, each)),
    ...(decrypts === undefined ? [] : [keyOf(cluster, decrypts)]),
  ]
}

/** https://fluxcd.io/flux/guides/mozilla-sops/#encrypting-secrets-using-age */
function keyOf(cluster: Cluster, { key }: FluxDecryption): Command {
  const words = [
    'create',
    'secret',
    'generic',
    key,
    { shell: '--from-file=age.agekey="$CLUSTER_AGE_KEY_FILE"' },
  ] as const
  return noted(
    'the file with the cluster’s own key of age, of `age-keygen`: its public one is among the recipients; keep a copy where it is safe',
    asTyped(kubectl(cluster, fluxOf(cluster).namespace, ...words)),
  )
}

/** https://fluxcd.io/flux/cmd/flux_create_secret_git/ */
function secret(cluster: Cluster, of: { readonly for: string; readonly secret: string }): Command {
  const words = ['create', 'secret', 'git', of.secret, `--url=${urlOf(cluster, of.for)}`] as const
  return of.for.startsWith('ssh:')
    ? noted(
        'prints the public key: the Git server has to let it read',
        fluxCommand(cluster, ...words, '--ssh-key-algorithm=ed25519'),
      )
    : noted(
        'a token that may read, in the shell’s variables',
        fluxCommand(cluster, ...words, '--username', blank('GIT_USER'), '--password', blank('GIT_TOKEN')),
      )
}

/** Flux asks the server for its host keys, at an address of a repository. */
function urlOf({ source }: Cluster, prefix: string): string {
  return source.repository.startsWith(prefix) ? source.repository : prefix
}
