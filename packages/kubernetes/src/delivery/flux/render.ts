import type { Cluster } from '@homelab/estate/model'
import { App, Chart } from 'cdk8s'
import { type ObjectFile, objectFiles } from '../../cluster/files.ts'
import { freshId } from '../../cluster/scope.ts'
import { CustomObject } from '../../constructs/custom-object.ts'
import { k8s } from '../../k8s.ts'
import type { Delivered, ToDeliver } from '../contract.ts'
import { type Member, manifestsFolder } from '../group.ts'
import { checkCharts, checkRendered, checkRepositories } from './checks.ts'
import { decryptionOf } from './commands.ts'
import { checkDecryption, decryptedFiles } from './decryption.ts'
import { madeNamespaces, namespaceAnnotations } from './namespaces.ts'
import {
  chartRepository,
  gitRepository,
  groupKustomization,
  helmRelease,
  rootKustomization,
  vaultKustomization,
} from './objects.ts'
import { checkRound, orderOf } from './order.ts'
import { kustomizationsFolder, namespacesFolder, sourcesFolder } from './places.ts'
import { fluxOf } from './settings.ts'

export { groupsToCompare } from './compared.ts'
export { guides } from './guides/index.ts'

/** The Kustomization of each group, its chart's release, the namespaces, and what Flux would stumble over. */
export function renderDelivery(all: ToDeliver): Delivered {
  const { resolved, cluster, members } = all
  const objects = [...all.objects.values()].flat()
  const namespaces = madeNamespaces(cluster, members, objects)
  const releases = releaseObjects(all)
  const own = [...ownObjects(all, releases, orderOf(all)), ...namespaceObjects(all, namespaces)]
  const delivered = [...[...releases.values()].flat(), ...own]
  return {
    files: [...delivered.map(({ file }) => file), ...decryptedFiles(all)],
    objects: delivered,
    findings: [
      ...checkRendered(members),
      ...checkCharts(members),
      ...checkRepositories(cluster, members, resolved.file),
      ...checkRound(all),
      ...checkDecryption(all),
    ],
  }
}

/** The root with its source, and the groups that it holds. */
function ownObjects(
  { resolved, cluster, members, objects }: ToDeliver,
  releases: ReadonlyMap<string, readonly ObjectFile[]>,
  waits: ReturnType<typeof orderOf>,
): readonly ObjectFile[] {
  const { root, decrypts } = fluxOf(cluster)
  const chart = new Chart(new App(), 'kustomizations')
  const groups = [...Map.groupBy(members, ({ application }) => application.name)]
  const sources = new Map(groups.map(([name, [first]]) => [name, first?.service.file]))
  new CustomObject(chart, freshId(chart, root), gitRepository(cluster, root, cluster.source))
  new CustomObject(chart, freshId(chart, root), rootKustomization(cluster))
  if (decrypts !== undefined) {
    const vault = vaultKustomization(cluster, decrypts)
    new CustomObject(chart, freshId(chart, decryptionOf(decrypts)), vault)
  }
  for (const [name, share] of groups) {
    const own = objects.get(name) ?? []
    const reads = decrypts !== undefined && own.some(({ manifest }) => manifest.kind === 'ClusterSecretStore')
    const group = {
      objects: [...own, ...(releases.get(name) ?? [])],
      isWhole: share.every(isWhole),
      waits: [...(waits.get(name) ?? []), ...(reads ? [decryptionOf(decrypts)] : [])].toSorted(),
    }
    new CustomObject(chart, freshId(chart, name), groupKustomization(cluster, name, group))
  }
  const isSource = ({ manifest }: ObjectFile): boolean => manifest.kind === 'GitRepository'
  return objectFiles(chart, cluster.source.folder, scope => sources.get(scope) ?? resolved.file).map(object =>
    inFolder(cluster, isSource(object) ? sourcesFolder : kustomizationsFolder, object),
  )
}

/** What upstream's manifests hold nobody sees here; what a chart holds is its release's. */
function isWhole({ application, service, chart }: Member): boolean {
  return (
    chart !== undefined ||
    service.runs.deliveries.every(each => each.by !== 'delivery' || each.group !== application.name || each.rendered)
  )
}

/** The release and the source of each chart, among the objects of its group. */
function releaseObjects({ cluster, members }: ToDeliver): ReadonlyMap<string, readonly ObjectFile[]> {
  return new Map(
    members.flatMap(({ application: { name }, chart: of, service }) => {
      if (of === undefined) return []
      const chart = new Chart(new App(), `group ${name}`)
      new CustomObject(chart, 'source', chartRepository(cluster, name, of))
      new CustomObject(chart, 'release', helmRelease(cluster, name, of))
      const folder = `${cluster.source.folder}/${manifestsFolder(name)}`
      return [[name, objectFiles(chart, folder, () => service.file)] as const]
    }),
  )
}

function namespaceObjects({ cluster }: ToDeliver, namespaces: ReadonlyMap<string, Member>): readonly ObjectFile[] {
  const chart = new Chart(new App(), 'namespaces')
  for (const name of namespaces.keys())
    new k8s.KubeNamespace(chart, name, { metadata: { name, annotations: namespaceAnnotations } })
  return objectFiles(chart, cluster.source.folder, scope => namespaces.get(scope)?.service.file ?? '').map(object =>
    inFolder(cluster, namespacesFolder, object),
  )
}

/** Each folder has one kind. */
function inFolder({ source }: Cluster, folder: string, object: ObjectFile): ObjectFile {
  const path = `${source.folder}/${folder}/${object.manifest.metadata.name}.yaml`
  return { ...object, file: { ...object.file, path } }
}
