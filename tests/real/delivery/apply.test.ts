/** The rendered script against a real API server: what it applies, leaves, prunes, and what it does after an error. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Cluster,
  cluster,
  type Estate,
  estate,
  host,
  http,
  image,
  notBackedUp,
  type Service,
  service,
} from '@homelab/estate'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import { applyFolder, claim, clusterParts, deployment, type KubeObject, object, objects } from '@homelab/kubernetes'
import type { Ran } from '@homelab/rehearsal/run'
import { ControlPlane, startKubelet } from '@homelab/rehearsal/run'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { render } from '../../support/render.ts'
import { programs } from '../control-plane/programs.ts'
import { neededProgram, skipped } from '../tools.ts'

const built = await programs()
const shellcheck = neededProgram('shellcheck')
if (shellcheck === undefined) skipped('shellcheck')
const meta = { url: 'file:///repo/apps/lab/estate.ts' }
const box = host('box', { platform: 'linux', role: 'runs it' })
const at: Cluster = cluster('lab', {
  on: box,
  ...sampleCluster,
  context: 'rehearsal',
  source: { repository: 'https://git.lab.example.com/lab.git', revision: 'main', rendered: 'out', folder: 'cluster' },
  delivery: applyFolder(),
})

function map(name: string, data: Readonly<Record<string, string>>): KubeObject {
  return object('ConfigMap', { metadata: { name }, data })
}

const wiki = service({ url: 'file:///repo/apps/lab/services/wiki.ts' }, 'wiki', {
  title: 'Wiki',
  summary: 'notes',
  ports: { http: http(3000) },
  workload: deployment({
    at,
    namespace: 'wiki',
    container: { image: image('ghcr.io/example/wiki', '2.4.1'), mounts: { pages: '/var/lib/wiki' } },
    strategy: 'Recreate',
    volumes: [claim('pages', 'wiki-pages', { size: '1Gi', holds: 'pages', backup: notBackedUp('a lab') })],
  }),
})

function settings(...maps: readonly KubeObject[]): Service {
  return service({ url: 'file:///repo/apps/lab/services/settings.ts' }, 'settings', {
    title: 'Settings',
    summary: 'what others read',
    ports: {},
    workload: objects({ at, namespace: 'settings', objects: maps }),
  })
}

function lab(...services: readonly Service[]): Estate {
  return estate(meta, 'lab', {
    ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [at] },
    services,
    parts: clusterParts,
  })
}

/** Its pods wait for a Job, which nothing runs here. */
function moving(version: string): Service {
  const own = { image: image('ghcr.io/example/mover', version) }
  return service({ url: 'file:///repo/apps/lab/services/mover.ts' }, 'mover', {
    title: 'Mover',
    summary: 'has a database that moves',
    ports: { http: http(3000) },
    workload: deployment({
      at,
      namespace: 'mover',
      container: own,
      once: [
        {
          ...{ name: 'migrate', restart: 'Never', retries: 0, beforePods: true },
          container: { ...own, name: 'migrate' },
        },
      ],
    }),
  })
}

/** It has Jobs of each run, before its pods and after them. */
function again(text: string): Service {
  const own = { image: image('ghcr.io/example/again', '1.0.0') }
  const job = (name: string, when: 'before-pods' | 'after-all') => ({
    ...{ name, when, restart: 'Never' as const, retries: 0 },
    container: { ...own, name, args: [text] },
  })
  return service({ url: 'file:///repo/apps/lab/services/again.ts' }, 'again', {
    title: 'Again',
    summary: 'does it at each run',
    ports: { http: http(3000) },
    workload: deployment({
      ...{ at, namespace: 'again', container: own },
      eachSync: [job('before', 'before-pods'), job('after', 'after-all')],
    }),
  })
}

const both = lab(wiki, settings(map('one', { a: '1' }), map('two', { b: '2' })))
const bad = 'out/cluster/manifests/settings/ConfigMap-bad.yaml'
const refused = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bad\ndata:\n  a/b: x\n'
const script = 'out/cluster/apply/apply.sh'

test.skipIf(shellcheck === undefined)('the script has no fault that shellcheck knows', async () => {
  const input = render(both).files.get('cluster/apply/apply.sh') ?? ''
  const { stdout } = await execa(shellcheck ?? '', ['--shell=sh', '-'], { input, reject: false })
  expect(stdout).toBe('')
})

