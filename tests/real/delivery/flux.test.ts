/**
 * What Flux makes of what is rendered for it, by its own libraries: the schemas and rules of its kinds, the order in which it brings
 * Kustomizations, what it builds of each folder, and when one that waits goes on.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Cluster, Estate } from '@homelab/estate'
import { flux } from '@homelab/kubernetes'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import harbour from '../../fixtures/harbour/apps/harbour/estate.ts'
import { k3s } from '../../fixtures/harbour/apps/harbour/places.ts'
import { render } from '../../support/render.ts'
import { neededProgram } from '../tools.ts'

const sources = join(import.meta.dirname, 'go')
const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }
const go = neededProgram('go')
const built = go === undefined ? undefined : await build(go)
const scratch = mkdtempSync(join(tmpdir(), 'flux-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** The first time it is compiled for some minutes. The definitions are those that the controllers' own types make. */
async function build(go: string): Promise<string> {
  return madeOnce('flux', contentsOf(sources), async at => {
    await execa(go, ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(at, 'flux'), '.'], { cwd: sources, env })
    const types = ['helm-controller/api/v2', 'kustomize-controller/api/v1', 'source-controller/api/v1']
    const paths = types.map(each => `paths=github.com/fluxcd/${each}`)
    const words = ['tool', 'controller-gen', 'crd', ...paths, `output:crd:dir=${join(at, 'crds')}`]
    await execa(go, words, { cwd: sources, env })
  })
}

interface Answer {
  readonly Problems: readonly string[] | null
  readonly Order: readonly string[] | null
  readonly Circle: string
  readonly Applies: Readonly<Record<string, readonly KubeObject[]>>
  readonly Ready: Readonly<Record<string, Readonly<Record<string, string>>>>
}

interface KubeObject {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
}

type Files = ReadonlyMap<string, string>

const folder = 'rendered'
const upstream = /https:\S+(cnpg-[\d.]+\.yaml)/

/** Upstream's manifests out of their Go module, instead of the URL in the kustomization. */
async function withUpstream(files: Files): Promise<Files> {
  const path = 'cluster/manifests/postgres-operator/kustomization.yaml'
  const [url = 'no upstream', name = ''] = upstream.exec(files.get(path) ?? '') ?? []
  const [, tag] = /\/(v[\d.]+)\//.exec(url) ?? []
  const words = ['mod', 'download', '-json', `github.com/cloudnative-pg/cloudnative-pg@${tag}`]
  const { stdout } = await execa(go ?? 'go', words, { cwd: scratch, env: { GOFLAGS: '-mod=mod' } })
  const text = readFileSync(join((JSON.parse(stdout) as { Dir: string }).Dir, 'releases', name), 'utf8')
  return new Map([
    ...files,
    [path, (files.get(path) ?? '').replace(url, name)],
    [`cluster/manifests/postgres-operator/${name}`, text],
  ])
}

let runs = 0

