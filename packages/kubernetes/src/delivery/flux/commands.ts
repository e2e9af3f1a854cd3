import type { Cluster, Command, Word } from '@homelab/estate/model'
import { kubectl } from '../../runs/commands.ts'
import { manifestsFolder } from '../group.ts'
import { kustomizationsFolder, ownFolder } from './places.ts'
import { type FluxDecryption, fluxOf } from './settings.ts'

/** The name of the Kustomization that decrypts a vault. */
export function decryptionOf({ vault }: FluxDecryption): string {
  return `vault-${vault}`
}

/** Nothing waits longer: images have to be pulled, and not more. */
export const timeout = '10m'

/** Flux's command line, in a cluster's context and in Flux's namespace there: https://fluxcd.io/flux/cmd/ */
export function flux(cluster: Cluster, ...words: readonly Word[]): Command {
  const { namespace } = fluxOf(cluster)
  return {
    kind: 'command',
    words: ['flux', ...words, `--context=${cluster.context}`, `--namespace=${namespace}`],
    on: 'operator',
  }
}

/** What runs of a Kustomization, and how its last run ended. */
export function status(cluster: Cluster, name: Word): Command {
  return flux(cluster, 'get', 'kustomizations', name)
}

/**
 * What would change, by the files of the working copy: nothing has to be pushed, and the cluster need not know the Kustomization.
 * It ends with 1 where something differs: https://fluxcd.io/flux/cmd/flux_diff_kustomization/
 */
export function diff(cluster: Cluster, name: Word): Command {
  return flux(
    cluster,
    ...['diff', 'kustomization', name],
    joined('--path=', folderOf(cluster, name)),
    joined('--kustomization-file=', kustomizationOf(cluster, name)),
    ...['--ignore-not-found', '--progress-bar=false'],
  )
}

/** The folder that a Kustomization applies, from the repository's root. */
export function folderOf(cluster: Cluster, name: Word): Word {
  return name === fluxOf(cluster).root ? below(cluster, ownFolder) : joined(below(cluster, manifestsFolder('')), name)
}

/** The rendered Kustomization, from the repository's root. */
export function kustomizationOf(cluster: Cluster, name: Word): Word {
  return joined(`${below(cluster, kustomizationsFolder)}/`, name, '.yaml')
}

/** A folder or file that is rendered for a cluster, from the repository's root. */
export function below({ source }: Cluster, path: string): string {
  return `${source.rendered}/${source.folder}/${path}`
}

/** Brings a group and waits for it. The root is never suspended. */
export function apply(cluster: Cluster, name: Word): Command {
  const { root, sync } = fluxOf(cluster)
  return sync === 'by-itself' || name === root ? reconcile(cluster, name) : resume(cluster, name)
}

/** Brings a group that is not suspended, and waits for it. */
export function reconcile(cluster: Cluster, name: Word): Command {
  return flux(cluster, 'reconcile', 'kustomization', name, '--with-source', `--timeout=${timeout}`)
}

/** Brings a group that is suspended, and waits for it. */
export function resume(cluster: Cluster, name: Word): Command {
  return flux(cluster, 'resume', 'kustomization', name, `--timeout=${timeout}`)
}

/** Nothing new comes, and nothing goes. */
export function suspend(cluster: Cluster, ...names: readonly Word[]): Command {
  return flux(cluster, 'suspend', 'kustomization', ...names)
}

/** Objects of a folder or a file that is rendered, also where Flux has applied them before. */
export function applyFiles(cluster: Cluster, path: Word): Command {
  return kubectl(cluster, undefined, 'apply', '--server-side', '--force-conflicts', joined('--filename=', path))
}

function joined(before: string, name: Word, after = ''): Word {
  return typeof name === 'string' ? `${before}${name}${after}` : { shell: `${before}${name.shell}${after}` }
}
