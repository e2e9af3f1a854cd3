import * as commands from '@homelab/ansible-gen/commands'
import type { Host } from '@homelab/estate/model'
import { asTyped, type Command } from '@homelab/formats/page'

/** Homebrew, as it is typed on the host. */
export function brew(host: Host, ...words: readonly string[]): Command {
  return asTyped(commands.brew(host, ...words))
}
