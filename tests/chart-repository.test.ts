/** Charts of a chart repository, fetched before a rehearsal from one on this machine; and what a chart needs besides itself. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Application, applicationOf, type Explained, ownPathsOf } from '@homelab/rehearsal'
import { fetchCharts, fetchDependencies } from '@homelab/rehearsal/run'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type ChartRepository, chartRepository } from './support/chart-repository.ts'

const folder = mkdtempSync(join(tmpdir(), 'charts-'))
const own = 'ssh://git@forge.example.org/home.git'
const repoURL = 'https://charts.example.org/stable'
const text = (chart: string, version: string, url = repoURL): string => `
metadata: { name: ${chart} }
spec:
  sources:
    - { chart: ${chart}, repoURL: ${url}, targetRevision: ${version}, helm: { valueFiles: [$values/by-hand/${chart}.yaml] } }
    - { ref: values, repoURL: ${own}, targetRevision: main }
    - { path: manifests/${chart}, repoURL: ${own}, targetRevision: main }
`
const archives = [
  { chart: 'wiki', version: '2.1.0', content: Buffer.from('another') },
  { chart: 'wiki', version: '1.2.3', content: Buffer.from('the wiki') },
  { chart: 'shop', version: '0.1.0', content: Buffer.from('the shop') },
  { chart: 'blog', version: '0.1.0', content: Buffer.from('the blog'), digest: '12ab' },
]
let repository: ChartRepository

beforeAll(async () => {
  repository = await chartRepository(archives)
})
afterAll(async () => {
  await repository.close()
  rmSync(folder, { recursive: true })
})

const fetched = (texts: readonly string[], has: (path: string) => boolean = () => true, from = repository.url) => {
  const applications = texts.map(applicationOf)
  const names = applications.map(({ name }) => name)
  const because = 'its chart is elsewhere'
  const explained: Explained = {
    count: names.length,
    applications: Object.fromEntries(names.map(name => [name, { because, fetch: true }])),
    folders: {},
  }
  return fetchCharts({
    ...{ applications, own, explained, has, from: () => from, say: () => undefined },
    folder: mkdtempSync(join(folder, 'fetched-')),
    helm: () => Promise.resolve('/helm'),
  })
}

/** Why one is still explained, after the words of the list. */
async function why(...words: Parameters<typeof fetched>): Promise<string | undefined> {
  const { explained, charts, bin } = await fetched(...words)
  expect([charts, bin]).toEqual([[], undefined])
  return Object.values(explained.applications)[0]?.because
}

test('its version is served with an index of what was fetched, and nothing else', async () => {
  const { charts, bin, explained } = await fetched([text('wiki', '1.2.3'), text('shop', '0.1.0')])
  expect(explained).toMatchObject({ count: 0, applications: {} })
  expect(bin).toBe('/helm')
  expect(charts.map(({ source }) => [source.chart, source.repoURL, source.revision])).toEqual([
    ['wiki', repoURL, '1.2.3'],
    ['shop', repoURL, '0.1.0'],
  ])
  const [one, other] = charts.map(each => each.folder)
  expect(one).toBe(other)
  expect(readdirSync(one ?? '').toSorted()).toEqual(['index.yaml', 'shop-0.1.0.tgz', 'wiki-1.2.3.tgz'])
  expect(readFileSync(join(one ?? '', 'wiki-1.2.3.tgz'), 'utf8')).toBe('the wiki')
  expect(parse(readFileSync(join(one ?? '', 'index.yaml'), 'utf8'))).toMatchObject({
    apiVersion: 'v1',
    entries: {
      wiki: [{ version: '1.2.3', urls: ['wiki-1.2.3.tgz'] }],
      shop: [{ version: '0.1.0', urls: ['shop-0.1.0.tgz'] }],
    },
  })
})

test('a version that is not there is said with what is', async () => {
  expect(await why([text('wiki', '9.9.9')])).toBe(
    `its chart is elsewhere; to fetch it was tried: ${repository.url}/index.yaml has no wiki 9.9.9 (its first is 2.1.0, and 1 more)`,
  )
  expect(await why([text('mail', '1.0.0')])).toMatch(/has no mail 1\.0\.0 \(no version of it at all\)$/)
})

