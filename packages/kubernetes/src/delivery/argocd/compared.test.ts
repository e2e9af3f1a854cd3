import { cluster, host } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { Manifest } from '../../compare/json.ts'
import { groupsToCompare } from './compared.ts'
import { argoCd } from './settings.ts'

const at = cluster('lab', {
  on: host('box', { platform: 'linux', role: 'runs it' }),
  ...sampleCluster,
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
})

function application(name: string, destination: object) {
  const spec = { destination, source: { repoURL: 'https://git.example.com/charts.git' } }
  const content = JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name }, spec })
  return { path: `argocd/apps/${name}.yaml`, content, sources: [] }
}

test('the objects of an Application that say no namespace are in that of its destination', () => {
  const files = [
    application('wiki', { name: 'in-cluster', namespace: 'reading' }),
    application('rights', { name: 'in-cluster' }),
  ]
  const groups = groupsToCompare(at, files, all =>
    all.map(({ content }) => ({ manifest: parseAllDocuments(content)[0]?.toJS() as Manifest, sources: [] })),
  )
  expect(groups.map(({ name, namespace }) => [name, namespace])).toEqual([
    ['wiki', 'reading'],
    ['rights', undefined],
  ])
})
