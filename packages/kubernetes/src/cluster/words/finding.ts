import type { Finding } from '@homelab/estate/model'
import type { OwnedObject } from '../manifest.ts'

/** Of a word in a rendered object that whoever reads it does not know. */
export function wordFinding(
  { service: subject, file, manifest: { kind, metadata }, keys }: OwnedObject,
  at: string,
  { problem, got, expected }: { readonly problem: string; readonly got: string; readonly expected: string },
): Finding {
  return {
    code: 'unknown-word',
    where: { subject, path: `${kind} ${metadata.name}.${at}`, keys, file },
    problem,
    got,
    expected,
    fix: 'correct the word, or leave it out',
  }
}
