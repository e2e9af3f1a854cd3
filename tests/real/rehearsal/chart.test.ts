/** Applications whose chart can be fetched: from a Git repository and a chart repository on this machine, in the place of theirs. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { resolvedOf } from '@homelab/estate/model'
import { applicationIn, type Explained, type Outcome, ownPathsOf } from '@homelab/rehearsal'
import { applicationsIn, type ControlPlane, fetchCharts, rehearse } from '@homelab/rehearsal/run'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { type ChartRepository, chartRepository } from '../../support/chart-repository.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from '../control-plane/gitops.ts'
import { programs } from '../control-plane/programs.ts'
import { skipped } from '../tools.ts'

/** Helm is compiled where somebody asks for it, for that takes a minute which nothing else here has use for. */
const isAsked = process.env['HELM'] === 'build'
if (!isAsked) skipped('helm (set HELM=build)')
const built = isAsked ? await programs() : undefined
const gitops = gitopsOf(minikube)
const { files } = render(blumeops)
const list = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../apps/blumeops/rehearsal.json'), 'utf8'),
) as Explained

const applications = applicationsIn(files, gitops).filter(({ name }) => list.applications[name]?.fetch === true)
/** The one of the list that is explained only by its chart, and the first that has one of a chart repository. */
const [inGit, inRepository] = [
  applications.find(each => ownPathsOf(each, gitops.repository).every(isRendered)),
  applications.find(({ sources }) => sources.some(({ chart }) => chart !== undefined)),
]
const name = inGit?.name ?? ''
const source = inGit?.sources.find(({ repoURL }) => repoURL !== gitops.repository)
const values = parse(files.get(`${gitops.folder}/values/${name}.yaml`) ?? '') as {
  readonly connect: { readonly credentialsName: string; readonly api: { readonly resources: object } }
}

interface Deployment {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly { readonly resources: object }[]
        readonly volumes: readonly { readonly secret: { readonly secretName: string } }[]
      }
    }
  }
}

function isRendered(path: string): boolean {
  return files.has(path.slice(gitops.rendered.length + 1))
}

const say = (what: string): boolean => process.stderr.write(`${what}\n`)
const common = {
  ...{ cluster: minikube, gitops, keeping: blumeops },
  services: resolvedOf(blumeops).services.filter(({ at }) => at.name === minikube.name),
  ...{ say: () => undefined, signal: new AbortController().signal, longest: 2400 },
}

async function deploymentsOf(plane: ControlPlane): Promise<readonly Deployment[]> {
  const { stdout } = await plane.kubectl(['get', 'deployments', '--all-namespaces', '--output=json'])
  return (JSON.parse(stdout) as { readonly items: readonly Deployment[] }).items
}

