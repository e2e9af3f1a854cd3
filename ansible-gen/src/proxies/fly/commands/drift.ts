import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicProxyCommands } from '@homelab/estate/model'
import { flyctl } from './flyctl.ts'

/** What the machine runs was copied into its image: each file there has the sum of the rendered one. */
export const drift: NonNullable<PublicProxyCommands['drift']> = async ({ name }, { path: folder }, terminal) => {
  const copies = copiesIn(readFileSync(join(folder, 'Dockerfile'), 'utf8'))
  const line = ['sha256sum', ...copies.map(({ to }) => to)].join(' ')
  // A file that is not there is told on standard error, and makes it fail: the others are told all the same.
  const printed = await flyctl(name, ['ssh', 'console', '--command', `sh -c "${line} || true"`], terminal)
  const sums = new Map([...printed.matchAll(/^([0-9a-f]{64}) [ *](\S+)\r?$/gm)].map(([, sum, at]) => [at, sum]))
  if (sums.size === 0) throw terminal.stopped(`the machine told no sums: ${printed.trim()}`, 'see `flyctl logs`')
  const is = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex')
  return {
    compared: copies.length,
    changed: copies.flatMap(({ file, to }) => (sums.has(to) && sums.get(to) !== is(file) ? [file] : [])),
    missing: copies.flatMap(({ file, to }) => (sums.has(to) ? [] : [file])),
  }
}

/** `COPY ["FILE", "PATH"]` as it is rendered; what comes from other images has an option before. */
function copiesIn(dockerfile: string): readonly { readonly file: string; readonly to: string }[] {
  return [...dockerfile.matchAll(/^COPY \["([^"]+)", "([^"]+)"\]$/gm)].map(([, file = '', to = '']) => ({ file, to }))
}
