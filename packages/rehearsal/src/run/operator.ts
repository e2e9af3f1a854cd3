/** What an operator has on the PATH besides kubectl and argocd: stand-ins that do what the guide asks of a person. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from '../stub.ts'
import type { ControlPlane } from './control-plane.ts'

export interface OperatorProps {
  /** Programs of secret stores. */
  readonly programs: readonly Program[]
  /** The context by which the guide names the cluster. */
  readonly context: string
}

/** Writes them, and returns the variables of the operator's shell. */
export function operatorOf(
  plane: ControlPlane,
  { programs, context }: OperatorProps,
): Readonly<Record<string, string>> {
  const bin = join(plane.sandbox.folder, 'bin')
  mkdirSync(bin, { recursive: true })
  const write = (name: string, script: string): void => {
    writeFileSync(join(bin, name), script)
    chmodSync(join(bin, name), 0o755)
  }
  for (const program of programs) {
    const known = join(plane.sandbox.folder, `${program.name}.json`)
    writeFileSync(known, JSON.stringify(program))
    const stub = join(import.meta.dirname, 'servers/secret-program.ts')
    write(program.name, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${stub}' '${known}' "$@"\n`)
  }
  const task = '[ "$*" = "run ensure-kubectl-config" ] || { echo "no such task here: $*" >&2; exit 2; }'
  write('mise', `#!/bin/sh\n${task}\nexec kubectl config set-context '${context}' --cluster=rehearsal --user=admin\n`)
  // Who edits the map of known hosts adds the line of the Git server; nothing else is edited by hand.
  writeFileSync(join(bin, 'known-host'), plane.forge.knownHost())
  const map = `grep -q '^  ssh_known_hosts: ' "$1" || { echo 'no map of known hosts' >&2; exit 1; }`
  write(
    'editor',
    `#!/bin/sh\n${map}\nexec sed -i "s|^  ssh_known_hosts: .*|&\\n    $(cat "$(dirname "$0")/known-host")|" "$1"\n`,
  )
  return { PATH: `${bin}:${plane.sandbox.env['PATH']}`, EDITOR: join(bin, 'editor') }
}
