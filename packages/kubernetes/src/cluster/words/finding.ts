import type { Finding } from '@homelab/estate/model'
import { type OwnedObject, placeIn } from '../manifest.ts'

/** Of a word in a rendered object that whoever reads it does not know. */
export function wordFinding(
  object: OwnedObject,
  at: string,
  { problem, got, expected }: { readonly problem: string; readonly got: string; readonly expected: string },
): Finding {
  return {
    code: 'unknown-word',
    where: placeIn(object, at),
    problem,
    got,
    expected,
    fix: 'correct the word, or leave it out',
  }
}
