import type { Slot } from './content.ts'
import type { Image } from './image.ts'
import type { JournalLog, LogFile } from './log.ts'
import type { Schedule } from './schedule.ts'
import type { Key, Keys } from './state/keys.ts'
import type { Share, Volume } from './storage.ts'
import type { Textfile } from './textfile.ts'
import type { Secret } from './vault.ts'
import type { Workload } from './workload.ts'

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

const ways = new WeakMap<object, Keys>()

/** The way to an entity in its workload; nothing once that went through text. */
export function wayOf(entity: object): Keys | undefined {
  return ways.get(entity)
}

/** Those of a workload, each with its way there noted. */
export function entitiesOf(workload: Workload): Entities {
  return look(workload, (entity, keys) => ways.set(entity, [...keys]))
}

/** Those of other plain data: a file's content. */
export function entitiesIn(data: object): Entities {
  return look(data, () => undefined)
}

/** From the outside in. */
function look(data: object, note: (entity: object, keys: Keys) => void): Entities {
  const found = new Map<string, object[]>()
  const keys: Key[] = []
  const within = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('kind' in value && typeof value.kind === 'string') {
      note(value, keys)
      const same = found.get(value.kind)
      if (same === undefined) found.set(value.kind, [value])
      else same.push(value)
    }
    const members: Iterable<[Key, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value)
    for (const [key, member] of members) {
      keys.push(key)
      within(member)
      keys.pop()
    }
  }
  within(data)
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
