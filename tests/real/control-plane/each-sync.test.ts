/** Jobs that run at each sync, with the real Argo CD: in their order, again and again, and what becomes of pods where one fails. */

import { http, text } from '@homelab/estate'
import { cluster, type Estate, estate, host, image, opened, type Service, service } from '@homelab/estate/model'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import { argoCd, clusterParts, configMap, deployment } from '@homelab/kubernetes'
import { ControlPlane, startKubelet } from '@homelab/rehearsal/run'
import { clusterSources } from '@homelab/synth/drift'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { render } from '../../support/render.ts'
import { openFindings, render as renderLab } from '../../support/render-estate.ts'
import { gitopsOf } from './gitops.ts'
import { programs } from './programs.ts'

const of = (file: string): { readonly url: string } => ({ url: `file:///repo/apps/lab/${file}.ts` })
const box = host('box', { platform: 'linux', role: 'runs it' })
const at = cluster('lab', {
  on: box,
  ...sampleCluster,
  source: { repository: 'https://git.example.com/lab.git', revision: 'main', rendered: 'out', folder: 'lab' },
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
})
const gitops = gitopsOf(at)

/** Its Jobs read a file of the service's own, which comes in the same sync. */
function app(version: string): Service {
  const own = { image: image('ghcr.io/example/app', version), mounts: { words: '/words' } }
  const volumes = [configMap('words', 'app-words', { words: text('one') })]
  const job = (name: string, when: 'before-pods' | 'after-all' | 'after-failure') => ({
    ...{ name, when, restart: 'Never' as const, retries: 0, longestSeconds: 60 },
    ...{ container: { ...own, name, mounts: {} } },
  })
  return service(of('services/app'), 'app', {
    ...{ title: 'App', summary: 'has a database that moves', ports: { http: http(3000) } },
    workload: deployment({
      ...{ at, namespace: 'app', container: own, volumes },
      eachSync: [job('migrate', 'before-pods'), job('announce', 'after-all'), job('tell', 'after-failure')],
    }),
  })
}

function labOf(version: string): Estate {
  return estate(of('estate'), 'lab', {
    ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [at], services: [app(version)], parts: clusterParts },
  })
}

function filesOf(version: string): ReadonlyMap<string, string> {
  const { files, findings } = renderLab(labOf(version))
  expect(openFindings(findings)).toEqual([])
  return files
}

const built = await programs()

describe.skipIf(built === undefined)('Jobs of each sync', () => {
  let plane: ControlPlane
  const kubelet = new AbortController()
  const run = async (line: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await plane.shell(line)
    if (exitCode !== 0) throw new Error(`${line}\n${stderr}`)
    return stdout.trim()
  }
  const get = (object: string, path: string): Promise<string> =>
    run(`kubectl --namespace=app get ${object} --ignore-not-found --output='jsonpath={${path}}'`)
  const ids = async () => [await get('job/migrate', '.metadata.uid'), await get('job/announce', '.metadata.uid')]

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops, files: filesOf('1.0.0'), seconds: 900 })
    await startKubelet(plane, kubelet.signal)
    // Argo CD's own objects are those of the estate that has it.
    const own = gitopsOf(minikube)
    for (const [path, content] of render(blumeops).files)
      if (path.startsWith(`${own.folder}/manifests/argocd/`)) plane.write(`own/${path}`, content)
    await run(`kubectl create namespace ${gitops.namespace}`)
    await plane.kubectl([
      'apply',
      `--namespace=${gitops.namespace}`,
      '--kustomize',
      `own/${own.folder}/manifests/argocd`,
    ])
    await plane.argocd.start()
    await run(`kubectl apply --filename ${gitops.rendered}/${gitops.folder}/apps/app.yaml`)
  })
  afterAll(async () => {
    kubelet.abort()
    await plane?.close()
  })

  test('the first sync has one before the pods, after all else, and one when they are well', async () => {
    expect(await plane.argocd.sync('app')).toMatchObject({ exitCode: 0, phase: 'Succeeded', sync: 'Synced' })
    const times = [
      await get('configmap/app-words', '.metadata.creationTimestamp'),
      await get('job/migrate', '.metadata.creationTimestamp'),
      await get('job/migrate', '.status.completionTime'),
      await get('deployment/app', '.metadata.creationTimestamp'),
      await get('job/announce', '.metadata.creationTimestamp'),
      await get('job/announce', '.status.completionTime'),
    ]
    expect(times).not.toContain('')
    expect(times).toEqual(times.toSorted())
    // Nothing failed.
    expect(await get('job/tell', '.metadata.uid')).toBe('')
    const [source] = clusterSources({
      resolved: opened(labOf('1.0.0')).resolved,
      files: [...filesOf('1.0.0')].map(([path, content]) => ({ path, content, sources: [] })),
      kubectl: async (_, words, input = '') => plane.kubectl(words, { input }),
    })
    const { compared = 0, differences = [] } = (await source?.ask()) ?? {}
    expect(compared).toBeGreaterThan(4)
    expect(differences.filter(({ what }) => !what.startsWith('Application '))).toEqual([])
  })

  test('a second one that changes nothing else runs both again', async () => {
    const first = await ids()
    const pods = await get('deployment/app', '.metadata.resourceVersion')
    expect(await plane.argocd.sync('app')).toMatchObject({ exitCode: 0, phase: 'Succeeded', sync: 'Synced' })
    const second = await ids()
    expect(second.filter(uid => uid === '' || first.includes(uid))).toEqual([])
    expect(await get('deployment/app', '.metadata.resourceVersion')).toBe(pods)
  })

  test('where it fails the pods stay as they are, and the one for failures runs', async () => {
    kubelet.abort()
    await plane.serve(filesOf('2.0.0'), undefined)
    const ended = async (job: string, phase: 'Succeeded' | 'Failed'): Promise<true> =>
      plane.sandbox.until(`the pod of ${job} is there`, async () => {
        const pending = `--selector=app=${job} --field-selector=status.phase=Pending --output=name`
        const pod = await run(`kubectl --namespace=app get pods ${pending}`)
        if (pod === '') return undefined
        await run(
          `kubectl --namespace=app patch ${pod} --subresource=status --type=merge --patch '${JSON.stringify({ status: { phase } })}'`,
        )
        return true
      })
    const before = await ids()
    const syncing = plane.argocd.sync('app')
    await ended('migrate', 'Failed')
    await ended('tell', 'Succeeded')
    const { phase, exitCode } = await syncing
    expect([phase, exitCode]).toEqual(['Failed', 1])
    expect(await get('deployment/app', '.spec.template.spec.containers[0].image')).toBe('ghcr.io/example/app:1.0.0')
    expect(await get('job/tell', '.status.succeeded')).toBe('1')
    // Nothing is well, so that what comes after all else did not.
    expect((await ids())[1]).toBe(before[1])
  })
})
