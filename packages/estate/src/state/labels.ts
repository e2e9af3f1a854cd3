import { type Key, type Keys, memberAt, memberOf } from './keys.ts'

/** Ways to what a finding's label means. */

/**
 * The keys that a label spells, as far as a thing has them: `routes.ops[0].port`. A member of a list may stand there by its
 * index or by a name that it has, a need by the name of what it is of.
 */
export function keysOf(thing: unknown, label: string): Keys {
  const rest = label.replace(/^\./, '')
  if (rest === '' || typeof thing !== 'object' || thing === null) return []
  const next = Array.isArray(thing) ? inList(thing, rest) : inRecord(thing, rest)
  if (next === undefined) return []
  return [next.key, ...keysOf(memberOf(thing, next.key), rest.slice(next.length))]
}

interface Next {
  readonly key: Key
  /** How much of the label spells it. */
  readonly length: number
}

function inRecord(record: object, label: string): Next | undefined {
  // A key may have a dot itself: `app.yaml`.
  const [key] = Object.keys(record)
    .filter(each => starts(label, each))
    .toSorted((a, b) => b.length - a.length)
  return key === undefined ? undefined : { key, length: key.length }
}

function inList(list: readonly unknown[], label: string): Next | undefined {
  const [whole, index] = /^\[(\d+)\]/.exec(label) ?? []
  if (whole !== undefined) return Number(index) < list.length ? { key: Number(index), length: whole.length } : undefined
  // Several of one name: which one is meant, the label does not say.
  const named = list.entries().flatMap(([key, member]) => {
    const name = namesOf(member).find(each => starts(label, each))
    return name === undefined ? [] : [{ key, length: name.length }]
  })
  const [one, ...others] = named
  return others.length === 0 ? one : undefined
}

function starts(label: string, word: string): boolean {
  return word !== '' && label.startsWith(word) && ['.', '[', undefined].includes(label[word.length])
}

/** Members by which things are called. */
const naming = [
  'name',
  'of',
  'server',
  'unit',
  'short',
  'path',
  'repository',
  'label',
  'configMap',
  'resource',
  'alias',
  'tag',
  'code',
  'host',
]

function namesOf(thing: unknown): readonly string[] {
  return naming.flatMap(key => {
    const name = memberOf(thing, key)
    return typeof name === 'string' ? [name] : []
  })
}

/** The way to the first thing inside another that is meant. */
export function wayTo(thing: unknown, isMeant: (of: object, key: Key) => boolean): Keys | undefined {
  if (typeof thing !== 'object' || thing === null) return undefined
  const keys: readonly Key[] = Array.isArray(thing) ? [...thing.keys()] : Object.keys(thing)
  for (const key of keys) {
    const member = memberOf(thing, key)
    if (typeof member !== 'object' || member === null) continue
    const found = isMeant(member, key) ? [] : wayTo(member, isMeant)
    if (found !== undefined) return [key, ...found]
  }
  return undefined
}

/**
 * The way to what a label means inside the thing that it speaks of: what it spells, there or in its workload, or what it
 * calls by name: `volume data`, `web.env.PORT` (of a container), `Deployment web.volumes.data`, an image's repository.
 */
export function inside(subject: unknown, label: string): Keys {
  const spelt = keysOf(subject, label)
  if (spelt.length > 0 || label === '') return spelt
  const workload = memberOf(subject, 'workload')
  const [, rest = label] = /^[A-Z]\w+ [^ .]+\.(.+)$/.exec(label) ?? []
  const inWorkload = keysOf(workload, rest)
  if (inWorkload.length > 0) return ['workload', ...inWorkload]
  const inList = keysOf(subject, label.replace(' ', '.'))
  if (inList.length > 1) return inList
  const [, kind, called = label] = /^(\w+) (.+)$/.exec(label) ?? []
  const whole = wayTo(subject, thing => isOfKind(thing, kind) && namesOf(thing).includes(called))
  return whole ?? memberOfNamed(subject, kind, called) ?? ofContainer(subject, label)
}

/** `application web.syncOptions`. */
function memberOfNamed(subject: unknown, kind: string | undefined, called: string): Keys | undefined {
  if (kind === undefined) return undefined
  const nameOf = (thing: unknown): string | undefined => namesOf(thing).find(name => starts(called, name))
  const way = wayTo(subject, thing => isOfKind(thing, kind) && nameOf(thing) !== undefined)
  if (way === undefined) return undefined
  const named = memberAt(subject, way)
  return [...way, ...keysOf(named, called.slice(nameOf(named)?.length))]
}

function isOfKind(thing: object, kind: string | undefined): boolean {
  const own = [memberOf(thing, 'kind'), memberOf(thing, 'need')].filter(word => word !== undefined)
  return kind === undefined || own.length === 0 || own.includes(kind) || memberOf(thing, kind) !== undefined
}

/** The container that answers is called like the service, unless it says otherwise. */
function ofContainer(service: unknown, label: string): Keys {
  const [, name, rest = ''] = /^(?:container )?([^. ]+)\.?(.*)$/.exec(label) ?? []
  if (name === undefined) return []
  const workload = memberOf(service, 'workload')
  const way = wayTo(workload, (thing, key) => {
    const called = memberOf(thing, 'name') ?? (key === 'container' ? memberOf(service, 'name') : undefined)
    return called === name
  })
  return way === undefined ? [] : ['workload', ...way, ...keysOf(way.reduce(memberOf, workload), rest)]
}
