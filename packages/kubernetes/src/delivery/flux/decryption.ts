import { type Finding, known, type RenderedFile, type Secret, storeOf } from '@homelab/estate/model'
import { printManifest } from '@homelab/formats'
import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization'
import { header } from '../../cluster/files.ts'
import type { ToDeliver } from '../contract.ts'
import { below } from './commands.ts'
import { secretsFolder } from './places.ts'
import { type FluxDecryption, fluxOf } from './settings.ts'

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption */
export function decryption({ key }: FluxDecryption): NonNullable<NonNullable<IKustomization['spec']>['decryption']> {
  return { provider: 'sops', secretRef: { name: key } }
}

/**
 * What of the vault is brought into the cluster: the files of those items that something there reads, as they lie in the repository.
 * Flux builds with them though they lie elsewhere in it. docs/decisions/0050-flux-decrypts-items.md
 */
export function decryptedFiles({ resolved, cluster, members }: ToDeliver): readonly RenderedFile[] {
  const { decrypts } = fluxOf(cluster)
  if (decrypts === undefined) return []
  const decrypted = storeOf(resolved, decrypts.vault)?.pods?.decrypted
  if (decrypted === undefined) return []
  const read = members.flatMap(({ service }) => known(service.runs.delivered).flatMap(each => fetched(each)))
  const files = read.filter(({ vault }) => vault === decrypts.vault).map(secret => decrypted(secret))
  const up = below(cluster, secretsFolder).replaceAll(/[^/]+/g, '..')
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: decrypts.namespace,
    resources: [...new Set(files)].toSorted().map(file => `${up}/${file}`),
  }
  const sources = [...new Set([resolved.file, ...members.map(({ service }) => service.file)])]
  const path = `${cluster.source.folder}/${secretsFolder}/kustomization.yaml`
  return [{ path, content: printManifest(kustomization, header([resolved.file])), sources }]
}

function fetched(delivered: object): readonly Secret[] {
  const { by, from = {} } = delivered as { readonly by?: unknown; readonly from?: Readonly<Record<string, Secret>> }
  return by === 'external-secret' ? Object.values(from) : []
}

/** What is decrypted are items that lie in the repository as Secrets. */
export function checkDecryption({ resolved, cluster }: Pick<ToDeliver, 'resolved' | 'cluster'>): Finding[] {
  const { decrypts } = fluxOf(cluster)
  if (decrypts === undefined || storeOf(resolved, decrypts.vault)?.pods?.decrypted !== undefined) return []
  const able = resolved.vaults.filter(({ name }) => storeOf(resolved, name)?.pods?.decrypted !== undefined)
  return [
    {
      code: 'unprovided-reference',
      where: { subject: cluster.name, path: 'delivery.decrypts.vault', file: resolved.file },
      problem: 'no vault of this name lies in the repository as Secrets',
      got: decrypts.vault,
      expected: able.map(({ name }) => name).join(' or ') || 'a vault of the store `sops({ asSecrets: true })`',
      fix: 'name the vault, and say of its store that items are Secrets',
    },
  ]
}
