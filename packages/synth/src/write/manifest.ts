import { hash } from 'node:crypto'
import { byPath, pathProblem } from '../paths.ts'
import { isRecord, textField } from './shape.ts'

/** One file as the last run left it. */
export interface ManifestEntry {
  readonly path: string
  readonly target: string
  readonly mode: Mode
  readonly sha256: string
}

/** As git has it: executable by all, or by none. */
export type Mode = '0644' | '0755'

export type Manifest = ReadonlyMap<string, ManifestEntry>

const COMMENT = 'The files that synth wrote here. It removes these and no others; do not edit.'

/** One line a file, so that git merges two runs' manifests line by line. */
export function printManifest(entries: Iterable<ManifestEntry>): string {
  const lines = [...entries]
    .sort(byPath)
    .map(({ path, ...rest }) => `    ${JSON.stringify(path)}: ${JSON.stringify(pick(rest))}`)
  const files = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`
  return `{\n  "comment": ${JSON.stringify(COMMENT)},\n  "files": ${files}\n}\n`
}

function pick({ target, mode, sha256 }: Omit<ManifestEntry, 'path'>): Omit<ManifestEntry, 'path'> {
  return { target, mode, sha256 }
}

/** @throws Error whose message says what is wrong with the manifest, as a clause */
export function parseManifest(text: string): Manifest {
  const parsed: unknown = JSON.parse(text)
  if (!isRecord(parsed) || !isRecord(parsed['files'])) throw new Error('it has no "files"')
  const entries = new Map<string, ManifestEntry>()
  for (const [path, value] of Object.entries(parsed['files'])) {
    const problem = pathProblem(path)
    if (problem !== undefined) throw new Error(`it lists ${JSON.stringify(path)}: ${problem}`)
    entries.set(path, {
      path,
      target: textField(value, 'target'),
      mode: modeField(value),
      sha256: textField(value, 'sha256'),
    })
  }
  return entries
}

/** @throws Error where the mode is none */
export function modeField(value: unknown): Mode {
  return textField(value, 'mode') === '0755' ? '0755' : '0644'
}

export function modeOf(executable: boolean | undefined): Mode {
  return executable === true ? '0755' : '0644'
}

/** In hexadecimal. */
export function sha256(content: Uint8Array | string): string {
  return hash('sha256', content)
}
