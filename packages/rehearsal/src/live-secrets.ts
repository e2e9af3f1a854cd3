/** Secrets of a live cluster against what the estate says of them. */
import { type DeliveredSecret, known, type ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Field } from './answers.ts'
import type { Asked, Wrong } from './asked.ts'
import { applicationOfObject, type KubeObject } from './objects.ts'

export interface LiveSecrets {
  /** Every ExternalSecret. */
  readonly externals: readonly KubeObject[]
  /** Every Secret. */
  readonly secrets: readonly KubeObject[]
}

interface External {
  readonly spec: { readonly target?: { readonly name?: string } }
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[]
  }
}

type Stated = Extract<DeliveredSecret, { readonly to: 'secret' | 'made-secret' }>

export function judgeSecrets(
  services: readonly ResolvedService[],
  { externals, secrets }: LiveSecrets,
  fields: readonly Field[],
): readonly Asked[] {
  const stated = services
    .flatMap(({ runs }) => known(runs.delivered))
    .filter((each): each is Stated => each.to !== 'host')
  const find = (namespace: string | undefined, name: string): KubeObject | undefined =>
    secrets.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
  return [
    {
      what: 'ExternalSecrets that are ready, with the keys and values that the estate says',
      count: externals.length,
      wrong: externals.flatMap(external => wrongIn(external, stated, find, fields)),
    },
    readsOf(services, externals, find),
  ]
}

function readyOf(external: KubeObject) {
  return (external as unknown as External).status?.conditions?.find(({ type }) => type === 'Ready')
}

type Find = (namespace: string | undefined, name: string) => KubeObject | undefined

function wrongIn(external: KubeObject, all: readonly Stated[], find: Find, fields: readonly Field[]): readonly Wrong[] {
  const { name, namespace } = external.metadata
  const { spec } = external as unknown as External
  const target = spec.target?.name ?? name
  const wrong = (what: string): readonly Wrong[] => [
    { ...present({ application: applicationOfObject(external) }), what: `ExternalSecret ${namespace}/${name} ${what}` },
  ]
  const ready = readyOf(external)
  if (ready?.status !== 'True') return wrong(`is not ready: ${ready?.message ?? 'it says nothing'}`)
  const secret = find(namespace, target)
  if (secret === undefined) return wrong(`is ready, and there is no Secret ${target}`)
  const own = all.find(each => each.namespace === namespace && each.name === target)
  if (own === undefined) return wrong(`makes a Secret ${target} that the estate does not say`)
  const found = Object.keys(dataOf(secret)).toSorted()
  const keys = keysOf(own)
  if (keys !== undefined && found.join() !== keys.toSorted().join())
    return wrong(`delivers the keys ${found.join(', ')}, and the estate says ${keys.join(', ')}`)
  return valuesOf(own, fields)
    .filter(([key, value]) => !decoded(secret, key).includes(value.trim()))
    .flatMap(([key]) => wrong(`delivers another value as ${key} than its item has`))
}

function keysOf(stated: Stated): readonly string[] | undefined {
  if (stated.to === 'secret') return Object.keys(stated.keys)
  return stated.keys === 'unknown' ? undefined : stated.keys
}

/** Key -> what must be in it: a template puts text around what was fetched. */
function valuesOf(stated: Stated, fields: readonly Field[]): readonly (readonly [key: string, value: string])[] {
  if (stated.to !== 'secret') return []
  return Object.entries(stated.keys).flatMap(([key, fetched]) =>
    fetched.flatMap(each => {
      const reference = stated.from[each]
      const field = fields.find(
        ({ vault, item, field }) => vault === reference?.vault && item === reference.item && field === reference.field,
      )
      return field === undefined ? [] : [[key, field.value] as const]
    }),
  )
}

/** What is read of Secrets that External Secrets makes. */
function readsOf(services: readonly ResolvedService[], externals: readonly KubeObject[], find: Find): Asked {
  // One cause, one message: of one that is not ready that is said.
  const ready = externals.filter(each => readyOf(each)?.status === 'True')
  const made = new Map(
    ready.map(each => {
      const target = (each as unknown as External).spec.target?.name ?? each.metadata.name
      return [`${each.metadata.namespace}/${target}`, applicationOfObject(each)] as const
    }),
  )
  const reads = services
    .flatMap(({ runs }) => known(runs.reads))
    .filter(({ namespace, name, optional }) => !optional && made.has(`${namespace}/${name}`))
  const wrong = reads.flatMap(({ namespace, name, key, by }): readonly Wrong[] => {
    const secret = find(namespace === 'unknown' ? undefined : namespace, name)
    if (secret !== undefined && (key === undefined || key in dataOf(secret))) return []
    const what = `${by} reads ${key ?? 'all'} of the Secret ${namespace}/${name}, which does not have it`
    return [{ ...present({ application: made.get(`${namespace}/${name}`) }), what }]
  })
  return { what: 'keys that something reads', count: reads.length, wrong }
}

function dataOf(secret: KubeObject): Readonly<Record<string, string>> {
  return (secret['data'] ?? {}) as Readonly<Record<string, string>>
}

function decoded(secret: KubeObject, key: string): string {
  return Buffer.from(dataOf(secret)[key] ?? '', 'base64').toString()
}
