import { type Path, parsePath } from '@homelab/changes/fields'
import type { Manifest } from './manifest.ts'

/** A field that the API server writes into objects where what holds it is said and it is not. */
export interface Default {
  readonly kinds: readonly string[]
  readonly path: string
  readonly value: string | Readonly<Record<string, string>>
}

/** Of what is fetched, however it is found. */
const fetched: Readonly<Record<string, string>> = { conversionStrategy: 'Default', decodingStrategy: 'None' }
const ofKey: Readonly<Record<string, string>> = { ...fetched, metadataPolicy: 'None' }
const generator: Readonly<Record<string, string>> = { apiVersion: 'generators.external-secrets.io/v1alpha1' }

/**
 * The `default`s in the definitions of External Secrets' kinds, of stores those of the providers that are rendered here.
 * `nullBytePolicy` is not among them: only later versions have it, and one before refuses what it does not know.
 * https://github.com/external-secrets/external-secrets/tree/main/config/crds/bases
 */
export const defaultsOfSecrets: readonly Default[] = [
  ...of('spec', { refreshInterval: '1h0m0s' }),
  // Before what it holds: of nothing that is said it is the whole.
  { kinds: ['ExternalSecret'], path: 'spec.target', value: { creationPolicy: 'Owner', deletionPolicy: 'Retain' } },
  ...of('spec.target', { creationPolicy: 'Owner', deletionPolicy: 'Retain' }),
  ...of('spec.target.template', { engineVersion: 'v2', mergePolicy: 'Replace' }),
  ...of('spec.target.template.templateFrom[*]', { target: 'Data' }),
  ...['configMap', 'secret'].flatMap(from =>
    of(`spec.target.template.templateFrom[*].${from}.items[*]`, { templateAs: 'Values' }),
  ),
  ...of('spec.data[*].remoteRef', ofKey),
  ...of('spec.dataFrom[*].extract', ofKey),
  ...of('spec.dataFrom[*].find', fetched),
  ...of('spec.dataFrom[*].rewrite[*].merge', {
    ...{ conflictPolicy: 'Error', into: '', priorityPolicy: 'Strict', strategy: 'Extract' },
  }),
  ...['data', 'dataFrom'].flatMap(from => of(`spec.${from}[*].sourceRef.generatorRef`, generator)),
  ...ofStores('kubernetes', { remoteNamespace: 'default' }),
  ...ofStores('kubernetes.server', { url: 'kubernetes.default' }),
  ...ofStores('vault', { version: 'v2' }),
  ...ofStores('vault.auth.kubernetes', { mountPath: 'kubernetes' }),
]

function of(holder: string, fields: Readonly<Record<string, string>>, kinds = ['ExternalSecret']): readonly Default[] {
  return Object.entries(fields).map(([field, value]) => ({ kinds, path: `${holder}.${field}`, value }))
}

function ofStores(provider: string, fields: Readonly<Record<string, string>>): readonly Default[] {
  return of(`spec.provider.${provider}`, fields, ['ClusterSecretStore', 'SecretStore'])
}

const patterns = defaultsOfSecrets.map(each => ({ ...each, pattern: parsePath(each.path) }))

/** The object as the API server keeps it, where its kind is one of External Secrets'. */
export function withDefaults(manifest: Manifest): Manifest {
  return patterns
    .filter(({ kinds }) => kinds.includes(manifest.kind))
    .reduce((object, { pattern, value }) => written(object, pattern, value) as Manifest, manifest)
}

function written(at: unknown, [step, ...below]: Path, value: Default['value']): unknown {
  if (step === undefined || typeof at !== 'object' || at === null) return at
  if (step === '[*]') return Array.isArray(at) ? at.map(item => written(item, below, value)) : at
  const fields: Readonly<Record<string, unknown>> = { ...at }
  const inside = fields[step]
  if (below.length === 0) return inside === undefined ? { ...fields, [step]: value } : at
  return inside === undefined ? at : { ...fields, [step]: written(inside, below, value) }
}
