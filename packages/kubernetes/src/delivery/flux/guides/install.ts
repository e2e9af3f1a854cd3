import type { Cluster } from '@homelab/estate/model'
import { blank, type Command, command, noted } from '@homelab/formats/page'
import { fluxOf } from '../settings.ts'
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
  const { version, credentials = [] } = fluxOf(cluster)
  return [
    noted(`must say ${version.replace(/^v/, '')}`, command('flux', '--version')),
    fluxCommand(cluster, 'check', '--pre'),
    installed(cluster),
    ...credentials.map(each => secret(cluster, each)),
  ]
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