test('a server that is not reached is said, and one that has no index', async () => {
  expect(await why([text('wiki', '1.2.3')], undefined, 'https://localhost:2/charts')).toMatch(
    /to fetch it was tried: https:\/\/localhost:2\/charts\/index\.yaml: .*ECONNREFUSED/,
  )
  const elsewhere = repository.url.replace('/charts', '/other')
  expect(await why([text('wiki', '1.2.3')], undefined, elsewhere)).toMatch(/\/other\/index\.yaml answers with 404$/)
})

test('an archive that is not what the index says is not taken', async () => {
  expect(await why([text('blog', '0.1.0')])).toMatch(
    /blog-0\.1\.0\.tgz is not what the index says \(got \w{64}, expected 12ab\)$/,
  )
})

test('what a server that answers has not is a problem, and what is not reached is none', async () => {
  const problems = async (...words: Parameters<typeof fetched>) => (await fetched(...words)).problems
  const elsewhere = repository.url.replace('/charts', '/other')
  expect(await problems([text('wiki', '9.9.9'), text('shop', '0.1.0'), text('blog', '0.1.0')])).toEqual([
    `wiki can't be fetched: ${repository.url}/index.yaml has no wiki 9.9.9 (its first is 2.1.0, and 1 more)`,
    expect.stringMatching(/^blog can't be fetched: \S+\/blog-0\.1\.0\.tgz is not what the index says /),
  ])
  expect(await problems([text('wiki', '1.2.3')], undefined, elsewhere)).toEqual([
    `wiki can't be fetched: ${elsewhere}/index.yaml answers with 404`,
  ])
  expect(await problems([text('wiki', '1.2.3')], undefined, 'https://localhost:2/charts')).toEqual([])
  expect(await problems([text('wiki', '1.2.3')], path => path !== 'by-hand/wiki.yaml')).toEqual([])
  expect(await problems([text('wiki', '1.2.3', 'charts.example.org/stable')])).toEqual([])
})

test('an OCI registry is not asked', async () => {
  expect(await why([text('wiki', '1.2.3', 'charts.example.org/stable')])).toMatch(
    /charts are fetched by HTTPS and Git, and not from charts\.example\.org\/stable$/,
  )
})

test('nothing is fetched where what it reads of the estate’s own repository is not there', async () => {
  const before = repository.asked.length
  expect(await why([text('wiki', '1.2.3')], path => path !== 'by-hand/wiki.yaml')).toMatch(
    /it reads by-hand\/wiki\.yaml, which is not in the working copy$/,
  )
  expect(repository.asked).toHaveLength(before)
})

test('what an Application reads of its own repository are folders and values', () => {
  expect(ownPathsOf(applicationOf(text('wiki', '1')), own)).toEqual(['manifests/wiki', 'by-hand/wiki.yaml'])
  const chart: Application = {
    name: 'wiki',
    sources: [{ repoURL, revision: '1', chart: 'wiki', valueFiles: ['$other/a.yaml', 'b.yaml'] }],
  }
  expect(ownPathsOf(chart, own)).toEqual([])
})

test('charts that a chart needs come from their repositories, and are left where they are in its own', async () => {
  const bin = mkdtempSync(join(folder, 'bin-'))
  const log = join(bin, 'asked')
  writeFileSync(join(bin, 'helm'), `#!/bin/sh\necho "$@" >>${log}\n`)
  chmodSync(join(bin, 'helm'), 0o755)
  const chart = join(bin, 'chart')
  mkdirSync(chart)
  writeFileSync(
    join(chart, 'Chart.yaml'),
    'dependencies: [{ name: common, repository: https://a.example.org }, { name: cache, repository: oci://b.example.org/c }]\n',
  )
  await fetchDependencies(bin, chart, 10)
  const first = `repo add repository-0 https://a.example.org\ndependency build ${chart}\n`
  expect(readFileSync(log, 'utf8')).toBe(first)
  for (const name of ['common-1.0.0.tgz', 'cache']) mkdirSync(join(chart, 'charts', name), { recursive: true })
  await fetchDependencies(bin, chart, 10)
  expect(readFileSync(log, 'utf8')).toBe(first)
})
