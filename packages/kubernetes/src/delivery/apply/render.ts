import { createHash } from 'node:crypto'
import type { Cluster, Finding, RenderedFile } from '@homelab/estate/model'
import { printManifest } from '@homelab/formats'
import { printScript, scriptFile } from '@homelab/formats/shell'
import { header } from '../../cluster/files.ts'
import type { Delivered, GroupToCompare, ObjectsOf, ToDeliver } from '../contract.ts'
import { type Member, manifestsFolder } from '../group.ts'
import { checkFetched } from './charts.ts'
import { groupObject, kind, resource, script } from './group.ts'
import { secretLines, secretsIn } from './secret-lines.ts'

const text = scriptFile(new URL('./apply.sh', import.meta.url))

/** The script, the groups in the order in which they are applied, and the object that the cluster keeps of each. */
export function renderDelivery(all: ToDeliver): Delivered {
  const { resolved, cluster, members } = all
  const folder = `${cluster.source.folder}/apply`
  const groups = inOrder(all)
  const file = (path: string, content: string, sources: readonly string[]): RenderedFile => ({
    ...{ path: `${folder}/${path}`, content, sources },
  })
  const own = [resolved.file]
  return {
    files: [
      {
        ...{ path: `${cluster.source.folder}/${script}`, sources: own, executable: true },
        content: printScript(text, [header(own), ''], { KIND: resource, ROOT: above(cluster.source) }),
      },
      file('groups.tsv', groups.map(([name, share]) => `${lineOf(name, share)}\n`).join(''), own),
      { ...file('kind.yaml', printManifest(kind, header(own)), own), objects: 1 },
      file('empty.yaml', printManifest(groupObject('NAME'), header(own)), own),
      ...groups.map(([name, share]): RenderedFile => {
        const sources = [...new Set(share.map(({ service }) => service.file))]
        const parent = {
          ...groupObject(name),
          metadata: { name, labels: { [idLabel]: setId(name) }, annotations: tooling },
        }
        return { ...file(`parents/${name}.yaml`, printManifest(parent, header(sources)), sources), objects: 1 }
      }),
      ...[...all.secrets].map(([name, secrets]): RenderedFile => {
        const sources = [...new Set(secrets.map(({ service }) => service.file))]
        return file(`secrets/${name}.tsv`, secretLines(resolved, secrets), sources)
      }),
      ...groups.map(([name, share]): RenderedFile => {
        const sources = [...new Set(share.map(({ service }) => service.file))]
        return file(`groups/${name}.yaml`, printManifest(groupObject(name), header(sources)), sources)
      }),
    ],
    objects: [],
    findings: [...members.flatMap(unapplied), ...checkFetched(members)],
  }
}

/** The repository's root, from where the script lies. */
function above({ rendered, folder }: Cluster['source']): string {
  return [...rendered.split('/'), ...folder.split('/'), 'apply'].map(() => '..').join('/')
}

type Group = readonly [name: string, members: readonly Member[]]

/** Each after what its services wait for; those with objects of kinds that others bring, after all that have none. */
function inOrder({ resolved, members, objects }: ToDeliver): readonly Group[] {
  const { startOrder } = resolved
  const isCustom = (identity: string): boolean =>
    /^[^ ]*\.[^ ]*\//.test(identity) && !/^[^ ]*\.k8s\.io\//.test(identity)
  const late = (name: string): boolean => (objects.get(name) ?? []).some(({ identity }) => isCustom(identity))
  const place = (share: readonly Member[]): number =>
    Math.min(...share.map(({ service }) => startOrder.indexOf(service.name)))
  return [...Map.groupBy(members, ({ application }) => application.name)].toSorted(
    ([a, ofA], [b, ofB]) => Number(late(a)) - Number(late(b)) || place(ofA) - place(ofB),
  )
}

function lineOf(name: string, share: readonly Member[]): string {
  const [namespace = '-'] = share.map(({ application, namespace: own }) => application.namespace ?? own)
  const chart = share.find(member => member.chart !== undefined)?.chart
  const words = chart === undefined ? [] : [chart.repository, chart.revision, chart.path ?? '', chart.releaseName]
  return [name, namespace === 'none' ? '-' : namespace, ...words].join('\t')
}

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#applyset-kubernetes-io-id */
const idLabel = 'applyset.kubernetes.io/id'
const tooling = {
  'applyset.kubernetes.io/tooling': 'kubectl/v1',
  'applyset.kubernetes.io/contains-group-kinds': '',
}

function setId(name: string): string {
  const { kind: own, group } = { kind: kind.spec.names.kind, group: kind.spec.group }
  const hash = createHash('sha256').update([name, '', own, group].join('.')).digest('base64url')
  return `applyset-${hash}-v1`
}

/** What somebody writes by hand elsewhere no folder holds. */
function unapplied({ application, service, cluster, rendered }: Member): Finding[] {
  if (rendered) return []
  return [
    {
      code: 'unclaimed-workload',
      where: { subject: service.name, path: `application ${application.name}`, file: service.file },
      problem: `${cluster.name} has a rendered folder applied, and nothing of this group is in it`,
      fix: 'state what it is made of, or leave the group out and apply it by hand',
    },
  ]
}

/** Every group of a cluster, with the objects that are rendered for it. */
export function groupsToCompare(
  { source, context }: Cluster,
  files: readonly RenderedFile[],
  objectsOf: ObjectsOf,
): readonly GroupToCompare[] {
  const groups = files.find(({ path }) => path === `${source.folder}/apply/groups.tsv`)?.content ?? ''
  return groups.split('\n').flatMap((line): GroupToCompare[] => {
    const [name = '', namespace = '-', repository] = line.split('\t')
    if (name === '') return []
    const folder = `${source.folder}/${manifestsFolder(name)}/`
    const own = files.filter(({ path }) => path.startsWith(folder) && !path.slice(folder.length).includes('/'))
    const secrets = secretsIn(
      files.find(({ path }) => path === `${source.folder}/apply/secrets/${name}.tsv`)?.content ?? '',
    )
    const kustomized = own.some(({ path }) => path.endsWith('/kustomization.yaml'))
    return [
      {
        name,
        objects: () => (kustomized ? [] : objectsOf(own)),
        ...(kustomized && { elsewhere: 'a kustomization' }),
        ...(own.length === 0 && repository !== undefined && { elsewhere: `${repository} (a chart)` }),
        shows: `sh ${source.rendered}/${source.folder}/${script} --context=${context} --preview ${name}`,
        ...(namespace !== '-' && { namespace }),
        kept: () => false,
        stays: of => of.kind === 'Secret' && secrets.has(`${of.namespace}/${of.name}`),
      },
    ]
  })
}
