/** The steps of a rendered guide, taken from its text: the guide is what is tested. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ControlPlane } from './control-plane.ts'

/** The commands of all shell blocks below a heading, up to the next heading of its level or above. */
function commandsBelow(guide: string, heading: string): readonly string[] {
  const [marks = ''] = /^#+/.exec(heading) ?? []
  const from = guide.indexOf(`\n${heading}\n`)
  if (from < 0) throw new Error(`no heading ${heading}`)
  const rest = guide.slice(from + heading.length + 2)
  const end = rest.search(new RegExp(`^#{1,${marks.length}} `, 'm'))
  const blocks = (end < 0 ? rest : rest.slice(0, end)).matchAll(/^```sh\n(.*?)^```$/gms)
  return [...blocks].flatMap(([, text = '']) => text.split('\n')).filter(line => line !== '' && !line.startsWith('#'))
}

/** What the guide says may fail: a kind that comes later. */
const expected = /no matches for kind "ExternalSecret"/

/** Installs Argo CD as the guide says, up to where its programs can be started. */
export async function bootstrapArgoCd(plane: ControlPlane, guide: string): Promise<void> {
  const lines = commandsBelow(guide, '### Argo CD')
  const bin = writePrograms(plane, /op:\/\/[^']+/.exec(lines.join('\n'))?.[0] ?? '')
  const env = { PATH: `${bin}:${plane.sandbox.env['PATH']}`, EDITOR: 'add-known-host' }
  for (const line of lines) {
    const { exitCode, stderr } = await plane.shell(line, { env, seconds: 400 })
    if (exitCode !== 0 && !expected.test(stderr)) throw new Error(`${line}\n${stderr}`)
  }
}

/** A password manager that knows one field and no other, and an editor that does what the guide asks of a person. */
function writePrograms(plane: ControlPlane, reference: string): string {
  const bin = join(plane.sandbox.folder, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'field'), plane.forge.privateKey())
  writeFileSync(join(bin, 'known-host'), plane.forge.knownHost())
  const op = [
    '[ "$1" = read ] && [ "$2" = "$REFERENCE" ] && exec cat "$(dirname "$0")/field"',
    'echo "no such field: $2" >&2',
    'exit 1',
  ]
  const known = `sed -i "s|^  ssh_known_hosts: .*|&\\n    $(cat "$(dirname "$0")/known-host")|" "$1"`
  for (const [name, script] of Object.entries({ op: [`REFERENCE='${reference}'`, ...op], 'add-known-host': [known] })) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script.join('\n')}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return bin
}