describe.skipIf(built === undefined)('a chart that can be fetched', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forge-'))
  let explained: Explained
  let outcome: Outcome
  let deployments: readonly Deployment[] = []

  beforeAll(async () => {
    if (built === undefined || source?.path === undefined) throw new Error('the estate has no chart to be fetched')
    const upstream = join(folder, 'upstream')
    mkdirSync(join(upstream, source.path), { recursive: true })
    cpSync(join(import.meta.dirname, 'chart'), join(upstream, source.path), { recursive: true })
    const git = (...args: readonly string[]) =>
      execa('git', ['-c', 'user.name=forge', '-c', 'user.email=forge@example.org', ...args], { cwd: upstream })
    await git('init', '--quiet')
    await git('add', '.')
    await git('commit', '--quiet', '--message', 'the chart')
    await git('tag', source.revision)
    const { explained: left, ...fetched } = await fetchCharts({
      ...{ applications, own: gitops.repository, has: isRendered, explained: list, say },
      folder: join(folder, 'fetched'),
      from: url => (url === source.repoURL ? upstream : url),
    })
    explained = left
    outcome = await rehearse({
      ...{ ...common, programs: built, files, only: name, explained, fetched },
      before: async plane => {
        deployments = await deploymentsOf(plane)
      },
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is not explained any more', () => {
    expect(explained.applications).not.toHaveProperty(name)
    expect(explained.count).toBe(list.count - 1)
  })

  test('is synced, with every object and every question that others have', () => {
    expect(outcome.problems).toEqual([])
    expect(outcome.rows).toMatchObject([
      { application: name, objects: 1, operation: 'Succeeded', sync: 'Synced', health: 'Healthy', verdict: 'fine' },
    ])
    expect(outcome.asked.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(outcome.asked.find(({ what }) => what.startsWith('second syncs'))).toMatchObject({ count: 1 })
  })

  test('is what Helm makes of it with the values that are rendered', () => {
    const found = deployments.find(({ metadata }) => metadata.labels?.['helm.sh/chart'] === 'connect-0.1.0')
    const { containers, volumes } = found?.spec.template.spec ?? { containers: [], volumes: [] }
    expect(containers[0]?.resources).toEqual(values.connect.api.resources)
    expect(volumes.map(({ secret }) => secret.secretName)).toEqual([values.connect.credentialsName])
  })
})

/** With the values and the folder that it reads besides, which are written by hand and not here. */
describe.skipIf(built === undefined)('a chart of a chart repository that can be fetched', () => {
  const folder = mkdtempSync(join(tmpdir(), 'charts-'))
  const { name = '', sources = [] } = inRepository ?? {}
  const { chart = '', revision: version = '' } = sources.find(each => each.chart !== undefined) ?? {}
  const byHand = inRepository === undefined ? [] : ownPathsOf(inRepository, gitops.repository)
  let repository: ChartRepository
  let outcome: Outcome
  let deployments: readonly Deployment[] = []

  const fill = async (tree: string): Promise<void> => {
    for (const path of byHand) {
      const isFolder = !path.endsWith('.yaml')
      const text = isFolder ? `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: by-hand\n` : stringify(given)
      mkdirSync(join(tree, isFolder ? path : dirname(path)), { recursive: true })
      writeFileSync(join(tree, isFolder ? join(path, 'map.yaml') : path), text)
    }
  }
  const given = { connect: { credentialsName: 'by-hand', api: { resources: { limits: { memory: '32Mi' } } } } }

  beforeAll(async () => {
    if (built === undefined || inRepository === undefined) throw new Error('the estate has no such chart')
    cpSync(join(import.meta.dirname, 'chart'), join(folder, chart), { recursive: true })
    writeFileSync(
      join(folder, chart, 'Chart.yaml'),
      stringify({ apiVersion: 'v2', name: chart, version, description: 'as small as can be' }),
    )
    await execa('tar', ['--create', '--gzip', '--file=archive.tgz', chart], { cwd: folder })
    repository = await chartRepository([{ chart, version, content: readFileSync(join(folder, 'archive.tgz')) }])
    const { explained, ...fetched } = await fetchCharts({
      ...{ applications: [inRepository], own: gitops.repository, explained: list, say },
      has: path => byHand.includes(path),
      folder: join(folder, 'fetched'),
      from: () => repository.url,
    })
    // It needs nothing of those before it but the Application of all others, which is synced first.
    const guide = (files.get('docs/guides/bootstrap.md') ?? '').split('\n')
    const root = guide.map(applicationIn).find(each => each?.verb === 'sync')?.name
    const first = guide.filter(line => [undefined, root, name].includes(applicationIn(line)?.name))
    outcome = await rehearse({
      ...{ ...common, programs: built, fill, only: name, explained, fetched },
      files: new Map([...files, ['docs/guides/bootstrap.md', first.join('\n')]]),
      before: async plane => {
        deployments = await deploymentsOf(plane)
      },
    })
  })
  afterAll(async () => {
    await repository?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is synced out of the repository’s real address, with every question that others have', () => {
    expect(outcome.problems).toEqual([])
    expect(outcome.rows).toMatchObject([{ application: name, objects: 2, sync: 'Synced', verdict: 'fine' }])
    expect(outcome.asked.flatMap(({ wrong }) => wrong.filter(each => each.application === name))).toEqual([])
  })

  test('is what Helm makes of it with the values that are written by hand', () => {
    const found = deployments.find(({ metadata }) => metadata.labels?.['helm.sh/chart'] === `${chart}-${version}`)
    const [container] = found?.spec.template.spec.containers ?? []
    expect(container?.resources).toEqual(given.connect.api.resources)
  })
})
