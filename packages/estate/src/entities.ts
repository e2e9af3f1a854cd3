import type { Slot } from './content.ts'
import type { Image } from './image.ts'
import type { JournalLog, LogFile } from './log.ts'
import type { Schedule } from './schedule.ts'
import type { Share, Volume } from './storage.ts'
import type { Textfile } from './textfile.ts'
import type { Secret } from './vault.ts'

/** The entities that stand somewhere inside plain data, found by their `kind`: only their constructors make these. */
export interface Entities {
  readonly images: readonly Image[]
  readonly secrets: readonly Secret[]
  readonly volumes: readonly Volume[]
  readonly logs: readonly LogFile[]
  readonly journals: readonly JournalLog[]
  readonly schedules: readonly Schedule[]
  readonly textfiles: readonly Textfile[]
  readonly shares: readonly Share[]
  readonly slots: readonly Slot[]
}

/** Looks through plain data, from the outside in. */
export function entitiesIn(data: object): Entities {
  const found = new Map<string, object[]>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('kind' in value && typeof value.kind === 'string') {
      const same = found.get(value.kind)
      if (same === undefined) found.set(value.kind, [value])
      else same.push(value)
    }
    for (const member of Object.values(value)) look(member)
  }
  look(data)
  const of = <T extends { readonly kind: string }>(kind: T['kind']): readonly T[] => (found.get(kind) ?? []) as T[]
  return {
    images: of<Image>('image'),
    secrets: of<Secret>('secret'),
    volumes: of<Volume>('volume'),
    logs: of<LogFile>('log-file'),
    journals: of<JournalLog>('journal-log'),
    schedules: of<Schedule>('schedule'),
    textfiles: of<Textfile>('textfile'),
    shares: of<Share>('share'),
    slots: of<Slot>('slot'),
  }
}
