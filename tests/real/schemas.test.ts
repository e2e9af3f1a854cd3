/**
 * Every rendered object against the strict schema of its kind, read back with a YAML parser that is not the printer's: an
 * unknown field, a wrong type, or a kind without schema fails.
 */
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'
import { objectsIn } from '../support/objects.ts'
import { render } from '../support/render.ts'
import { folderCatalogue, publicCatalogue, validator } from '../support/schemas.ts'
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
  test.each([blumeops, minilab])('accept every object of $name', async estate => {
    const objects = objectsIn(render(estate).files)
    const wrong: string[] = []
    for (const { path, ...object } of objects) wrong.push(...(await errorsOf(path, object)))
    expect(wrong).toEqual([])
    expect(objects.length).toBeGreaterThan(5)
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
    expect(await errorsOf('wrong.yaml', load(text) as object)).not.toEqual([])
  })
})

async function errorsOf(path: string, object: object): Promise<string[]> {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string }
  const check = await validate(apiVersion, kind)
  if (check === undefined) return [`${path}: no schema for ${apiVersion} ${kind}`]
  check(object)
  // A patch says a part of its object: what it says must fit, and what it leaves out is said elsewhere.
  return (check.errors ?? [])
    .filter(error => error.keyword !== 'required' || !path.includes('/patches/'))
    .map(error => `${path}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}
