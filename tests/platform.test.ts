import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import { objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const { files } = render(blumeops)
const objects = objectsIn(files)
const yaml = (path: string): unknown => parse(files.get(path) ?? '')
const kustomizations = [...files.keys()].flatMap(
  path => /^argocd\/manifests\/(.+)\/kustomization\.yaml$/.exec(path)?.[1] ?? [],
)

describe.each(kustomizations)('the kustomization of %s', name => {
  const folder = `argocd/manifests/${name}`

  test('lists every other file of its folder, and upstream at a version', () => {
    const { resources, patches = [] } = yaml(`${folder}/kustomization.yaml`) as {
      resources: string[]
      patches?: { path: string }[]
    }
    const upstream = resources.filter(each => each.startsWith('https://'))
    for (const url of upstream) expect(url).toMatch(/\/v?\d+\.\d+\.\d+\//)
    const own = resources.filter(each => !upstream.includes(each))
    const listed = [...own, ...patches.map(({ path }) => path), 'kustomization.yaml']
    const there = [...files.keys()].filter(path => path.startsWith(`${folder}/`))
    expect(listed.map(path => `${folder}/${path}`).sort()).toEqual(there.sort())
  })
})

test('what is applied by hand before everything else has places for secrets, and no value', () => {
  const templates = [...files].filter(([path]) => path.startsWith('argocd/bootstrap/') && path.endsWith('.yaml'))
  const secrets = templates
    .flatMap(([, text]) => text.split('\n---\n').map(each => parse(each)))
    .filter((each): each is { kind: string; stringData: Record<string, string> } => Object(each).kind === 'Secret')
  expect(secrets.length).toBeGreaterThan(0)
  for (const { stringData } of secrets)
    for (const value of Object.values(stringData)) expect(value).toMatch(/^\{\{ op:\/\/[^{}]+ \}\}$/)
})

test('what a sync is to leave alone, it does leave alone', () => {
  const applications = objects.filter(
    ({ kind, spec }) => kind === 'Application' && spec.ignoreDifferences !== undefined,
  )
  expect(applications.length).toBeGreaterThan(0)
  for (const { spec } of applications) expect(spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true')
})
