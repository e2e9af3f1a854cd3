import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { upstreamsFor } from '../src/run/upstream.ts'

const modulesOf = (...texts: readonly string[]): readonly string[] =>
  upstreamsFor(new Map(texts.map((text, index) => [`${index}.yaml`, text]))).map(({ module }) => module)

test('upstream serves the versions that rendered files ask for', () => {
  const kustomization =
    'resources:\n  - https://raw.githubusercontent.com/argoproj/argo-cd/v9.8.7/manifests/install.yaml\n'
  const application = '  source:\n    repoURL: https://example.org/tailscale.git\n    targetRevision: v7.6.5\n'
  expect(modulesOf(kustomization, application)).toEqual(
    expect.arrayContaining(['github.com/argoproj/argo-cd/v3@v9.8.7', 'tailscale.com@v7.6.5']),
  )
  expect(upstreamsFor(new Map([['a.yaml', kustomization]]))[0]?.files).toBe(
    'raw.githubusercontent.com/argoproj/argo-cd/v9.8.7',
  )
})

test('what no file asks for is not served', () => {
  expect(modulesOf('resources: []\n').filter(module => /argo-cd|tailscale/.test(module))).toEqual([])
})

test('operators are built at the versions whose kinds are installed', () => {
  const pinned = readFileSync(join(import.meta.dirname, '../../../tools/rehearsal/operators/go.mod'), 'utf8')
  const operators = modulesOf().filter(module => /cloudnative-pg|external-secrets/.test(module))
  expect(operators).toHaveLength(2)
  for (const module of operators) expect(pinned).toContain(`\t${module.replace('@', ' ')} `)
})
