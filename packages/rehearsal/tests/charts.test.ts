/** Charts that are fetched before a rehearsal, from a Git repository on this machine that stands in for a forge. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Application, afterFetching, type Explained } from '../src/index.ts'
import { fetchCharts } from '../src/run/charts.ts'

const folder = mkdtempSync(join(tmpdir(), 'charts-'))
const upstream = join(folder, 'upstream')
const own = 'ssh://git@forge.example.org/home.git'
const chart = {
  repoURL: 'ssh://git@forge.example.org/charts.git',
  revision: 'wiki-1.2.3',
  path: 'charts/wiki',
}
const applications: readonly Application[] = [
  { name: 'wiki', sources: [chart, { repoURL: own, revision: 'main' }] },
  { name: 'shop', sources: [{ ...chart, repoURL: 'ssh://git@forge.example.org/gone.git' }] },
  { name: 'blog', sources: [chart] },
]
const explained: Explained = {
  count: 4,
  applications: {
    wiki: { because: 'its chart is elsewhere', fetch: true, instead: 'onepassword-connect' },
    shop: { because: 'its chart is elsewhere', fetch: true },
    blog: { because: 'it is written by hand' },
  },
  folders: { 'by/hand': 'not here' },
}

beforeAll(async () => {
  const git = (...args: readonly string[]) =>
    execa('git', ['-c', 'user.name=forge', '-c', 'user.email=forge@example.org', ...args], { cwd: upstream })
  mkdirSync(join(upstream, chart.path), { recursive: true })
  writeFileSync(join(upstream, chart.path, 'Chart.yaml'), 'version: 1.2.3\n')
  await git('init', '--quiet')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'the chart')
  await git('tag', chart.revision)
  writeFileSync(join(upstream, chart.path, 'Chart.yaml'), 'version: 9.9.9\n')
  await git('commit', '--quiet', '--all', '--message', 'the next one')
})
afterAll(() => rmSync(folder, { recursive: true }))

const said: string[] = []
const fetched = (from: (url: string) => string) =>
  fetchCharts({
    ...{ applications, own, explained, from, has: () => true },
    folder: mkdtempSync(join(folder, 'fetched-')),
    say: what => said.push(what),
    helm: () => Promise.resolve('/helm'),
  })

test('a chart is fetched at its revision, and its Application is explained no more', async () => {
  const {
    charts,
    bin,
    explained: left,
  } = await fetched(url => (url === chart.repoURL ? upstream : `${folder}/nothing`))
  expect(charts.map(({ source }) => source)).toEqual([chart])
  expect(readFileSync(join(charts[0]?.folder ?? '', chart.path, 'Chart.yaml'), 'utf8')).toBe('version: 1.2.3\n')
  expect(existsSync(join(charts[0]?.folder ?? '', '.git'))).toBe(false)
  expect(bin).toBe('/helm')
  expect(left).toMatchObject({ count: 3, folders: explained.folders, beside: { wiki: 'onepassword-connect' } })
  expect(Object.keys(left.applications)).toEqual(['shop', 'blog'])
  expect(said).toContain(`fetching ${chart.repoURL} at ${chart.revision}, 30 s at most`)
})

test('one that can’t be fetched stays explained, and its reason says that it was tried', async () => {
  const { charts, bin, explained: left } = await fetched(() => `${folder}/nothing`)
  expect([charts, bin]).toEqual([[], undefined])
  expect(left).toMatchObject({ count: 4, beside: {} })
  expect(left.applications['wiki']).toEqual({
    ...explained.applications['wiki'],
    because: `its chart is elsewhere; to fetch it was tried: fatal: '${folder}/nothing' does not appear to be a git repository`,
  })
  expect(left.applications['blog']).toEqual(explained.applications['blog'])
})

test('a revision that its server does not have is a problem, and a server that is not reached is none', async () => {
  const [wiki] = applications
  const other = { ...chart, revision: 'wiki-9.9.9' }
  const of = (from: string) =>
    fetchCharts({
      ...{
        applications: [{ ...wiki, name: 'wiki', sources: [other] }],
        own,
        explained,
        from: () => from,
        has: () => true,
      },
      folder: mkdtempSync(join(folder, 'fetched-')),
      ...{ say: () => undefined, helm: () => Promise.resolve('/helm') },
    })
  expect((await of(upstream)).problems).toEqual(["wiki can't be fetched: fatal: couldn't find remote ref wiki-9.9.9"])
  expect((await of(`${folder}/nothing`)).problems).toEqual([])
})

test('an error that says nothing of a server is no reason', async () => {
  const broken = (): never => {
    throw new TypeError('no such address')
  }
  await expect(fetched(broken)).rejects.toThrow('no such address')
})

test('of what is explained for another reason nothing is fetched', async () => {
  said.length = 0
  await fetched(() => upstream)
  expect(said).toHaveLength(2)
})

test('a list of which nothing was tried is as it was', () => {
  expect(afterFetching(explained, new Map())).toMatchObject(explained)
})
