import { dirname } from 'node:path/posix'
import type { KeptProblem, StoreProblem, Vault } from '@homelab/estate/model'
import type { Sops } from './index.ts'
import { ending, fileOfItem } from './places.ts'
import { encrypted, secretName, secretShape, values } from './secrets.ts'

/** What SOPS leaves in a file of its own: https://getsops.io/docs/#sops-file-format-and-integrity */
interface Metadata {
  readonly age?: readonly { readonly recipient?: string }[] | null
  readonly key_groups?: readonly { readonly age?: Metadata['age'] }[] | null
}

/**
 * What the vault lists and no file has; what lies between the files as it is; and whom they are encrypted for. Keys and recipients can
 * be read without any key.
 */
export function keptProblems(vault: Vault<Sops>, files: ReadonlyMap<string, unknown>): readonly KeptProblem[] {
  return [
    ...[...files].flatMap(([file, data]) => fileProblems(vault, file, data)),
    ...Object.entries(vault.items).flatMap(([item, { fields }]) =>
      missing(vault.store, ['items', item], fileOfItem(vault, item), files, fields),
    ),
  ]
}

function missing(
  store: Sops,
  keys: StoreProblem['keys'],
  file: string,
  files: ReadonlyMap<string, unknown>,
  fields: readonly string[],
): readonly KeptProblem[] {
  if (!files.has(file))
    return [
      {
        ...{ code: 'missing-value', keys, file, got: file },
        problem: 'the repository has no file of this item',
        fix: `make it: mkdir -p ${dirname(file)} && sops edit --age ${store.recipients.join(',')} ${onlyValues(store)}${file}`,
      },
    ]
  const data = files.get(file)
  // What is not encrypted is a finding of its own.
  if (metadataOf(data) === undefined) return []
  const all = data as Readonly<Record<string, unknown>>
  const wrong = store.asSecrets === true ? shapeProblem(store, keys, file, all) : undefined
  if (wrong !== undefined) return [wrong]
  const known = valuesOf(store, all)
  return fields.flatMap((field, index): readonly KeptProblem[] => {
    const value = Object.hasOwn(known, field) ? known[field] : undefined
    if (typeof value === 'string' && value !== '') return []
    return [
      {
        ...{ code: 'missing-value', keys: [...keys, 'fields', index], file, got: `${file} ${JSON.stringify(field)}` },
        problem: value === undefined ? 'the file of the item has no such key' : 'the key has no text in the file',
        fix: `write it: sops edit ${file}`,
      },
    ]
  })
}

function fileProblems({ store }: Vault<Sops>, file: string, data: unknown): readonly KeptProblem[] {
  const found = { keys: ['store'], file }
  const metadata = metadataOf(data)
  if (metadata === undefined)
    return [
      {
        ...{ ...found, code: 'plain-value', got: file },
        problem: 'this is not encrypted, and lies where everything has to be',
        fix: `encrypt it: sops encrypt --in-place ${file}; what was committed has to be replaced where it was issued`,
      },
    ]
  const { sops: _, ...all } = data as Readonly<Record<string, unknown>>
  const plain = plainIn(secretsIn(store, all), [])
  if (plain.length > 0)
    return [
      {
        ...{ ...found, code: 'plain-value', got: `${file} ${plain.join(', ')}` },
        problem: 'values of an encrypted file are as they were',
        fix: `write them with sops edit ${file}, which encrypts all of it; what was committed has to be replaced where it was issued`,
      },
    ]
  return recipientProblems(store, file, metadata)
}

/** Of a Secret what Flux reads stays as it is. */
function secretsIn({ asSecrets }: Sops, all: Readonly<Record<string, unknown>>): unknown {
  if (asSecrets !== true) return all
  const { apiVersion: _, kind: __, metadata: ___, type: ____, ...rest } = all
  return rest
}

function valuesOf({ asSecrets }: Sops, all: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = asSecrets === true ? all[values] : all
  return isRecord(own) ? own : {}
}

/** What Flux would not make the Secret of that others ask for. Where it goes to the Kustomization says. */
function shapeProblem(
  { folder = 'secrets' }: Sops,
  keys: StoreProblem['keys'],
  file: string,
  { apiVersion, kind, metadata }: Readonly<Record<string, unknown>>,
): KeptProblem | undefined {
  const { name, namespace } = isRecord(metadata) ? metadata : {}
  const expected = secretName(file.slice(folder.length + 1, -ending.length))
  if (apiVersion === 'v1' && kind === 'Secret' && name === expected && namespace === undefined) return undefined
  return {
    ...{ code: 'missing-value', keys, file, got: `${file} ${JSON.stringify(kind)} ${JSON.stringify(name)}` },
    ...{ problem: 'the file of the item is not its Secret', expected: `a Secret ${expected}, without a namespace` },
    fix: `write it: sops edit ${file}; it is ${secretShape}`,
  }
}

/** What the rendered rules say of a new file: they are not there before the first file is. */
function onlyValues({ asSecrets }: Sops): string {
  return asSecrets === true ? `--encrypted-regex '${encrypted}' ` : ''
}

function options(option: string, recipients: readonly string[]): string {
  return recipients.length === 0 ? '' : `${option} ${recipients.join(',')} `
}

function recipientProblems({ recipients }: Sops, file: string, metadata: Metadata): readonly KeptProblem[] {
  const groups = [metadata, ...(metadata.key_groups ?? [])]
  const known = new Set(groups.flatMap(({ age }) => (age ?? []).flatMap(({ recipient }) => recipient ?? [])))
  const without = recipients.filter(each => !known.has(each))
  const besides = [...known].filter(each => !recipients.includes(each))
  if (without.length === 0 && besides.length === 0) return []
  return [
    {
      ...{ code: 'wrong-recipients', keys: ['store', 'recipients'], file },
      problem: without.length > 0 ? `${file} can't be read by all that may` : `${file} can be read by others than may`,
      got: [...known].join(', ') || 'nobody',
      expected: recipients.join(', '),
      fix: `say who may, or encrypt it for them: sops rotate --in-place ${options('--add-age', without)}${options('--rm-age', besides)}${file}`,
    },
  ]
}

function metadataOf(data: unknown): Metadata | undefined {
  if (!isRecord(data) || !isRecord(data['sops'])) return undefined
  return 'mac' in data['sops'] ? data['sops'] : undefined
}

/** The keys of what is not encrypted. Nothing is: SOPS leaves it. */
function plainIn(data: unknown, keys: readonly string[]): readonly string[] {
  if (Array.isArray(data)) return data.flatMap((each, index) => plainIn(each, [...keys, String(index)]))
  if (isRecord(data)) return Object.entries(data).flatMap(([key, value]) => plainIn(value, [...keys, key]))
  const isNothing = data === null || data === ''
  return isNothing || (typeof data === 'string' && data.startsWith('ENC[')) ? [] : [keys.join('.')]
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
