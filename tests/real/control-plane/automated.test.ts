/** Applications that sync by themselves, held and let go by the commands of a plan, with the real Argo CD. */
import { setTimeout as sleep } from 'node:timers/promises'
import { cluster, type Estate, estate, host, type Service, service } from '@homelab/estate/model'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import { asTyped, commandText } from '@homelab/formats/page'
import { application, argoCd, clusterParts, object, objects } from '@homelab/kubernetes'
import { kubernetesDeliveryOf } from '@homelab/kubernetes/delivery'
import { ControlPlane } from '@homelab/rehearsal/run'
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
  delivery: argoCd({
    ...{ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root', sync: 'by-itself' },
    // Open, or rather shut, for a minute of the year.
    windows: [{ kind: 'deny', schedule: '0 0 1 1 *', duration: '1m', manualSync: true }],
  }),
})
const gitops = gitopsOf(at)
const delivery = kubernetesDeliveryOf(clusterParts, at.delivery)

const healing = application('letters', { sync: 'by-itself', prune: true, selfHeal: true })

function letters(text: string, ...more: readonly string[]): Service {
  return service(of('services/letters'), 'letters', {
    ...{ title: 'Letters', summary: 'are read', ports: {} },
    workload: objects({
      ...{ at, namespace: 'letters', application: healing },
      objects: ['letter', ...more].map(name => object('ConfigMap', { metadata: { name }, data: { text } })),
    }),
  })
}

function filesOf(...services: readonly Service[]): ReadonlyMap<string, string> {
  const lab: Estate = estate(of('estate'), 'lab', {
    ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [at], services, parts: clusterParts },
  })
  const { files, findings } = renderLab(lab)
  expect(openFindings(findings)).toEqual([])
  return files
}

const built = await programs()

describe.skipIf(built === undefined)('Applications that sync by themselves', () => {
  let plane: ControlPlane
  const run = async (line: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await plane.shell(line)
    if (exitCode !== 0) throw new Error(`${line}\n${stderr}`)
    return stdout
  }
  const letter = async (): Promise<string> => {
    const { stdout } = await plane.kubectl([
      '--namespace=letters',
      'get',
      'configmaps',
      '--output=jsonpath={.items[*].data.text}',
    ])
    return stdout
  }
  const push = (...services: readonly Service[]): Promise<void> => plane.serve(filesOf(...services), undefined)
  /** As a plan has it brought: Argo CD looks now, and is waited for. */
  const brought = async (name: string): Promise<void> => {
    const steps = delivery.steps(at, name, '', delivery.byItself?.(at, { name }))
    for (const { does, run: command } of steps)
      if (does === 'apply' && command.kind === 'command') await run(commandText(asTyped(command)))
    const settled = delivery.settled?.(at, [name])
    if (settled !== undefined) await run(commandText(asTyped(settled)))
  }
  const windows = async (): Promise<readonly string[]> =>
    (await run('argocd proj windows list default --output json').then(JSON.parse)).map(
      ({ kind, duration }: { readonly kind: string; readonly duration: string }) => `${kind} ${duration}`,
    )

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops, files: filesOf(letters('one')), seconds: 900 })
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
    await run(`kubectl apply --filename ${gitops.rendered}/${gitops.folder}/apps/root.yaml`)
  })
  afterAll(() => plane?.close())

  test('the root brings the project and the others, and each its objects, without a sync', async () => {
    await brought('root')
    await brought('letters')
    expect(await plane.argocd.refreshed('letters')).toMatchObject({
      sync: 'Synced',
      phase: 'Succeeded',
      conditions: [],
    })
    expect(await letter()).toBe('one')
    expect(await windows()).toEqual(['deny 1m'])
    expect(await plane.argocd.refreshed('root')).toMatchObject({ sync: 'Synced', outOfSync: [], conditions: [] })
    const by = 'jsonpath={.status.operationState.operation.initiatedBy}'
    const inArgoCd = `kubectl --namespace=${gitops.namespace} get applications.argoproj.io`
    expect(await run(`${inArgoCd} letters --output='${by}'`)).toBe('{"automated":true}')
  })

  test('what is pushed comes, and what is no longer rendered goes', async () => {
    await push(letters('two', 'other'))
    await brought('letters')
    expect(await letter()).toBe('two two')
    await push(letters('three'))
    await brought('letters')
    expect(await letter()).toBe('three')
  })

  test('held, it waits for whoever syncs it, over a sync of the root; let go, it does so itself', async () => {
    const hold = delivery.holds?.(at, ['letters'])
    if (hold?.release === undefined || hold.root === undefined) throw new Error('nothing holds it')
    await run(commandText(asTyped(hold.hold)))
    await push(letters('four'))
    await run(commandText(asTyped(hold.root)))
    expect(await windows()).toEqual(['deny 1m', 'deny 1h'])
    for (let turn = 0; turn < 3; turn += 1)
      expect(await plane.argocd.refreshed('letters')).toMatchObject({ sync: 'OutOfSync' })
    expect(await letter()).toBe('three')
    for (const { does, run: command } of delivery.steps(at, 'letters', ''))
      if (does === 'apply' && command.kind === 'command') await run(commandText(asTyped(command)))
    expect(await letter()).toBe('four')
    await run(commandText(asTyped(hold.release)))
    expect(await windows()).toEqual(['deny 1m'])
    await push(letters('five'))
    await brought('letters')
    expect(await letter()).toBe('five')
  })

  test('what is changed by hand is put back, and is not while it is paused, as for a restore', async () => {
    const scribble = (): Promise<string> =>
      run(`kubectl --namespace=letters patch configmap letter --patch '{"data":{"text":"by hand"}}'`)
    const healed = (): Promise<true> =>
      plane.sandbox.until('it is put back', async () => {
        await plane.argocd.refreshed('letters')
        return (await letter()) === 'five' ? true : undefined
      })
    await scribble()
    await healed()
    const pause = delivery.pauses?.(at, 'letters', 'a test')
    if (pause === undefined) throw new Error('nothing pauses it')
    await run(commandText(asTyped(pause.pause)))
    await scribble()
    // It heals within five seconds of what it sees.
    for (let turn = 0; turn < 4; turn += 1) {
      await sleep(3000)
      expect(await plane.argocd.refreshed('letters')).toMatchObject({ sync: 'OutOfSync' })
    }
    expect(await letter()).toBe('by hand')
    await run(commandText(asTyped(pause.resume)))
    await healed()
    expect(await windows()).toEqual(['deny 1m'])
  })

  test('it goes back to what was before once it is told to stop, as the guide says', async () => {
    const guide = filesOf(letters('five')).get('docs/guides/roll-back.md') ?? ''
    expect(guide).toContain('argocd app set "$NAME" --sync-policy none')
    const history = await run('argocd app history letters --output id')
    const [first = ''] = history.trim().split('\n')
    await expect(run(`argocd app rollback letters ${first}`)).rejects.toThrow('auto-sync is enabled')
    await run('argocd app set letters --sync-policy none')
    await run(`argocd app rollback letters ${first}`)
    expect(await letter()).toBe('one')
  })
})
