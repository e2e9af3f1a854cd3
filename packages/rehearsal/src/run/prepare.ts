/** What is there before an operator begins: the node, its storage, who gives addresses, and the operator's own programs. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type Field, fieldsOf, programsOf } from '../answers.ts'
import { type Explained, problemsOf } from '../explained.ts'
import type { Program } from '../stub.ts'
import type { ControlPlane } from './control-plane.ts'
import { isRepositoryKey } from './files.ts'
import { follow } from './follow.ts'
import { startKubelet } from './kubelet.ts'
import { operatorOf } from './operator.ts'
import type { ClusterProps, RehearsalProps } from './rehearse.ts'
import { startReplacement } from './replacements.ts'
import { giveAddresses } from './stand-ins.ts'
import { Walk } from './walk.ts'

/** @param signal ends the stand-ins */
export async function prepare(
  plane: ControlPlane,
  { cluster, keeping, programs, explained, say }: ClusterProps,
  fields: readonly Field[],
  signal: AbortSignal,
  server?: Program['server'],
): Promise<Walk> {
  await makeStorageClass(plane, cluster.storageClass)
  await startKubelet(plane, signal)
  const { ingressClass, loadBalancerClass } =
    (cluster as { readonly tailnet?: { ingressClass?: string; loadBalancerClass?: string } }).tailnet ?? {}
  void follow(plane, ['ingresses.networking.k8s.io', 'services'], signal, () =>
    giveAddresses(plane, { ingressClass, loadBalancerClass }),
  )
  const stores = programsOf(keeping, fields).map(each => ({ ...each, ...present({ server }) }))
  const env = operatorOf(plane, { programs: stores, context: cluster.context })
  return new Walk(plane, env, explained, say, application =>
    startReplacement(plane, explained.applications[application]?.instead ?? explained.beside?.[application], {
      fields,
      signal,
      programs,
    }),
  )
}

/** What the vaults hold; where the Git server's key must be, it is. */
export function filledFields(
  plane: ControlPlane,
  { keeping, files, from }: Pick<RehearsalProps, 'keeping' | 'files' | 'from'>,
): readonly Field[] {
  const before = JSON.parse(from?.files.get('estate.json') ?? '{}') as { readonly vaults?: readonly Vault[] }
  const all = fieldsOf([...(before.vaults ?? []), ...keeping.vaults])
  const each = new Map(all.map(field => [JSON.stringify([field.vault, field.item, field.field]), field]))
  return [...each.values()].map(field =>
    isRepositoryKey(files, field) ? { ...field, value: plane.forge.privateKey() } : field,
  )
}

/** Serves empty folders for what is explained; returns what is wrong with the list. */
export async function explain(
  plane: ControlPlane,
  explained: Explained,
  applications: ReadonlySet<string>,
): Promise<readonly string[]> {
  const problems = problemsOf(explained, { applications, folders: foldersOf(plane) })
  const folders = Object.keys(explained.folders)
  // Git keeps no empty folder.
  for (const folder of folders) plane.write(join(folder, '.explained'), '')
  if (folders.length > 0) await plane.publish()
  return problems
}

/** Folders of the served repository. */
function foldersOf(plane: ControlPlane): ReadonlySet<string> {
  const entries = readdirSync(plane.tree, { recursive: true, withFileTypes: true })
  return new Set(
    entries
      .filter(entry => entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name).slice(plane.tree.length + 1)),
  )
}

/** As the cluster's own installer makes it. */
async function makeStorageClass(plane: ControlPlane, name: string | undefined): Promise<void> {
  if (name === undefined) return
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const object = {
    ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'kubernetes.io/host-path' },
    metadata: { name, annotations },
  }
  await plane.kubectl(['create', '--filename', '-'], { input: JSON.stringify(object) })
}
