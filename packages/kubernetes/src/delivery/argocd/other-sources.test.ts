import { expect, test } from 'vitest'
import { otherSources } from './other-sources.ts'

const source = {
  repository: 'https://git.example.com/home.git',
  revision: 'main',
  rendered: 'out',
  folder: 'cluster',
} as const

function taken(...sources: readonly object[]): readonly string[] {
  const application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'oven' },
    spec: { sources: [{ path: 'out/cluster/manifests/oven' }, ...sources] },
  }
  const isOthers = otherSources(application as Parameters<typeof otherSources>[0], source)
  return ['oven', 'oven-db', 'shelf'].filter(name => isOthers({ kind: 'Service', name }))
}

test('the rendered folder is no other source, nor is one that only lends its files', () => {
  expect(taken()).toEqual([])
  expect(taken({ ref: 'values', repoURL: 'https://charts.example.com' })).toEqual([])
})

test('a source that includes files by a pattern brings what fits it, any other one may bring everything', () => {
  expect(taken({ path: 'by-hand', directory: { include: '*-db*' } })).toEqual(['oven-db'])
  expect(taken({ path: 'by-hand', directory: { include: '{*-db*,shelf*}' } })).toEqual(['oven-db', 'shelf'])
  expect(taken({ path: 'by-hand' })).toEqual(['oven', 'oven-db', 'shelf'])
  expect(taken({ path: 'by-hand', directory: { include: '' } })).toEqual(['oven', 'oven-db', 'shelf'])
})
