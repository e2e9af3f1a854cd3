import type { Host } from '@homelab/estate'
import { type Command, command } from './command.ts'

/** By its whole path: a shell that nobody logged in to does not know Homebrew. */
export function brew({ brewPrefix }: Host, ...words: readonly string[]): Command {
  return command(`${brewPrefix ?? '/opt/homebrew'}/bin/brew`, ...words)
}
