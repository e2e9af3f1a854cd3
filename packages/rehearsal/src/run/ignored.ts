/** Fields that an Application leaves to whoever writes them in the cluster: changed, so that it shows that a sync keeps them. */
import type { KubeObject } from '../objects.ts'
import { applicationOfObject } from '../objects.ts'
import type { ControlPlane } from './control-plane.ts'

interface Ignored {
  readonly kind: string
  readonly name?: string
  readonly jsonPointers?: readonly string[]
}

interface Listed {
  readonly items: readonly (KubeObject & { readonly spec: { readonly ignoreDifferences?: readonly Ignored[] } })[]
}

const WRITTEN = 'rehearsed'

/** Writes into each of them; returns how many there are. */
export async function writeIgnored(plane: ControlPlane, names: readonly string[]): Promise<number> {
  const listed = await plane.argocd.kubectl(['get', 'applications.argoproj.io', '--output=json'])
  const { items } = JSON.parse(listed.stdout) as Listed
  let count = 0
  for (const { metadata, spec } of items.filter(({ metadata: { name } }) => names.includes(name)))
    for (const { kind, name, jsonPointers = [] } of spec.ignoreDifferences ?? []) {
      const { stdout } = await plane.kubectl(['get', kind, '--all-namespaces', '--output=json'])
      const all = (JSON.parse(stdout) as { readonly items: readonly KubeObject[] }).items
      const own = all.filter(each => applicationOfObject(each) === metadata.name)
      for (const object of own.filter(each => name === undefined || each.metadata.name === name))
        for (const pointer of jsonPointers) count += (await write(plane, object, pointer)) ? 1 : 0
    }
  return count
}

/** What is ignored of every object of a kind concerns those alone that have it, but for annotations, which anything may have. */
async function write(plane: ControlPlane, object: KubeObject, pointer: string): Promise<boolean> {
  const was = at(object, pointer)
  const isMap = typeof was === 'object' && was !== null && !Array.isArray(was)
  if (was === undefined && !pointer.startsWith('/metadata/annotations/')) return false
  if (!isMap && was !== undefined && typeof was !== 'string') return false
  const path = isMap ? `${pointer}/${WRITTEN}` : pointer
  const { kind, metadata } = object
  const words = ['patch', kind, metadata.name, `--namespace=${metadata.namespace}`, '--type=json', '--patch']
  const patch = JSON.stringify([{ op: 'add', path, value: WRITTEN }])
  const { exitCode, stderr } = await plane.kubectl([...words, patch])
  if (exitCode !== 0) throw new Error(`${kind}/${metadata.name} does not take ${path}: ${stderr}`)
  return true
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function at(object: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1)
  return keys
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object)
}
