/** What stands somewhere inside a workload, found by its shape. */
export interface Scan {
  /** Entities of the vocabularies by their `kind`, the outermost first. */
  readonly entities: ReadonlyMap<string, readonly object[]>
  /** Names of Secrets that containers, volumes and charts read. */
  readonly secretNames: ReadonlySet<string>
}

const scanned = new WeakMap<object, Scan>()

/** Looks through plain data once. */
export function scan(data: object): Scan {
  const known = scanned.get(data)
  if (known !== undefined) return known
  const entities = new Map<string, object[]>()
  const secretNames = new Set<string>()
  look(data, entities, secretNames)
  const fresh = { entities, secretNames }
  scanned.set(data, fresh)
  return fresh
}

/** The entities of a kind inside plain data. Only the constructors of a vocabulary make objects with these kinds. */
export function entitiesIn<T extends { readonly kind: string }>(data: object, kind: T['kind']): readonly T[] {
  return (scan(data).entities.get(kind) ?? []) as readonly T[]
}

/** The first of each key. */
export function distinct<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const first = new Map<string, T>()
  for (const item of items) if (!first.has(key(item))) first.set(key(item), item)
  return [...first.values()]
}

function look(value: unknown, entities: Map<string, object[]>, secrets: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const member of value) look(member, entities, secrets)
    return
  }
  const object = value as Readonly<Record<string, unknown>>
  const { kind } = object
  if (typeof kind === 'string') {
    const same = entities.get(kind)
    if (same === undefined) entities.set(kind, [object])
    else same.push(object)
  }
  readSecretNames(object, secrets)
  for (const key of Object.keys(object)) look(object[key], entities, secrets)
}

/** The shapes in which a workload names a Secret: the vocabulary's, and Kubernetes' own. */
function readSecretNames(object: Readonly<Record<string, unknown>>, into: Set<string>): void {
  const { from, source, secret, envFrom, secretKeyRef, secretRef, secretName, reads } = object
  if ((from === 'secret' || source === 'secret') && typeof secret === 'string') into.add(secret)
  if (typeof secretName === 'string') into.add(secretName)
  if (Array.isArray(envFrom)) for (const entry of envFrom) addName(entry, 'secret', into)
  addName(secretKeyRef, 'name', into)
  addName(secretRef, 'name', into)
  if (Array.isArray(reads)) for (const name of reads) if (typeof name === 'string') into.add(name)
}

function addName(value: unknown, key: string, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  const name = (value as Readonly<Record<string, unknown>>)[key]
  if (typeof name === 'string') into.add(name)
}
