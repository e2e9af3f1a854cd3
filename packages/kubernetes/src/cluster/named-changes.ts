import { parsePath } from '@homelab/changes/fields'
import type { Changed, Difference, Finding } from '@homelab/estate/model'
import { almost } from '@homelab/estate/nearest'
import { present } from '@homelab/formats/present'
import { manifestReading } from '../compare/fields.ts'
import { fits } from '../compare/glob.ts'
import { isJsonObject, type Json, type JsonObject } from '../compare/json.ts'
import { k8s } from '../k8s.ts'
import type { Manifest } from './manifest.ts'

/** What a difference says that it changes is rendered: of what is not, `compare` and the guide would explain nothing. */
export function checkNamedChanges(
  differences: readonly (Difference & { readonly service?: string })[],
  objects: readonly Manifest[],
  fileOf: (service: string) => string | undefined,
): Finding[] {
  return differences.flatMap((difference, index) => {
    const { what, service, changes = [] } = difference
    const own = differences.slice(0, index).filter(each => each.service === service).length
    const file = service === undefined ? undefined : fileOf(service)
    if (service === undefined || file === undefined) return []
    return changes
      .flatMap(change => wrongIn(change, objects))
      .map(
        (wrong): Finding => ({
          code: 'unprovided-reference',
          where: { subject: service, path: `differences.${what}`, keys: ['differences', own], file },
          ...wrong,
        }),
      )
  })
}

/** Kubernetes' own kinds, rendered or not. Node adds what is no class to a module of CommonJS. */
const kinds: readonly string[] = Object.values(k8s).flatMap((each: unknown) =>
  typeof each === 'function' && 'GVK' in each ? [(each as typeof k8s.KubePod).GVK.kind] : [],
)

type Wrong = Pick<Finding, 'problem' | 'got' | 'expected' | 'fix'>

function wrongIn(changed: Changed, objects: readonly Manifest[]): readonly Wrong[] {
  const { kind, name, fields, gone = false } = changed
  const got = name === undefined ? kind : `${kind} ${name}`
  const own = objects.filter(isOf(kind, name))
  const near = own.length > 0 ? undefined : almost(kind, new Set([...objects.map(object => object.kind), ...kinds]))
  if (near !== undefined)
    return [{ problem: 'there is no such kind of objects', got, expected: near, fix: `say ${near}` }]
  if (gone)
    return own.length === 0
      ? []
      : [{ problem: 'the difference says that an object is gone which is rendered', got, fix: 'leave `gone` out' }]
  if (own.length === 0) {
    const fix = 'correct the kind or name; of what is no longer rendered say so, with its name and `gone: true`'
    return [{ problem: 'the difference is about an object that is not rendered', got, fix }]
  }
  return (fields ?? []).flatMap(field => {
    const steps = parsePath(field)
    const all: Lost[] = []
    for (const object of own) {
      const found = follow(steps, object as unknown as Json)
      // It is enough that one of them has it: a pattern speaks of several.
      if (found === undefined) return []
      all.push(found)
    }
    const lost = all.reduce((one, other) => (isNearer(other, one) ? other : one))
    return lost.near === undefined && lost.isLast ? [] : [unfound(field, lost)]
  })
}

function unfound(field: string, { near, step }: Lost): Wrong {
  return {
    problem: `the difference is about a field of which the object has no \`${step}\``,
    got: field,
    ...present({ expected: near }),
    fix: near === undefined ? 'correct it; what is gone is named whole, and nothing below it' : `say ${near}`,
  }
}

/** Where a way ends that leads into an object no further. */
interface Lost {
  readonly at: number
  readonly step: string
  /** What is gone has been the last step of the way. */
  readonly isLast: boolean
  readonly near?: string
}

/** Of several objects the one is meant that has most of the way, or a word for the rest of it. */
function isNearer(one: Lost, other: Lost): boolean {
  return one.at > other.at || (one.at === other.at && one.near !== undefined && other.near === undefined)
}

/** Nothing where the way leads to a field that is there. */
function follow(steps: readonly string[], root: Json): Lost | undefined {
  let here: readonly (readonly [path: readonly string[], value: Json])[] = [[[], root]]
  for (const [at, step] of steps.entries()) {
    const next = here.flatMap(([path, value]) => membersAt(step, path, value))
    if (next.length === 0) {
      const members = here.flatMap(([path, value]) => membersOf(path, value))
      const near = almost(
        step,
        members.map(([path]) => path.at(-1) ?? ''),
      )
      return { at, step, isLast: at === steps.length - 1, ...present({ near }) }
    }
    here = next
  }
  return undefined
}

/** Those that a step leads to; a field is not looked for among all. */
function membersAt(step: string, path: readonly string[], value: Json): ReturnType<typeof membersOf> {
  if (isJsonObject(value) && !step.includes('*'))
    return Object.hasOwn(value, step) ? [[[...path, step], value[step] as Json]] : []
  return membersOf(path, value).filter(([inner]) => fits(step, inner.at(-1) ?? ''))
}

function membersOf(path: readonly string[], value: Json): readonly (readonly [path: readonly string[], value: Json])[] {
  const read = typeof value === 'string' ? manifestReading.inside?.(path, value) : value
  if (isJsonObject(read)) return Object.entries(read).map(([key, member]) => [[...path, key], member as Json])
  if (!Array.isArray(read)) return []
  const items = read as readonly Json[]
  return items.flatMap(item =>
    isJsonObject(item) ? manifestReading.keys(path).flatMap(key => named(path, item, key)) : [],
  )
}

function named(path: readonly string[], item: JsonObject, key: string): (readonly [readonly string[], Json])[] {
  const value = key === 'metadata.name' ? undefined : item[key]
  return typeof value === 'string' || typeof value === 'number' ? [[[...path, `[${value}]`], item]] : []
}

function isOf(kind: string, name = '*'): (object: Manifest) => boolean {
  const [before = '', after] = name.split('*')
  return ({ kind: own, metadata }) =>
    (kind === '*' || kind === own) &&
    (after === undefined ? metadata.name === name : metadata.name.startsWith(before) && metadata.name.endsWith(after))
}
