import type { Image } from '../image.ts'
import type { JournalLog, LogFile } from '../log.ts'
import type { Schedule } from '../schedule.ts'
import type { Volume } from '../storage.ts'
import type { Textfile } from '../textfile.ts'
import type { OwnUrl } from '../url.ts'
import type { Secret } from '../vault.ts'
import type { Workload } from '../workload.ts'

/** The entities that stand somewhere inside a workload, found by their `kind`. */
export interface Entities {
  readonly images: Image[]
  readonly secrets: Secret[]
  readonly volumes: Volume[]
  readonly logs: LogFile[]
  readonly journals: JournalLog[]
  readonly schedules: Schedule[]
  readonly textfiles: Textfile[]
}

type Collector = { readonly [K in keyof Entities]: Entities[K] }

/**
 * A workload with its own URLs put in; and the entities found on the way.
 *
 * @param urlOf gives the text for an own URL, or `undefined` when the service has no such route
 */
export function materialise(
  workload: Workload,
  urlOf: (own: OwnUrl) => string,
): { readonly workload: Workload; readonly entities: Entities } {
  const entities: Collector = {
    images: [],
    secrets: [],
    volumes: [],
    logs: [],
    journals: [],
    schedules: [],
    textfiles: [],
  }
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== 'object' || value === null) return value
    if (isKind<OwnUrl>(value, 'own-url')) return urlOf(value)
    gather(value, entities)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]))
  }
  // The copy has the shape of the original: only own URLs become strings, in places typed to take either.
  return { workload: copy(workload) as Workload, entities }
}

function gather(value: object, into: Collector): void {
  if (isKind<Image>(value, 'image')) into.images.push(value)
  else if (isKind<Secret>(value, 'secret')) into.secrets.push(value)
  else if (isKind<Volume>(value, 'volume')) into.volumes.push(value)
  else if (isKind<LogFile>(value, 'log-file')) into.logs.push(value)
  else if (isKind<JournalLog>(value, 'journal-log')) into.journals.push(value)
  else if (isKind<Schedule>(value, 'schedule')) into.schedules.push(value)
  else if (isKind<Textfile>(value, 'textfile')) into.textfiles.push(value)
}

function isKind<T extends { readonly kind: string }>(value: object, kind: T['kind']): value is T {
  return 'kind' in value && value.kind === kind
}
