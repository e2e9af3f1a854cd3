import type { Command, Host, Word } from '@homelab/estate/model'

/**
 * A command on a host, as the user that its services run under.
 *
 * @group a part of your own
 */
export function onHost({ name }: Host, ...words: readonly Word[]): Command {
  return { kind: 'command', words, on: { host: name } }
}

/** Homebrew by its whole path: a shell that nobody logged in to does not know it. */
export function brew(host: Host, ...words: readonly string[]): Command {
  return onHost(host, `${host.brewPrefix ?? '/opt/homebrew'}/bin/brew`, ...words)
}

/** Where an archive is unpacked. */
export const scratchFolder = '/tmp/restored'
