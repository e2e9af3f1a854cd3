/**
 * Fields that the API server does not know. Argo CD does not ask it to be strict, so that they are dropped without a word: a
 * setting with a slip in its name has no effect, and its Application may show as synced.
 */
import pLimit from 'p-limit'
import { parseAllDocuments } from 'yaml'
import type { Asked, Wrong } from '../asked.ts'
import { inNamespaces, type KubeObject } from '../objects.ts'
import { AT_ONCE } from './at-once.ts'
import type { ControlPlane } from './control-plane.ts'

/** Applies what each Application reads once more, strictly and without effect. */
export async function strictFields(plane: ControlPlane, names: readonly string[]): Promise<readonly Asked[]> {
  const [namespaced, destinations] = await Promise.all([namespacedKinds(plane), destinationsOf(plane)])
  const limit = pLimit(AT_ONCE)
  const asked = await limit.map(names, async application => {
    const objects = inNamespaces(await manifests(plane, application), destinations.get(application) ?? '', namespaced)
    const wrong = (await refused(plane, objects)).map((what): Wrong => ({ application, what }))
    return { count: objects.length, wrong }
  })
  return [
    {
      what: 'objects with no field that the API server does not know',
      count: asked.reduce((sum, { count }) => sum + count, 0),
      wrong: asked.flatMap(({ wrong }) => wrong),
    },
  ]
}

/** What it reads, as Argo CD renders it. */
async function manifests(plane: ControlPlane, application: string): Promise<readonly KubeObject[]> {
  const { exitCode, stdout, stderr } = await plane.argocd.ask(['app', 'manifests', application])
  if (exitCode !== 0) throw new Error(`the manifests of ${application} can't be had: ${stderr}`)
  return parseAllDocuments(stdout).flatMap(document => (document.toJS() as KubeObject | null) ?? [])
}

/** The namespace of each Application. */
async function destinationsOf(plane: ControlPlane): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await plane.argocd.kubectl(['get', 'applications.argoproj.io', '--output=json'])
  const { items } = JSON.parse(stdout) as { readonly items: readonly (KubeObject & Destined)[] }
  return new Map(items.map(({ metadata, spec }) => [metadata.name, spec.destination.namespace ?? '']))
}

interface Destined {
  readonly spec: { readonly destination: { readonly namespace?: string } }
}

async function namespacedKinds(plane: ControlPlane): Promise<ReadonlySet<string>> {
  const { stdout } = await plane.kubectl(['api-resources', '--namespaced=true', '--no-headers'])
  return new Set(stdout.split('\n').flatMap(line => line.trim().split(/\s+/).at(-1) ?? []))
}

async function refused(plane: ControlPlane, items: readonly KubeObject[]): Promise<readonly string[]> {
  if (items.length === 0) return []
  const strict = ['--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict']
  // One by one: kubectl asks the server about each object, and about a list it judges by itself, up to the first fault.
  const input = items.map(item => JSON.stringify(item)).join('\n---\n')
  const { exitCode, stderr } = await plane.kubectl(['apply', ...strict, '--filename', '-'], { input })
  if (exitCode === 0) return []
  // That it does not take over what Argo CD wrote down of its last sync is as it must be.
  return stderr.split('\n').filter(line => line !== '' && !line.startsWith('Warning: '))
}
