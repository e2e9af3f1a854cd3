import { join } from 'node:path'
import type { Finding } from '@homelab/estate/model'
import type { Disk } from '../disk/disk.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { MANIFEST } from './state.ts'

interface ManifestFile {
  readonly manifest: Manifest
  /** As it lies there; empty where there is none. */
  readonly text: string
  readonly findings: readonly Finding[]
}

/** Reads the out folder's manifest; one that cannot be read is a finding and lists nothing. */
export function readManifest(disk: Disk, out: string): ManifestFile {
  const path = join(out, MANIFEST)
  const entry = disk.look(path)
  if (entry === undefined) return { manifest: new Map(), text: '', findings: [] }
  if (entry.kind !== 'file') return broken('', 'it is no file')
  const text = disk.read(path).toString()
  try {
    return { manifest: parseManifest(text), text, findings: [] }
  } catch (error) {
    return broken(text, error instanceof Error ? error.message : String(error))
  }
}

function broken(text: string, problem: string): ManifestFile {
  const finding: Finding = {
    code: 'broken-manifest',
    where: { subject: MANIFEST },
    problem: `the list of the files that synth wrote cannot be read: ${problem}`,
    mend: 'take one side of a merge whole (git checkout --ours or --theirs), or restore it from git, and run again',
  }
  return { manifest: new Map(), text, findings: [finding] }
}
