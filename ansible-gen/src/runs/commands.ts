import type { Command, Host, Word } from '@homelab/estate'

/** A command on a host, as the user that its services run under. */
export function onHost({ name }: Host, ...words: readonly Word[]): Command {
  return { kind: 'command', words, on: { host: name } }
}

/** Homebrew by its whole path: a shell that nobody logged in to does not know it. */
export function brew(host: Host, ...words: readonly string[]): Command {
  return onHost(host, `${host.brewPrefix ?? '/opt/homebrew'}/bin/brew`, ...words)
}

/** https://www.manpagez.com/man/1/launchctl/ */
export function launchctl(host: Host, root: boolean, ...words: readonly Word[]): Command {
  return onHost(host, ...(root ? ['sudo'] : []), 'launchctl', ...words)
}

/** minikube on its host: https://minikube.sigs.k8s.io/docs/commands/ */
export function minikube(host: Host, profile: string, ...words: readonly string[]): Command {
  return onHost(host, `${host.brewPrefix ?? '/usr/local'}/bin/minikube`, ...words, `--profile=${profile}`)
}

/** Where an archive is unpacked. */
export const scratchFolder = '/tmp/restored'
