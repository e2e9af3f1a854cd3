import * as host from '@homelab/ansible-gen/commands'
import { type Command, command, type Word } from './command.ts'
import { asTyped } from './programs.ts'

/** Fly.io's command line on the proxy's app: https://fly.io/docs/flyctl/ */
export function fly({ app }: { readonly app: string }, ...words: readonly Word[]): Command {
  return asTyped(host.fly(app, ...words))
}

/** Asks an address and prints the status alone. */
export function curlStatus(url: Word, ...more: readonly Word[]): Command {
  return command(
    'curl',
    '--silent',
    '--show-error',
    '--output',
    '/dev/null',
    '--write-out',
    '%{http_code}\\n',
    ...more,
    url,
  )
}
