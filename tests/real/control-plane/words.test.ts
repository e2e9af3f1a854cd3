/** Words that only a fixture estate uses, asked of a real API server: what is rendered it takes, what is found it refuses. */

import { ControlPlane } from '@homelab/rehearsal/run'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import contradicting from '../../findings/invalid/contradicting-rollout.ts'
import amounts from '../../findings/invalid/invalid-quantity-replicas.ts'
import shelf from '../../fixtures/shelf/estate.ts'
import { k3s } from '../../fixtures/shelf/places.ts'
import { type KubeObject, objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { programs } from './programs.ts'

const built = await programs()

/** Kinds of Kubernetes' own: of others a real server knows nothing before somebody defines them. */
const own = new Set([
  ...['Namespace', 'Deployment', 'StatefulSet', 'DaemonSet', 'Service', 'PodDisruptionBudget', 'NetworkPolicy'],
  ...['PersistentVolume', 'PersistentVolumeClaim', 'ServiceAccount', 'Job', 'Role', 'RoleBinding'],
])

function ownKinds(files: ReadonlyMap<string, string>): readonly KubeObject[] {
  return objectsIn(files).filter(({ kind }) => own.has(kind))
}

const { files } = render(shelf)

describe.skipIf(built === undefined)('a real API server', () => {
  let plane: ControlPlane
  const apply = async ({ path: _, ...object }: KubeObject): Promise<string> => {
    const words = ['apply', '--validate=strict', '--dry-run=server', '--filename', '-']
    const { stderr } = await plane.kubectl(words, { input: JSON.stringify(object) })
    return stderr
  }

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops: k3s.source, files, seconds: 600 })
    const namespaces = new Set(
      [files, ...[contradicting, amounts].map(estate => render(estate).files)].flatMap(all =>
        ownKinds(all).map(({ metadata }) => metadata.namespace),
      ),
    )
    for (const namespace of namespaces)
      if (namespace !== undefined) await plane.kubectl(['create', 'namespace', namespace])
  })
  afterAll(() => plane?.close())

  test('takes every object of the fixture estate', async () => {
    const objects = ownKinds(files)
    expect(objects.length).toBeGreaterThan(25)
    const refused: string[] = []
    for (const object of objects) {
      const said = await apply(object)
      if (said !== '') refused.push(`${object.path}: ${said}`)
    }
    expect(refused).toEqual([])
  })

  test.each([
    ['Deployment neither', contradicting, /maxUnavailable: .* may not be 0 when `maxSurge` is 0/],
    ['DaemonSet both', contradicting, /maxSurge: .*may not be set when maxUnavailable is non-zero/],
    ['Deployment raw', contradicting, /may not be specified when strategy `type` is 'Recreate'/],
    ['Deployment surge', amounts, /maxSurge: .*must be greater than or equal to 0/],
    ['Deployment skew', amounts, /maxSkew: .*must be greater than zero/],
    ['PodDisruptionBudget budget', amounts, /minAvailable: .*percent/],
  ] as const)('refuses %s, as is found', async (name, estate, says) => {
    const found = ownKinds(render(estate).files).find(({ kind, metadata }) => `${kind} ${metadata.name}` === name)
    if (found === undefined) throw new Error(`there is no ${name}`)
    expect(await apply(found)).toMatch(says)
  })
})
