import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnySchemaObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** The version of Kubernetes whose kinds are checked. */
const kubernetes = 'v1.34'

/** Where strict JSON Schemas come from: a folder, or the public catalogues. */
export interface Catalogue {
  /** The schema of a kind; `undefined` where the catalogue has none. */
  readonly schemaOf: (apiVersion: string, kind: string) => Promise<AnySchemaObject | undefined>
  /** Schemas that others refer to. */
  readonly shared: readonly AnySchemaObject[]
}

/** @param folder holds `kubernetes-v1.34/KIND-GROUP-VERSION.json` and `crds/GROUP/KIND_VERSION.json` */
export function folderCatalogue(folder: string): Catalogue {
  const read = (path: string): AnySchemaObject => JSON.parse(readFileSync(path, 'utf8')) as AnySchemaObject
  const schemaOf = async (apiVersion: string, kind: string): Promise<AnySchemaObject | undefined> => {
    const path = join(folder, pathOf(apiVersion, kind, `kubernetes-${kubernetes}`, 'crds'))
    return existsSync(path) ? read(path) : undefined
  }
  return { schemaOf, shared: [read(join(folder, `kubernetes-${kubernetes}`, '_definitions.json'))] }
}

/** https://github.com/yannh/kubernetes-json-schema and https://github.com/datreeio/CRDs-catalog */
export function publicCatalogue(): Catalogue {
  const raw = 'https://raw.githubusercontent.com'
  const builtIn = `${raw}/yannh/kubernetes-json-schema/master/${kubernetes}.0-standalone-strict`
  const schemaOf = async (apiVersion: string, kind: string): Promise<AnySchemaObject | undefined> => {
    const answer = await fetch(pathOf(apiVersion, kind, builtIn, `${raw}/datreeio/CRDs-catalog/main`))
    return answer.ok ? ((await answer.json()) as AnySchemaObject) : undefined
  }
  return { schemaOf, shared: [] }
}

/** Compiles schemas as they are asked for; each once. */
export function validator(
  catalogue: Catalogue,
): (apiVersion: string, kind: string) => Promise<ValidateFunction | undefined> {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, schemas: [...catalogue.shared] })
  const compiled = new Map<string, Promise<ValidateFunction | undefined>>()
  return (apiVersion, kind) => {
    const key = `${apiVersion} ${kind}`
    const known = compiled.get(key) ?? catalogue.schemaOf(apiVersion, kind).then(schema => compile(ajv, schema))
    compiled.set(key, known)
    return known
  }
}

/** What the API server makes of an object: the defaults of its kind's schema are added. */
export async function completed(
  catalogue: Catalogue,
  object: { readonly apiVersion: string; readonly kind: string },
): Promise<object> {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, useDefaults: true, schemas: [...catalogue.shared] })
  const whole = structuredClone(object)
  compile(ajv, await catalogue.schemaOf(object.apiVersion, object.kind))?.(whole)
  return whole
}

function compile(ajv: Ajv2020, schema: AnySchemaObject | undefined): ValidateFunction | undefined {
  if (schema === undefined) return undefined
  // The catalogues name several drafts of JSON Schema; what they use is common to all.
  const { $schema: _, ...rest } = schema
  return ajv.compile(rest)
}

/** Kinds with a dot in the group are custom; `apps` and `rbac.authorization.k8s.io` are Kubernetes' own. */
function pathOf(apiVersion: string, kind: string, builtIn: string, custom: string): string {
  const [first = '', second] = apiVersion.split('/')
  const [group, version] = second === undefined ? ['', first] : [first, second]
  const name = kind.toLowerCase()
  if (group.includes('.') && !group.endsWith('.k8s.io')) return `${custom}/${group}/${name}_${version}.json`
  const short = group.split('.')[0] ?? ''
  return `${builtIn}/${name}-${short === '' ? '' : `${short}-`}${version}.json`
}