describe.skipIf(built === undefined)('a rendered folder, applied', () => {
  let plane: ControlPlane

  /** The rendered folder of an estate, and nothing of any before it. */
  async function publish(of: Estate): Promise<void> {
    await plane.shell('rm -rf out')
    for (const [path, content] of render(of).files) plane.write(join('out', path), content)
    await plane.publish()
  }

  function apply(...words: readonly string[]): Promise<Ran> {
    return plane.shell(['sh', script, '--context=rehearsal', ...words].join(' '), { seconds: 120 })
  }

  async function get(...words: readonly string[]): Promise<string> {
    return (await plane.kubectl(['get', ...words])).stdout.trim()
  }

  /** Every object that was delivered, with the version that changes whenever it does. */
  async function versions(): Promise<string> {
    const all = await get(
      'configmaps,deployments,services,persistentvolumeclaims,serviceaccounts',
      '--all-namespaces',
      '--selector=applyset.kubernetes.io/part-of',
      '--output=jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.generation} {.metadata.managedFields[?(@.manager=="apply-folder")].time}{"\\n"}{end}',
    )
    expect(all).toContain('ConfigMap one')
    return all
  }

  const data = async (name: string): Promise<string> =>
    get('--namespace=settings', 'configmap', name, '--ignore-not-found', '--output=jsonpath={.data}')
  const result = async (name: string): Promise<string> =>
    get('deliveredgroups', name, '--ignore-not-found', '--output=jsonpath={.status.result}')

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops: at.source, files: render(both).files, seconds: 900 })
    await publish(both)
  })
  afterAll(() => plane?.close())

  test('a preview of an empty cluster changes nothing', async () => {
    const preview = await apply('--preview')
    expect(preview).toMatchObject({ exitCode: 0 })
    expect(preview.stdout).toMatch(/new, with what is made before it:\n {2}ConfigMap one\n {2}ConfigMap two/)
    expect(preview.stdout).toContain('  Deployment wiki\n')
    expect(await get('namespaces', 'settings', '--ignore-not-found')).toBe('')
  })

  test('what somebody made by hand is compared before the first run, and taken over by it', async () => {
    await plane.kubectl(['create', 'namespace', 'settings'])
    await plane.kubectl(['--namespace=settings', 'create', 'configmap', 'one', '--from-literal=a=hand'])
    const preview = await apply('--preview', 'settings')
    expect(preview).toMatchObject({ exitCode: 0 })
    expect(preview.stdout).toMatch(/-\s+a: hand/)
    expect(await data('one')).toBe('{"a":"hand"}')
  })

  test('everything is there after the first run, and the second changes nothing', async () => {
    const first = await apply()
    expect(first).toMatchObject({ exitCode: 0 })
    expect(await data('one')).toBe('{"a":"1"}')
    expect([await result('settings'), await result('wiki')]).toEqual(['Applied', 'Applied'])
    const before = await versions()
    const second = await apply()
    expect(second.exitCode).toBe(0)
    expect(second.stdout).not.toMatch(/pruned|created/)
    expect(await versions()).toBe(before)
  })

  test('what left a group is shown and pruned; a stranger in its namespace stays', async () => {
    await plane.kubectl(['--namespace=settings', 'create', 'configmap', 'stranger', '--from-literal=c=3'])
    await publish(lab(wiki, settings(map('one', { a: 'other' }))))
    const preview = await apply('--preview', 'settings')
    expect(preview.stdout).toMatch(/\+\s+a: other/)
    expect(preview.stdout).toContain('configmap/two pruned (server dry run)')
    expect(await data('two')).toBe('{"b":"2"}')
    expect((await apply('settings')).exitCode).toBe(0)
    expect([await data('one'), await data('two'), await data('stranger')]).toEqual(['{"a":"other"}', '', '{"c":"3"}'])
  })

  test('an object that is refused fails the run and prunes nothing; the next group goes on', async () => {
    await publish(lab(wiki, settings(map('three', { d: '4' }))))
    plane.write(bad, refused)
    const ran = await apply()
    expect(ran.exitCode).toBe(1)
    expect(ran.stderr).toContain('failed: settings')
    expect(await data('one')).toBe('{"a":"other"}')
    expect([await result('settings'), await result('wiki')]).toEqual(['Failed', 'Applied'])
    expect(await get('deliveredgroups', 'settings', '--output=jsonpath={.status.message}')).toContain('bad')
  })

  test('a group that left goes, but for what holds data; after an error nothing of it does', async () => {
    await publish(lab(settings(map('one', { a: 'other' }))))
    plane.write(bad, refused)
    expect((await apply()).exitCode).toBe(1)
    expect(await get('--namespace=wiki', 'deployments', '--output=name')).toBe('deployment.apps/wiki')
    await publish(lab(settings(map('one', { a: 'other' }))))
    expect((await apply()).exitCode).toBe(0)
    expect(await get('--namespace=wiki', 'deployments,services', '--output=name')).toBe('')
    expect(await get('--namespace=wiki', 'persistentvolumeclaims', '--output=name')).toContain('wiki-pages')
    expect(await get('deliveredgroups', '--output=name')).toBe('deliveredgroup.delivery.homelab.internal/settings')
  })

  test('pods wait for a Job to end well; where it fails they stay as they are, and so does what is no longer rendered', async () => {
    const mover = (...words: readonly string[]): Promise<string> =>
      get('--namespace=mover', ...words, '--ignore-not-found', '--output=name')
    const imageOf = (): Promise<string> =>
      get('--namespace=mover', 'deployment', 'mover', '--output=jsonpath={.spec.template.spec.containers[0].image}')
    /** Applies, and lets the pod of this run's Job end like that once it is there: no node runs it. */
    async function applied(
      phase: 'Succeeded' | 'Failed',
      before: readonly string[],
    ): Promise<{ ran: Ran; image: string }> {
      let isOver = false
      const running = apply('mover').finally(() => {
        isOver = true
      })
      const find = async (): Promise<string> => {
        const names = await mover('pods', '--selector=app=migrate')
        const [name] = names.split('\n').filter(each => each !== '' && !before.includes(each))
        if (name !== undefined) return name
        if (isOver) throw new Error((await running).stdout)
        await new Promise(resolve => setTimeout(resolve, 300))
        return find()
      }
      const name = await find()
      const image = await imageOf().catch(() => '')
      const patch = ['--subresource=status', '--type=merge', '--patch', JSON.stringify({ status: { phase } })]
      await plane.kubectl(['--namespace=mover', 'patch', name, ...patch])
      return { ran: await running, image }
    }
    await publish(lab(moving('1.0.0')))
    const first = await applied('Succeeded', [])
    expect([first.ran.exitCode, first.image]).toEqual([0, ''])
    const pods = await mover('pods', '--selector=app=migrate')
    expect(await imageOf()).toBe('ghcr.io/example/mover:1.0.0')
    const jobs = await mover('jobs')
    // What ended well is not awaited again.
    expect((await apply('mover')).exitCode).toBe(0)
    await publish(lab(moving('2.0.0')))
    const second = await applied('Failed', [pods])
    expect([second.ran.exitCode, second.image]).toEqual([1, 'ghcr.io/example/mover:1.0.0'])
    expect(second.ran.stdout).toContain('failed, and nothing after it was applied')
    expect(await imageOf()).toBe('ghcr.io/example/mover:1.0.0')
    expect((await mover('jobs')).split('\n')).toHaveLength(2)
    // What the failed run brought is the set's, and goes with it.
    await publish(lab(moving('1.0.0')))
    expect((await apply('mover')).exitCode).toBe(0)
    expect(await mover('jobs')).toBe(jobs)
  })

  test('a Job of each run is made anew by each, one before the pods and one after them, whatever it does now', async () => {
    const ended = new AbortController()
    await startKubelet(plane, ended.signal)
    const of = async (kind: string, name: string, path: string): Promise<string> =>
      get('--namespace=again', kind, name, '--ignore-not-found', `--output=jsonpath={${path}}`)
    /** Who is there, in which order, and who ran. */
    const seen = async () => ({
      jobs: [await of('job', 'before', '.metadata.uid'), await of('job', 'after', '.metadata.uid')],
      pods: await of('deployment', 'again', '.metadata.uid'),
      times: [
        await of('job', 'before', '.status.completionTime'),
        await of('deployment', 'again', '.metadata.creationTimestamp'),
        await of('job', 'after', '.metadata.creationTimestamp'),
        await of('job', 'after', '.status.completionTime'),
      ],
    })
    await publish(lab(again('one')))
    expect(await apply('again')).toMatchObject({ exitCode: 0 })
    const first = await seen()
    expect(first.times).not.toContain('')
    expect(first.times).toEqual(first.times.toSorted())
    await publish(lab(again('two')))
    const preview = await apply('--preview', 'again')
    expect([preview.exitCode, preview.stdout]).toEqual([
      0,
      expect.stringMatching(/runs again: job after\nruns again: job before/),
    ])
    expect(preview.stdout).not.toContain('pruned')
    expect(await seen()).toEqual(first)
    // Kubernetes would refuse another template in place.
    expect(await apply('again')).toMatchObject({ exitCode: 0 })
    const second = await seen()
    expect(second.pods).toBe(first.pods)
    expect(second.jobs.filter(uid => first.jobs.includes(uid))).toEqual([])
    expect(await of('job', 'before', '.spec.template.spec.containers[0].args[0]')).toBe('two')
    expect(await apply('again')).toMatchObject({ exitCode: 0 })
    expect((await seen()).jobs.filter(uid => second.jobs.includes(uid))).toEqual([])
    // They are the set's: without them they go.
    await publish(lab(settings(map('one', { a: 'other' })), moving('1.0.0')))
    expect((await apply()).exitCode).toBe(0)
    expect(await get('--namespace=again', 'jobs', '--output=name')).toBe('')
    ended.abort()
  })

  test('without its list of groups nothing is applied, and nothing pruned', async () => {
    writeFileSync(join(plane.tree, 'out/cluster/apply/groups.tsv'), '')
    expect((await apply()).exitCode).toBe(1)
    expect(await data('one')).toBe('{"a":"other"}')
  })
})
