import { known } from '@homelab/estate/model'
import { type Asked, clusterSources } from '@homelab/synth/drift'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { objectsIn } from './support/objects.ts'
import { openedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

/**
 * A cluster that answers kubectl with these objects. What the real one does with them is asked in
 * `tests/real/control-plane/argocd.test.ts`.
 */
const { resolved } = openedOnce(blumeops)
const rendered = render(blumeops).files
const files = [...rendered].map(([path, content]) => ({ path, content, sources: [] }))

interface Live {
  readonly metadata: { readonly name: string; readonly namespace?: string; annotations?: Record<string, string> }
  readonly kind: string
}
type Listed = Live & { readonly spec?: object; status?: object }

const well = { sync: { status: 'Synced' }, health: { status: 'Healthy' } }
const objects = (): Listed[] => structuredClone(objectsIn(rendered).map(({ path: _, ...object }) => object)) as Listed[]
const inSync = (all: readonly Listed[]): Listed[] =>
  all.map(each => (each.kind === 'Application' ? { ...each, status: well } : each))

async function ask(live: readonly Listed[], claims: readonly Listed[] = []): Promise<Asked> {
  const [source] = clusterSources({
    resolved,
    files,
    kubectl: async (_, words, input = '') => {
      if (words[0] === 'version') return { stdout: '' }
      if (words.includes('persistentvolumeclaims')) return { stdout: JSON.stringify({ items: claims }) }
      if (words.includes('applications.argoproj.io'))
        return { stdout: JSON.stringify({ items: live.filter(({ kind }) => kind === 'Application') }) }
      const wanted = (JSON.parse(input) as { readonly items: readonly Live[] }).items
      const found = wanted.flatMap(({ kind, metadata }) =>
        live.filter(
          each =>
            each.kind === kind &&
            each.metadata.name === metadata.name &&
            (each.metadata.namespace ?? metadata.namespace) === metadata.namespace,
        ),
      )
      return { stdout: JSON.stringify({ items: found }) }
    },
  })
  if (source === undefined) throw new Error('no cluster')
  return source.ask()
}

test('a cluster as it is rendered has none', async () => {
  const { differences, unasked, compared } = await ask(inSync(objects()))
  expect({ differences, unasked }).toEqual({ differences: [], unasked: [] })
  expect(compared).toBeGreaterThan(100)
})

test('what explains hand-written objects explains nothing once they were delivered', async () => {
  const live = inSync(objects())
  const annotated = live.flatMap(({ kind, metadata, spec }) => {
    const template = (spec as { template?: { metadata?: { annotations?: Record<string, string> } } } | undefined)
      ?.template
    const annotations = template?.metadata?.annotations
    return annotations?.['checksum/config'] === undefined ? [] : [{ kind, metadata, annotations }]
  })
  const [one] = annotated
  if (one === undefined) throw new Error('nothing reads a rendered file')
  one.annotations['checksum/config'] = 'another'
  const { differences } = await ask(live)
  expect(differences).toEqual([
    {
      what: `${one.kind} ${one.metadata.namespace}/${one.metadata.name}`,
      how: 'changed',
      details: [expect.stringContaining('checksum/config')],
    },
  ])
})

test('claims that are stated, of further pods, of operators and of others are no drift; any other is', async () => {
  const claim = (namespace: string, name: string): Listed => ({
    ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
    metadata: { namespace, name },
  })
  const volumes = resolved.services.flatMap(({ runs }) => known(runs.volumes))
  const made = volumes.flatMap(each => (each.on === 'claim' ? [each] : []))
  const template = made.find(each => each.made === 'claim-template')
  const operated = volumes.find(each => each.on === 'operator')
  if (template === undefined || operated?.on !== 'operator') throw new Error('the estate has no example')
  const further = template.claim.replace(/-0$/, '-3')
  expect(further).not.toBe(template.claim)
  const fine = [
    ...made.map(({ namespace, claim: name }) => claim(namespace, name)),
    claim(template.namespace, further),
    claim(operated.namespace, 'whatever-1'),
    // Somebody else's chart is there, in a namespace that the estate knows nothing of.
    claim('nobody-knows', 'data'),
  ]
  const { differences } = await ask(inSync(objects()), [...fine, claim(template.namespace, 'left-over')])
  expect(differences.map(({ what, how }) => `${how} ${what}`)).toEqual([
    `extra PersistentVolumeClaim ${template.namespace}/left-over`,
  ])
})
