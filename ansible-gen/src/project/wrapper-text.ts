import { shellQuote } from '@homelab/formats/shell'
import type { WrapperSettings } from '../host/wrapper.ts'

/**
 * A script that exports variables whose values lie in files, and then becomes the program.
 *
 * @throws Error where a variable's name is no name for a shell
 */
export function wrapperText({ variables, program }: WrapperSettings, marker: readonly string[]): string {
  const exported = Object.entries(variables).flatMap(([name, path]) => {
    if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) throw new Error(`not a name for a variable: ${name}`)
    return [`${name}=$(cat ${shellQuote(path)})`, `export ${name}`]
  })
  const lines = [
    '#!/bin/sh',
    ...marker.map(line => `# ${line}`),
    '',
    'set -eu',
    ...exported,
    `exec ${program.map(shellQuote).join(' ')}`,
  ]
  return `${lines.join('\n')}\n`
}