async function ask(files: Files): Promise<Answer> {
  runs += 1
  const root = join(scratch, String(runs))
  for (const [path, text] of files) {
    if (!path.startsWith('cluster/')) continue
    const target = join(root, folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  const words = [join(built ?? '', 'crds'), root, `${folder}/cluster`]
  const { stdout } = await execa(join(built ?? '', 'flux'), words, { maxBuffer: 1 << 28 })
  return JSON.parse(stdout) as Answer
}

const { name: _, kind: __, ...place } = k3s
const suspended: Cluster = {
  ...k3s,
  ...place,
  delivery: flux({ ...(k3s.delivery as ReturnType<typeof flux>), sync: 'by-hand' }),
}
const byHand: Estate = { ...harbour, clusters: [suspended] }
const whole = render(harbour).files
const prune = 'kustomize.toolkit.fluxcd.io/prune'

function edited(path: string, from: string | RegExp, to: string): Files {
  const text = whole.get(path) ?? ''
  const now = text.replace(from, to)
  if (now === text) throw new Error(`there is no ${from} in ${path}`)
  return new Map([...whole, [path, now]])
}

describe.skipIf(built === undefined)('Flux', () => {
  const answer = built === undefined ? undefined : withUpstream(whole).then(ask)

  test('takes every object: its schema and rules know each field', async () => {
    expect((await answer)?.Problems).toBeNull()
    expect((await ask(await withUpstream(render(byHand).files))).Problems).toBeNull()
  })

  test.each([
    ['a misspelt field', 'flux/kustomizations/log.yaml', 'retryInterval:', 'retryIntervall:', 'unknown field'],
    ['a wrong type', 'flux/kustomizations/log.yaml', 'prune: true', 'prune: sometimes', 'spec.prune'],
    ['an address that it can’t read', 'flux/sources/harbour.yaml', /url: .*/, 'url: git@forge:a.git', 'spec.url'],
    [
      'a pattern',
      'manifests/external-secrets/HelmRelease-external-secrets.yaml',
      '600s',
      'ten minutes',
      'spec.interval',
    ],
  ])('refuses %s', async (_name, path, from, to, problem) => {
    const files = await withUpstream(edited(`cluster/${path}`, from, to))
    const said = await ask(files).then(
      ({ Problems }) => (Problems ?? []).join('\n'),
      (error: unknown) => String(error),
    )
    expect(said).toContain(problem)
  })

  test('brings each after those that it waits for', async () => {
    const { Order } = (await answer) ?? { Order: [] }
    const place = (name: string): number => (Order ?? []).indexOf(name)
    expect(Order?.toSorted()).toEqual(
      [
        ...['db', 'external-secrets', 'harbour', 'log', 'metrics-server', 'postgres-operator', 'secret-store'],
        'tides',
      ].toSorted(),
    )
    for (const [first, then] of [
      ['external-secrets', 'secret-store'],
      ['secret-store', 'log'],
      ['postgres-operator', 'db'],
      ['db', 'log'],
      ['metrics-server', 'tides'],
    ] as const)
      expect(place(first), `${first} before ${then}`).toBeLessThan(place(then))
  })

  test('brings nothing of a circle', async () => {
    const path = 'cluster/flux/kustomizations/external-secrets.yaml'
    const files = await withUpstream(edited(path, 'spec:\n', 'spec:\n  dependsOn:\n    - name: log\n'))
    expect((await ask(files)).Circle).toContain('log')
  })

  test('applies every rendered object of a folder, and no other', async () => {
    const applies = (await answer)?.Applies ?? {}
    for (const group of ['db', 'external-secrets', 'log', 'metrics-server', 'secret-store', 'tides']) {
      const rendered = [...whole.keys()].filter(path => path.startsWith(`cluster/manifests/${group}/`))
      const built_ = (applies[group] ?? []).map(
        ({ kind, metadata }) => `cluster/manifests/${group}/${kind}-${metadata.name}.yaml`,
      )
      expect(built_.toSorted()).toEqual(rendered.toSorted())
    }
    const own = [...whole.keys()].filter(path => path.startsWith('cluster/flux/'))
    expect(applies['harbour']?.length).toBe(own.length)
  })

  test('leaves what holds data, upstream’s too, and takes the rest', async () => {
    const applies = (await answer)?.Applies ?? {}
    const all = Object.values(applies).flat()
    const kept = all.filter(({ metadata }) => metadata.annotations?.[prune] === 'disabled').map(({ kind }) => kind)
    expect([...new Set(kept)].toSorted()).toEqual([
      'Cluster',
      'CustomResourceDefinition',
      'Namespace',
      'PersistentVolumeClaim',
    ])
    const holding = all.filter(({ kind }) => kept.includes(kind))
    expect(holding.filter(({ metadata }) => metadata.annotations?.[prune] !== 'disabled')).toEqual([])
    // A patch changes nothing else: the kinds are those that were there.
    expect(
      applies['postgres-operator']?.filter(({ kind }) => kind === 'CustomResourceDefinition').length,
    ).toBeGreaterThan(5)
  })

  test('goes on after one that was brought and is suspended again, and not before', async () => {
    const { Ready } = await ask(await withUpstream(render(byHand).files))
    expect(Object.values(Ready)).toEqual([{ new: 'false', unseen: 'false', failed: 'false', suspended: 'true' }])
  })
})
