import { type Command, command, type Word } from '@homelab/formats/page'

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
