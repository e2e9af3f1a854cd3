import type { Cluster } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { IHelmRelease } from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2/HelmRelease'
import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization'
import type { IGitRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/GitRepository'
import type { IHelmRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/HelmRepository'
import type { IOCIRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/OCIRepository'
import type { ObjectFile } from '../../cluster/files.ts'
import { chartSource } from '../../parts/chart/source.ts'
import type { ChartWorkload } from '../../parts/chart/workload.ts'
import { manifestsFolder } from '../group.ts'
import { decryptionOf, timeout } from './commands.ts'
import { decryption } from './decryption.ts'
import { keepingPatches } from './kept.ts'
import { ownFolder, secretsFolder } from './places.ts'
import { readiness } from './readiness.ts'
import { type FluxDecryption, fluxOf } from './settings.ts'

/** https://fluxcd.io/flux/components/source/gitrepositories/ */
export function gitRepository(
  cluster: Cluster,
  name: string,
  { repository, revision }: { readonly repository: string; readonly revision: string },
): IGitRepository {
  const { namespace } = fluxOf(cluster)
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name, namespace },
    spec: { ...asked(cluster, repository), ref: refOf(revision), ...readBy(cluster, repository) },
  }
}

/** How often a source is looked at, and where it is. */
function asked(cluster: Cluster, url: string): { readonly interval: string; readonly url: string } {
  return { interval: seconds(fluxOf(cluster).intervalSeconds), url }
}

function readBy(cluster: Cluster, url: string): { readonly secretRef?: { readonly name: string } } {
  const secret = fluxOf(cluster).credentials?.find(each => url.startsWith(each.for))?.secret
  return secret === undefined ? {} : { secretRef: { name: secret } }
}

/** What a chart is fetched from, under the name of its group. */
export function chartRepository(
  cluster: Cluster,
  name: string,
  chart: ChartWorkload,
): IGitRepository | IHelmRepository | IOCIRepository {
  const { repository, revision } = chart
  const from = chartSource(chart)
  if (from.by === 'git') return gitRepository(cluster, name, chart)
  const { namespace } = fluxOf(cluster)
  const common = { apiVersion: 'source.toolkit.fluxcd.io/v1', metadata: { name, namespace } } as const
  // https://fluxcd.io/flux/components/source/helmrepositories/
  if (from.by === 'repository')
    return {
      ...common,
      kind: 'HelmRepository',
      spec: { ...asked(cluster, repository), ...readBy(cluster, repository) },
    }
  // https://fluxcd.io/flux/components/source/ocirepositories/#layer-selector
  return {
    ...common,
    kind: 'OCIRepository',
    spec: {
      ...asked(cluster, `${repository.replace(/\/$/, '')}/${from.chart}`),
      // A tag has no plus: https://helm.sh/docs/topics/registries/#oci-feature-deprecation-and-behavior-changes-with-v380
      ref: { tag: revision.replace('+', '_') },
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      ...readBy(cluster, repository),
    },
  }
}

/** A name says what it is of: a commit by its digits, a tag by a version of at least two numbers. */
function refOf(revision: string): NonNullable<NonNullable<IGitRepository['spec']>['ref']> {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision }
  return /\d+\.\d+/.test(revision) ? { tag: revision } : { branch: revision }
}

interface Group {
  readonly objects: readonly ObjectFile[]
  /** Every object of it is rendered. */
  readonly isWhole: boolean
  /** The groups that come before it. */
  readonly waits: readonly string[]
}

/**
 * A group of objects: https://fluxcd.io/flux/components/kustomize/kustomizations/. Without `force`: what can't be changed in place is
 * refused, and nothing is recreated.
 */
export function groupKustomization(cluster: Cluster, name: string, { objects, isWhole, waits }: Group): IKustomization {
  const { sync } = fluxOf(cluster)
  const patches = keepingPatches(objects, isWhole)
  return kustomization(cluster, name, `${cluster.source.folder}/${manifestsFolder(name)}`, {
    ...(waits.length > 0 && {
      dependsOn: waits.map(each => ({ name: each, ...(sync === 'by-hand' && { readyExpr }) })),
    }),
    ...(sync === 'by-hand' && { suspend: true }),
    prune: true,
    ...readiness(objects),
    ...(patches.length > 0 && { patches }),
  })
}

/**
 * Of one that is suspended again after it was brought: by itself Flux asks for the revision of today, which that will not see
 * before somebody resumes it. https://fluxcd.io/flux/components/kustomize/kustomizations/#dependency-ready-expression
 */
const readyExpr =
  "has(dep.status) && has(dep.status.conditions) && dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')"

/** The items of a vault. Like the root it is never suspended: what others read comes before them. */
export function vaultKustomization(cluster: Cluster, decrypts: FluxDecryption): IKustomization {
  return kustomization(cluster, decryptionOf(decrypts), `${cluster.source.folder}/${secretsFolder}`, {
    ...{ prune: true, wait: true, decryption: decryption(decrypts) },
  })
}

/** The one that holds all others. It waits for none of them, and takes none away where they are brought by hand. */
export function rootKustomization(cluster: Cluster): IKustomization {
  const { root, sync } = fluxOf(cluster)
  return kustomization(cluster, root, `${cluster.source.folder}/${ownFolder}`, { prune: sync === 'by-itself' })
}

type Spec = NonNullable<IKustomization['spec']>

function kustomization(
  cluster: Cluster,
  name: string,
  path: string,
  { dependsOn, suspend, prune, ...rest }: Omit<Spec, 'interval' | 'path' | 'sourceRef'>,
): IKustomization {
  const { namespace, root, intervalSeconds } = fluxOf(cluster)
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace },
    spec: {
      ...present({ dependsOn, suspend }),
      interval: seconds(intervalSeconds),
      retryInterval: '1m',
      timeout,
      sourceRef: { kind: 'GitRepository', name: root },
      path: `./${cluster.source.rendered}/${path}`,
      prune,
      ...rest,
    },
  }
}

/** A chart's release: https://fluxcd.io/flux/components/helm/helmreleases/. The source has the group's name. */
export function helmRelease(cluster: Cluster, group: string, chart: ChartWorkload): IHelmRelease {
  const { namespace, intervalSeconds } = fluxOf(cluster)
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: group, namespace },
    spec: {
      interval: seconds(intervalSeconds),
      timeout,
      releaseName: chart.releaseName,
      targetNamespace: chart.namespace,
      storageNamespace: chart.namespace,
      ...sourceOf(group, chart),
      install: { crds: 'CreateReplace' },
      upgrade: { crds: 'CreateReplace' },
      values: chart.values as NonNullable<NonNullable<IHelmRelease['spec']>['values']>,
    },
  }
}

function sourceOf(name: string, chart: ChartWorkload): Pick<NonNullable<IHelmRelease['spec']>, 'chart' | 'chartRef'> {
  const from = chartSource(chart)
  if (from.by === 'registry') return { chartRef: { kind: 'OCIRepository', name } }
  if (from.by === 'git') {
    const sourceRef = { kind: 'GitRepository', name } as const
    // The version in a chart's file need not change with the tag.
    return { chart: { spec: { chart: `./${from.path}`, reconcileStrategy: 'Revision', sourceRef } } }
  }
  const sourceRef = { kind: 'HelmRepository', name } as const
  return { chart: { spec: { chart: from.chart, version: chart.revision, sourceRef } } }
}

function seconds(of: number): string {
  return `${of}s`
}
