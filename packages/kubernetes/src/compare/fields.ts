import {
  type FieldDifference,
  fieldDifferences as inGeneral,
  type Path,
  type Reading,
  saysByBeing,
} from '@homelab/changes/fields'
import { isEmpty, type Json } from './json.ts'
import { meaningOf } from './texts.ts'

export type { FieldDifference } from '@homelab/changes/fields'

const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  ports: ['containerPort', 'port'],
  volumeMounts: ['mountPath'],
}

/** How objects of the API are read. */
export const manifestReading: Reading = {
  /** By what the API merges the items of a list: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy */
  keys: path => mergeKeys[path.at(-1) ?? ''] ?? ['name', 'metadata.name', 'secretKey'],
  inside: (path, text) => (path[0] === 'data' ? meaningOf(path.at(-1) ?? '', text) : undefined),
  isAbsent: (path, ran, rendered) => isEmpty(ran) && isEmpty(rendered) && !meant(path, ran, rendered),
}

/** Every field of which the two objects say different things, down to the last. */
export function fieldDifferences(ran: Json | undefined, rendered: Json | undefined): readonly FieldDifference[] {
  return inGeneral(manifestReading, ran, rendered)
}

function meant(path: Path, ran: Json | undefined, rendered: Json | undefined): boolean {
  return saysByBeing(path) && (ran === undefined) !== (rendered === undefined)
}
