/** An Application whose chart can be fetched: from a Git repository on this machine, which stands in for the forge. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolvedOf } from '@homelab/estate/model'
import type { Explained, Outcome } from '@homelab/rehearsal'
import { applicationsIn, fetchCharts, rehearse } from '@homelab/rehearsal/run'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
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

/** The one of the list that is explained only by its chart. */
const [name = ''] = Object.entries(list.applications).flatMap(([each, { fetch }]) => (fetch === true ? [each] : []))
const applications = applicationsIn(files, gitops)
const source = applications
  .find(each => each.name === name)
  ?.sources.find(({ repoURL }) => repoURL !== gitops.repository)
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
      ...{ applications, own: gitops.repository, explained: list },
      folder: join(folder, 'fetched'),
      from: url => (url === source.repoURL ? upstream : url),
      say: what => process.stderr.write(`${what}\n`),
    })
    explained = left
    outcome = await rehearse({
      ...{ programs: built, cluster: minikube, gitops, keeping: blumeops, files, only: name, explained, fetched },
      services: resolvedOf(blumeops).services.filter(({ at }) => at.name === minikube.name),
      ...{ say: () => undefined, signal: new AbortController().signal, longest: 2400 },
      before: async plane => {
        const { stdout } = await plane.kubectl(['get', 'deployments', '--all-namespaces', '--output=json'])
        deployments = (JSON.parse(stdout) as { readonly items: readonly Deployment[] }).items
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
