import { opened } from '@homelab/estate/model'
import { type Asked, clusterSources } from '@homelab/synth/drift'
import { expect, test } from 'vitest'
import harbour from './fixtures/harbour/apps/harbour/estate.ts'
import { objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

/** A cluster that answers kubectl with what Flux would have applied there: its labels on it, and each Kustomization ready. */
const { resolved } = opened(harbour)
const rendered = render(harbour).files
const files = [...rendered].map(([path, content]) => ({ path, content, sources: [] }))

interface Live {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: object }
  readonly spec?: object
}

const group = 'kustomize.toolkit.fluxcd.io'
const ready = (status: string) => ({
  lastAppliedRevision: 'main@sha1:0a1b',
  conditions: [{ type: 'Ready', status, message: 'applied' }],
})
const live = objectsIn(rendered).map(({ path: _, ...object }) => ({
  ...object,
  metadata: {
    ...object.metadata,
    uid: '1',
    labels: {
      ...(object.metadata as { readonly labels?: object }).labels,
      [`${group}/name`]: 'x',
      [`${group}/namespace`]: 'flux-system',
    },
    ...(object.kind === 'PersistentVolumeClaim' && { annotations: { [`${group}/prune`]: 'disabled' } }),
  },
  ...(object.kind === 'Kustomization' && { status: ready('True') }),
}))

async function ask(objects: readonly Live[]): Promise<Asked> {
  const [source] = clusterSources({
    resolved,
    files,
    kubectl: async (_, words, input = '') => {
      if (words[0] === 'version') return { stdout: '' }
      if (words.includes('persistentvolumeclaims')) return { stdout: JSON.stringify({ items: [] }) }
      if (words.includes(`kustomizations.${group}`))
        return { stdout: JSON.stringify({ items: objects.filter(({ kind }) => kind === 'Kustomization') }) }
      const wanted = (JSON.parse(input) as { readonly items: readonly Live[] }).items
      const found = wanted.flatMap(({ kind, metadata }) =>
        objects.filter(
          each =>
            each.kind === kind &&
            each.metadata.name === metadata.name &&
            each.metadata.namespace === metadata.namespace,
        ),
      )
      return { stdout: JSON.stringify({ items: found }) }
    },
  })
  if (source === undefined) throw new Error('no cluster')
  return source.ask()
}

test('a cluster as it was delivered has none, and nobody knows what a chart and upstream brought', async () => {
  const { differences, unasked, compared } = await ask(live)
  expect(differences).toEqual([])
  expect(JSON.stringify(unasked)).toContain('flux diff kustomization external-secrets')
  expect(JSON.stringify(unasked)).toContain('flux diff kustomization postgres-operator')
  expect(JSON.stringify(unasked)).toContain('flux diff kustomization metrics-server')
  expect(JSON.stringify(unasked)).toContain('flux diff kustomization tides')
  expect(unasked).toHaveLength(4)
  // What is rendered beside a chart is compared all the same.
  expect(compared).toBeGreaterThan(25)
})

test('a run that failed is told, and a Kustomization of nobody', async () => {
  const failed = live.map(each =>
    each.kind === 'Kustomization' && each.metadata.name === 'log' ? { ...each, status: ready('False') } : each,
  )
  const strange = {
    apiVersion: `${group}/v1`,
    kind: 'Kustomization',
    metadata: { name: 'stranger', namespace: 'flux-system' },
    status: ready('True'),
  }
  const { differences } = await ask([...failed, strange])
  expect(differences.map(({ what, how }) => `${how} ${what}`)).toEqual([
    'failed Kustomization log',
    'extra Kustomization stranger',
  ])
})

test('what somebody changed by hand is told, and what is missing', async () => {
  const changed = live
    .filter(({ kind, metadata }) => !(kind === 'GitRepository' && metadata.name === 'external-secrets'))
    .map(each =>
      each.kind === 'HelmRelease' && each.metadata.name === 'external-secrets'
        ? { ...each, spec: { ...each.spec, interval: '1h' } }
        : each,
    )
  const { differences } = await ask(changed)
  expect(differences.map(({ what, how }) => `${how} ${what}`).toSorted()).toEqual([
    'changed HelmRelease flux-system/external-secrets',
    'missing GitRepository flux-system/external-secrets',
  ])
})
