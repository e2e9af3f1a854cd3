/** Objects that somebody made by hand before anything was rendered: a sync that takes them over must recreate none. */
import { present } from '@homelab/formats/present'
import { parseAllDocuments } from 'yaml'
import type { Asked, Wrong } from '../asked.ts'
import { applicationOfObject, type KubeObject } from '../objects.ts'
import type { ControlPlane } from './control-plane.ts'
import { readFiles } from './files.ts'

/** Of all YAML files of a folder. */
export function readByHand(folder: string): readonly KubeObject[] {
  return [...readFiles(folder)]
    .filter(([path]) => /\.ya?ml$/.test(path))
    .flatMap(([, text]) => parseAllDocuments(text).flatMap(document => (document.toJS() as KubeObject | null) ?? []))
}

/** Makes them, with their namespaces, before anybody follows the guide. */
export async function makeByHand(plane: ControlPlane, objects: readonly KubeObject[]): Promise<void> {
  const names = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))
  const namespaces = [...names].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...namespaces, ...objects] })
  const { exitCode, stderr } = await plane.kubectl(['create', '--filename', '-'], { input })
  if (exitCode !== 0) throw new Error(`what was made by hand can't be made: ${stderr}`)
}

/** The uid of each, in their order; '' where it is gone. */
export async function uidsOf(plane: ControlPlane, objects: readonly KubeObject[]): Promise<readonly string[]> {
  return (await live(plane, objects)).map(object => object?.metadata.uid ?? '')
}

/** @param before their uids before the first sync */
export async function takenOver(
  plane: ControlPlane,
  objects: readonly KubeObject[],
  before: readonly string[],
): Promise<Asked> {
  const now = await live(plane, objects)
  const wrong = objects.flatMap(({ kind, metadata }, index): readonly Wrong[] => {
    const is = now[index]
    const name = `${kind} ${metadata.namespace ?? ''}/${metadata.name}, which was made by hand,`
    if (is === undefined) return [{ what: `${name} is gone` }]
    const application = applicationOfObject(is)
    if (application === undefined) return [{ what: `${name} is taken over by no Application` }]
    return is.metadata.uid === before[index] ? [] : [{ ...present({ application }), what: `${name} was recreated` }]
  })
  return { what: 'objects made by hand, which a sync takes over as they are', count: objects.length, wrong }
}

async function live(plane: ControlPlane, objects: readonly KubeObject[]): Promise<readonly (KubeObject | undefined)[]> {
  const all: (KubeObject | undefined)[] = []
  for (const { kind, metadata } of objects) {
    const where = metadata.namespace === undefined ? [] : [`--namespace=${metadata.namespace}`]
    const words = ['get', kind, metadata.name, ...where, '--ignore-not-found', '--output=json']
    const { stdout } = await plane.kubectl(words)
    all.push(stdout === '' ? undefined : (JSON.parse(stdout) as KubeObject))
  }
  return all
}
