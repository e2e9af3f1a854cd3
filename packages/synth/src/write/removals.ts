import type { Finding } from '@homelab/estate/model'
import { fold } from '../paths.ts'
import type { TreeFile } from '../tree.ts'
import { sha256 } from './manifest.ts'
import type { Owned } from './ownership.ts'
import type { Found, Survey } from './survey.ts'

/** A file that an earlier run wrote and that is rendered no more. */
export interface Removal {
  readonly path: string
  readonly target: string
  /** Of what lies there. */
  readonly sha256: string
}

interface Removals {
  readonly doomed: readonly Removal[]
  /** Files that somebody, or an interrupted run, removed already; the folders above may be left, empty. */
  readonly gone: readonly string[]
  readonly findings: readonly Finding[]
}

/**
 * What to remove of the files that are rendered no more. One that somebody edited or replaced is left, with a finding:
 * its text may be wanted, and a file left in a folder that Argo CD reads must not go unseen.
 */
export function planRemovals(survey: Survey, obsolete: readonly Owned[], files: readonly TreeFile[]): Removals {
  const doomed: Removal[] = []
  const gone: string[] = []
  const findings: Finding[] = []
  const aliases = new Map(obsolete.length === 0 ? [] : files.map(({ path }) => [fold(path), path]))
  for (const { path, target, sha256s, listed } of obsolete) {
    const found = survey.at(path)
    if (isGone(found)) {
      gone.push(path)
      continue
    }
    const alias = aliases.get(fold(path))
    if (found.kind !== 'file') findings.push(left(path, 'something else took its place'))
    else if (alias !== undefined && isSameFile(survey, alias, found.entry.id)) findings.push(renamedCase(path, alias))
    else {
      const hash = sha256(survey.read(path))
      if (sha256s.includes(hash)) doomed.push({ path, target, sha256: hash })
      else if (listed) findings.push(left(path, 'somebody edited it since'))
    }
  }
  return { doomed, gone, findings }
}

/** No file can be at the path: there is nothing, a folder, or a file in the place of a folder above. */
function isGone(found: Found): boolean {
  return found.kind === 'nothing' || found.kind === 'folder' || (found.kind === 'obstacle' && found.what === 'file')
}

function isSameFile(survey: Survey, path: string, id: string): boolean {
  const found = survey.at(path)
  return found.kind === 'file' && found.entry.id === id
}

function left(path: string, why: string): Finding {
  return {
    code: 'foreign-file',
    where: { subject: path },
    problem: `synth wrote this file and would remove it, but ${why}`,
    mend: 'move what you want to keep elsewhere, delete it, and run again',
  }
}

/** Where the file system ignores case, writing the one and removing the other would lose both. */
function renamedCase(path: string, alias: string): Finding {
  return {
    code: 'duplicate-path',
    where: { subject: alias },
    problem: 'its name differs only by case from a file that synth wrote before, and this disk takes them for one',
    got: path,
    mend: `delete ${path} and run again`,
  }
}
