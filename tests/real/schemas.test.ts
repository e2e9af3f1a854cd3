/**
 * Every rendered object against the strict schema of its kind, read back with a YAML parser that is not the printer's: an
 * unknown field, a wrong type, or a kind without schema fails.
 */

import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'
import { byArgoCd } from '../findings/by-argocd.ts'
import { fixture } from '../findings/parts.ts'
import harbour from '../fixtures/harbour/apps/harbour/estate.ts'
import logins from '../fixtures/logins/estate.ts'
import orchard from '../fixtures/orchard/estate.ts'
import porch from '../fixtures/porch/estate.ts'
import shelf from '../fixtures/shelf/estate.ts'
import twins from '../fixtures/twins/apps/twins/estate.ts'
import { terse } from '../support/all-secrets.ts'
import { objectsIn } from '../support/objects.ts'
import { render } from '../support/render.ts'
import { completed, folderCatalogue, publicCatalogue, validator } from '../support/schemas.ts'
import { changes, revisionAfter, textsOf } from '../year/changes.ts'
import { skipped } from './tools.ts'

const folder = process.env['SCHEMAS']
const catalogue = folder === undefined || folder === '' ? publicCatalogue() : folderCatalogue(folder)
const reached = await catalogue.schemaOf('v1', 'Service').then(
  schema => schema !== undefined,
  () => false,
)
const validate = validator(catalogue)

if (!reached) test('schemas', context => context.skip(skipped('schemas (set SCHEMAS to a folder of them)')))

describe.runIf(reached)('strict schemas', () => {
  test.each([blumeops, minilab, harbour, orchard, porch, shelf, logins, twins])(
    'accept every object of $name',
    async estate => {
      const { wrong, count } = await checked(render(estate).files)
      expect(wrong).toEqual([])
      expect(count).toBeGreaterThan(5)
    },
  )

  test.each(changes)('accept every object of the croft after $name', async change => {
    const { wrong, count } = await checked(textsOf(await revisionAfter(change)))
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(50)
  })

  test('add nothing to objects of External Secrets that the server applies', async () => {
    const estate = fixture(import.meta, { clusters: [byArgoCd], services: [terse] })
    const objects = [estate, twins].flatMap(each => objectsIn(render(each).files))
    const applied = objects.filter(({ kind, metadata }) => {
      return /^(ExternalSecret|(Cluster)?SecretStore)$/.test(kind) && serverSide.includes(metadata.name)
    })
    expect(applied.map(({ metadata }) => metadata.name).toSorted()).toEqual(serverSide)
    for (const object of applied)
      expect(withoutLater(await completed(catalogue, object as WithVersion))).toEqual(object)
  })

  test.each([
    ['a misspelt field', 'apiVersion: v1\nkind: Service\nmetadata: { name: x }\nspec: { prots: [] }'],
    ['a wrong type', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { replicas: one }'],
    [
      'a field of no custom kind',
      'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {}\nspec: { instance: 1 }',
    ],
    ['a kind that nobody knows', 'apiVersion: example.org/v1\nkind: Nothing\nmetadata: { name: x }'],
  ])('refuse %s', async (_, text) => {
    expect(await errorsOf('wrong.yaml', parse(text) as object)).not.toEqual([])
  })
})

type WithVersion = ReturnType<typeof objectsIn>[number] & { readonly apiVersion: string }

const serverSide = ['all', 'cluster-valley', 'far', 'least', 'near']

/** Without what only later versions of External Secrets have, and earlier ones refuse. */
function withoutLater(object: object): unknown {
  return JSON.parse(JSON.stringify(object, (key, value: unknown) => (key === 'nullBytePolicy' ? undefined : value)))
}

/** What is wrong with the objects among rendered files, and how many there are. */
async function checked(
  files: ReadonlyMap<string, string>,
): Promise<{ readonly wrong: readonly string[]; readonly count: number }> {
  // Those of Flux are checked by its own: tests/real/delivery/flux.test.ts.
  const objects = objectsIn(files).filter(
    object => !('apiVersion' in object && String(object.apiVersion).includes('.toolkit.fluxcd.io/')),
  )
  const definitions = [...files]
    .filter(([path, text]) => path.endsWith('.yaml') && text.includes('\nkind: CustomResourceDefinition\n'))
    .map(([, text]) => parse(text) as object)
  const kinds = ownKinds(definitions)
  const own = validator({ schemaOf: async (apiVersion, kind) => kinds.get(`${apiVersion} ${kind}`), shared: [] })
  const wrong: string[] = []
  for (const { path, ...object } of objects) wrong.push(...(await errorsOf(path, object, own)))
  return { wrong, count: objects.length }
}

interface Definition {
  readonly kind: string
  readonly spec?: {
    readonly group: string
    readonly names: { readonly kind: string }
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[]
  }
}

interface Schema {
  readonly additionalProperties?: false
  readonly properties?: Readonly<Record<string, Schema>>
}

/** Kinds that rendered objects define themselves, by `APIVERSION KIND`. */
function ownKinds(objects: readonly object[]): ReadonlyMap<string, object> {
  const definitions = (objects as readonly Definition[]).filter(({ kind }) => kind === 'CustomResourceDefinition')
  return new Map(
    definitions.flatMap(({ spec }) =>
      (spec?.versions ?? []).map(({ name, schema: { openAPIV3Schema: schema } }) => {
        const always = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } }
        const whole = { ...strict(schema), properties: { ...always, ...strict(schema).properties } }
        return [`${spec?.group}/${name} ${spec?.names.kind}`, whole] as const
      }),
    ),
  )
}

/** No field but those that it names: the API server drops others without a word. */
function strict(schema: Schema): Schema {
  const { properties } = schema
  if (properties === undefined) return schema
  const inner = Object.entries(properties).map(([name, each]) => [name, strict(each)] as const)
  return { ...schema, additionalProperties: false, properties: Object.fromEntries(inner) }
}

async function errorsOf(path: string, object: object, own?: typeof validate): Promise<string[]> {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string }
  const check = (await own?.(apiVersion, kind)) ?? (await validate(apiVersion, kind))
  if (check === undefined) return [`${path}: no schema for ${apiVersion} ${kind}`]
  check(object)
  // A patch says a part of its object: what it says must fit, and what it leaves out is said elsewhere.
  return (check.errors ?? [])
    .filter(error => error.keyword !== 'required' || !path.includes('/patches/'))
    .map(error => `${path}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}
