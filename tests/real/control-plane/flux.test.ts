/** What is rendered for Flux, brought by its own controllers to a real API server: in its order, whole, and without what must stay. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  after,
  cluster,
  type Estate,
  estate,
  host,
  image,
  notBackedUp,
  type Service,
  service,
  vault,
} from '@homelab/estate'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import {
  chart,
  claim,
  clusterParts,
  deployment,
  externalSecret,
  flux,
  kustomization,
  object,
  objects,
  secretKey,
} from '@homelab/kubernetes'
import { ControlPlane, startKubelet } from '@homelab/rehearsal/run'
import { sops, sopsStore } from '@homelab/secrets'
import { sopsStoreIn } from '@homelab/services'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { openFindings, render } from '../../support/render-estate.ts'
import { sopsPrograms } from '../secrets/programs.ts'
import { newKey, repository } from '../secrets/repository.ts'
import { findProgram, skipped } from '../tools.ts'
import { fluxOf, installFlux } from './flux.ts'
import { programs } from './programs.ts'

const of = (file: string): { readonly url: string } => ({ url: `file:///repo/apps/lab/${file}.ts` })
const box = host('box', { platform: 'linux', role: 'runs it' })
const namespace = 'flux-system'
const version = 'v2.9.5'

function clusterOf(sync: 'by-itself' | 'by-hand') {
  return cluster('lab', {
    ...{ on: box, ...sampleCluster, context: 'rehearsal', defines: ['example.com'] },
    source: { repository: 'https://git.example.com/lab.git', revision: 'main', rendered: 'out', folder: 'lab' },
    delivery: flux(fluxProps(sync)),
  })
}

function fluxProps(sync: 'by-itself' | 'by-hand') {
  return { version, namespace, root: 'root', intervalSeconds: 600, sync } as const
}

interface Texts {
  readonly sync?: 'by-itself' | 'by-hand'
  readonly text?: string
  /** Services that are still there. */
  readonly only?: readonly string[]
}

/** `base` runs pods; `reader` waits for it, `bystander` for nobody; upstream's manifests, and a chart of Git and of a repository. */
function servicesOf({ sync = 'by-itself', text = 'one', only }: Texts): readonly Service[] {
  const at = clusterOf(sync)
  const letter = (name: string, ...waits: readonly Service[]): Service =>
    service(of(`services/${name}`), name, {
      ...{ title: name, summary: 'is read', ports: {} },
      workload: objects({
        at,
        namespace: name,
        objects: [object('ConfigMap', { metadata: { name }, data: { text } })],
      }),
      needs: () => waits.map(each => after(each, 'it has to be there')),
    })
  const base = service(of('services/base'), 'base', {
    ...{ title: 'Base', summary: 'others wait for it', ports: {} },
    workload: deployment({
      ...{ at, namespace: 'base', strategy: 'Recreate' },
      container: { image: image('example.org/base', '1.2.3'), mounts: { pages: '/pages' } },
      volumes: [claim('pages', 'pages', { size: '1Gi', holds: 'pages', backup: notBackedUp('a test') })],
    }),
  })
  const upstream = service(of('services/upstream'), 'upstream', {
    ...{ title: 'Upstream', summary: 'defines kinds', ports: {} },
    workload: kustomization({
      ...{ at, namespace: 'upstream', configMapPatches: {} },
      resources: ['https://git.example.com/upstream/v1.2.3/all.yaml'],
    }),
  })
  const ofGit = service(of('services/of-git'), 'of-git', {
    ...{ title: 'Of Git', summary: 'a chart of Git', ports: {} },
    workload: chart({
      ...{ at, namespace: 'of-git', releaseName: 'of-git', values: { text } },
      ...{ repository: 'https://git.example.com/charts.git', revision: 'v1.0.0', path: 'charts/one' },
    }),
  })
  const named = service(of('services/named'), 'named', {
    ...{ title: 'Named', summary: 'a chart of a repository', ports: {} },
    workload: chart({
      ...{ at, namespace: 'named', releaseName: 'named', values: { text } },
      ...{ repository: 'https://git.example.com/stable', chart: 'one', revision: '1.0.0' },
    }),
    needs: () => [after(ofGit, 'one after the other')],
  })
  const all = [base, letter('reader', base), letter('bystander'), upstream, ofGit, named]
  return all.filter(({ name }) => only?.includes(name) ?? true)
}

function filesOf(texts: Texts = {}): Map<string, string> {
  const lab: Estate = estate(of('estate'), 'lab', {
    ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [clusterOf(texts.sync ?? 'by-itself')] },
    ...{ services: servicesOf(texts), parts: clusterParts },
  })
  const { files, findings } = render(lab)
  expect(openFindings(findings)).toEqual([])
  return new Map(files)
}

/** A vault of files beside what is rendered: a service reads one item of it, and nobody the other. */
function decrypting(recipients: readonly string[]): Estate {
  const store = sops({ recipients, folder: 'own/items', asSecrets: true })
  const { vault: own, secrets } = vault('own', {
    store,
    items: { 'apps/note': { fields: ['pass-word', 'token'] }, other: { fields: ['token'] } },
  })
  const by = clusterOf('by-itself')
  const decrypts = { vault: 'own', namespace: 'vault', key: 'own-age' }
  const at = { ...by, secretStore: 'vault', delivery: flux({ ...fluxProps('by-itself'), decrypts }) }
  const note = service(of('services/note'), 'note', {
    ...{ title: 'Note', summary: 'reads a secret', ports: {} },
    workload: deployment({
      ...{ at, namespace: 'note' },
      container: { image: image('example.org/note', '1.2.3'), env: { PASSWORD: secretKey('note', 'password') } },
      secrets: [externalSecret('note', { data: { password: secrets['apps/note']['pass-word'] } })],
    }),
  })
  return estate(of('estate'), 'lab', {
    ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [at], vaults: [own] },
    ...{ services: [note, service(of('services/store'), 'store', sopsStoreIn(at, own))] },
    parts: [...clusterParts, sopsStore],
  })
}

const ready = ['base', 'bystander', 'named', 'of-git', 'reader', 'root', 'upstream']

interface Kustomization {
  readonly metadata: { readonly name: string; readonly generation: number }
  readonly spec: { readonly suspend?: boolean }
  readonly status?: {
    readonly lastAttemptedRevision?: string
    readonly lastAppliedRevision?: string
    readonly lastHandledReconcileAt?: string
    readonly conditions?: readonly {
      readonly type: string
      readonly status: string
      readonly reason: string
      readonly message: string
      readonly lastTransitionTime: string
    }[]
  }
}

const encrypts = await sopsPrograms()

/** They are compiled where somebody asks for it, for that takes minutes which nothing else here has use for. */
const isAsked = process.env['FLUX'] === 'build'
if (!isAsked) skipped('Flux’s controllers (set FLUX=build)')
const built = isAsked ? await programs() : undefined
const own = built === undefined ? undefined : await fluxOf(findProgram('go') ?? 'go', version)

const ended = new AbortController()
const scratch = mkdtempSync(join(tmpdir(), 'flux-charts-'))
afterAll(() => {
  ended.abort()
  rmSync(scratch, { recursive: true })
})

/** A chart of one ConfigMap, as a tree and as a repository has it; and upstream's manifests. */
async function elsewhere(): Promise<void> {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(scratch, path)), { recursive: true })
    writeFileSync(join(scratch, path), text)
  }
  const about = { apiVersion: 'v2', name: 'one', version: '1.0.0' }
  write('git/charts/one/Chart.yaml', stringify(about))
  write('git/charts/one/values.yaml', stringify({ text: 'none' }))
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '{{ .Release.Name }}' } }
  write('git/charts/one/templates/map.yaml', stringify({ ...map, data: { text: '{{ .Values.text }}' } }))
  mkdirSync(join(scratch, 'stable'))
  await execa('tar', ['-czf', join(scratch, 'stable/one-1.0.0.tgz'), '-C', join(scratch, 'git/charts'), 'one'])
  write('stable/index.yaml', stringify({ apiVersion: 'v1', entries: { one: [{ ...about, urls: ['one-1.0.0.tgz'] }] } }))
  const names = { kind: 'Letter', plural: 'letters', singular: 'letter', listKind: 'LetterList' }
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
  const definition = {
    ...{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
    metadata: { name: 'letters.example.com' },
    spec: {
      ...{ group: 'example.com', scope: 'Namespaced', names },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  }
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', namespace: 'upstream' } }
  write('upstream/v1.2.3/all.yaml', [definition, config].map(each => stringify(each)).join('---\n'))
}

describe.skipIf(own === undefined)('Flux', () => {
  let plane: ControlPlane
  const kubectl = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await plane.kubectl(args)
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}\n${stderr}`)
    return stdout
  }
  const isThere = async (...words: readonly string[]): Promise<boolean> =>
    (await kubectl('get', ...words, '--ignore-not-found', '--output=name')) !== ''
  const text = (name: string): Promise<string> =>
    kubectl('get', 'configmap', name, `--namespace=${name}`, '--ignore-not-found', '--output=jsonpath={.data.text}')
  const all = async (): Promise<ReadonlyMap<string, Kustomization>> => {
    const words = ['get', 'kustomizations.kustomize.toolkit.fluxcd.io', `--namespace=${namespace}`, '--output=json']
    const { items } = JSON.parse(await kubectl(...words)) as { readonly items: readonly Kustomization[] }
    return new Map(items.map(each => [each.metadata.name, each]))
  }
  const readyOf = (each: Kustomization | undefined) => each?.status?.conditions?.find(({ type }) => type === 'Ready')
  const stateOf = (each: Kustomization | undefined): string => {
    const { status, reason } = readyOf(each) ?? { status: 'Unknown', reason: '' }
    return status === 'True' ? 'ready' : reason
  }
  let revision = ''
  /** What every Kustomization says, once `isSo` of it. */
  const states = (what: string, isSo: (states: Readonly<Record<string, string>>) => boolean) =>
    plane.sandbox
      .until(
        what,
        async () => {
          const now = [...(await all())]
          const seen = now.map(([name, each]) => {
            const isCurrent = each.status?.lastAttemptedRevision === revision || each.spec.suspend === true
            return [name, isCurrent || stateOf(each) === 'DependencyNotReady' ? stateOf(each) : 'old'] as const
          })
          const said = Object.fromEntries(seen.toSorted(([one], [other]) => one.localeCompare(other)))
          return isSo(said) ? said : undefined
        },
        90,
      )
      .catch(async (error: unknown) => {
        const now = [...(await all())].map(([name, each]) => `${name}: ${JSON.stringify(each.status?.conditions)}`)
        throw new Error(`${error}\n${now.join('\n')}`)
      })
  const areReady = (...names: readonly string[]) =>
    states(`${names.join(', ')} are ready`, said => names.every(name => said[name] === 'ready'))
  /** As `flux reconcile` asks: what kubectl said of a group, the root that brings it takes back. */
  const asked = async (kind: string, name: string): Promise<void> => {
    const at = crypto.randomUUID()
    const where = [kind, name, `--namespace=${namespace}`]
    const manager = '--field-manager=flux'
    await kubectl('annotate', ...where, '--overwrite', manager, `reconcile.fluxcd.io/requestedAt=${at}`)
    const isHandled = async (): Promise<true | undefined> =>
      (await kubectl('get', ...where, '--output=jsonpath={.status.lastHandledReconcileAt}')) === at ? true : undefined
    await plane.sandbox.until(`${kind} ${name} is looked at`, isHandled).catch(async (error: unknown) => {
      throw new Error(`${error}\n${await kubectl('get', ...where, '--output=yaml')}`)
    })
  }
  const looked = async (): Promise<void> => {
    await asked('gitrepositories.source.toolkit.fluxcd.io', 'root')
    const words = ['get', 'gitrepositories.source.toolkit.fluxcd.io', 'root', `--namespace=${namespace}`]
    revision = await kubectl(...words, '--output=jsonpath={.status.artifact.revision}')
  }
  const push = async (files: ReadonlyMap<string, string>): Promise<void> => {
    await plane.serve(files, undefined)
    await looked()
    await asked('kustomizations.kustomize.toolkit.fluxcd.io', 'root')
  }
  /** What was applied of the rendered folders, by what changes with each write. */
  const written = async (): Promise<string> => {
    const kinds = 'configmaps,deployments,persistentvolumeclaims,namespaces,customresourcedefinitions'
    const columns = 'custom-columns=K:.kind,N:.metadata.namespace,M:.metadata.name,V:.metadata.resourceVersion'
    return kubectl('get', kinds, '--all-namespaces', `--output=${columns}`)
  }

  beforeAll(async () => {
    if (built === undefined || own === undefined) return
    await elsewhere()
    const files = filesOf()
    const gitops = clusterOf('by-itself').source
    plane = await ControlPlane.start({ programs: built, gitops, files, seconds: 900 })
    plane.forge.put('https://git.example.com/upstream', join(scratch, 'upstream'))
    plane.forge.put('https://git.example.com/stable', join(scratch, 'stable'))
    await plane.forge.commit(
      { repoURL: 'https://git.example.com/charts.git', revision: 'v1.0.0' },
      join(scratch, 'git'),
    )
    const storage = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'kubernetes.io/host-path' }
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
    const standard = { ...storage, metadata: { name: 'standard', annotations } }
    await plane.kubectl(['create', '--filename', '-'], { input: JSON.stringify(standard) })
    await installFlux(plane, own, namespace)
    // As the guide begins.
    const guide = files.get('docs/guides/bootstrap.md') ?? ''
    const lines = guide.split('\n').filter(line => line.startsWith('kubectl ') && line.includes('out/lab/flux/'))
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      const { exitCode, stderr } = await plane.shell(line)
      expect([exitCode, stderr]).toEqual([0, expect.any(String)])
    }
    await plane.sandbox.until('there is a source', async () => {
      await looked()
      return revision === '' ? undefined : true
    })
  })
  afterAll(() => plane?.close())

  test('what is not ready holds back what waits for it, and nobody else', async () => {
    await states(
      'the others are ready',
      said =>
        ['bystander', 'named', 'of-git', 'root', 'upstream'].every(name => said[name] === 'ready') &&
        said['reader'] === 'DependencyNotReady',
    )
    expect(stateOf((await all()).get('base'))).toBe('Progressing')
    expect(await isThere('configmap', 'reader', '--namespace=reader')).toBe(false)
    expect(await Promise.all(['bystander', 'of-git', 'named'].map(text))).toEqual(['one', 'one', 'one'])
  })

  test('all become ready once pods are, each after those before it', async () => {
    await startKubelet(plane, ended.signal)
    // The scheduler would look again at one that found no node when minutes have passed.
    await kubectl('delete', 'pods', '--namespace=base', '--all')
    expect(Object.keys(await areReady(...ready))).toEqual(ready)
    const now = await all()
    const at = (name: string): number => Date.parse(readyOf(now.get(name))?.lastTransitionTime ?? '')
    expect(at('base')).toBeLessThanOrEqual(at('reader'))
    expect(at('of-git')).toBeLessThanOrEqual(at('named'))
  })

  test('what is rendered is there whole, as it is rendered', async () => {
    for (const group of ['base', 'bystander', 'named', 'of-git', 'reader']) {
      // Another manager may state the same, and is refused where anything differs.
      const words = ['apply', '--server-side', '--dry-run=server', '--field-manager=reader', '--filename']
      await kubectl(...words, `out/lab/manifests/${group}`)
      await kubectl('get', '--filename', `out/lab/manifests/${group}`)
    }
  })

  test('a second sync of the same writes nothing', async () => {
    const before = await written()
    await plane.publish()
    const old = revision
    await looked()
    expect(revision).not.toBe(old)
    await areReady(...ready)
    expect(await written()).toBe(before)
  })

  test('what somebody changed is put back', async () => {
    const by = '{"data":{"text":"by hand"}}'
    await kubectl('patch', 'configmap', 'bystander', '--namespace=bystander', '--patch', by)
    await asked('kustomizations.kustomize.toolkit.fluxcd.io', 'bystander')
    expect(await text('bystander')).toBe('one')
  })

  test('what somebody restarts as the pages say is restarted once', async () => {
    const [line = ''] = (filesOf().get('docs/services/base.md') ?? '').match(/^kubectl .* rollout restart .*$/m) ?? []
    const mark = ['get', 'deployment', 'base', '--namespace=base', '--output=jsonpath={.spec.template.metadata}']
    expect(await plane.shell(line)).toMatchObject({ exitCode: 0 })
    const restarted = await kubectl(...mark)
    expect(restarted).toContain('kubectl.kubernetes.io/restartedAt')
    await asked('kustomizations.kustomize.toolkit.fluxcd.io', 'base')
    expect(await kubectl(...mark)).toBe(restarted)
  })

  test('what is held stays as somebody changed it, until it is resumed', async () => {
    const replicas = ['get', 'deployment', 'base', '--namespace=base', '--output=jsonpath={.spec.replicas}']
    // As `flux suspend` and `flux resume` do.
    const held = (suspend: boolean): Promise<string> =>
      kubectl(
        ...['patch', 'kustomizations.kustomize.toolkit.fluxcd.io', 'base', `--namespace=${namespace}`],
        ...['--type=merge', '--patch', JSON.stringify({ spec: { suspend } }), '--field-manager=flux'],
      )
    await held(true)
    await kubectl('scale', 'deployment/base', '--namespace=base', '--replicas=0')
    await asked('kustomizations.kustomize.toolkit.fluxcd.io', 'root')
    expect((await all()).get('base')?.spec.suspend).toBe(true)
    expect(await kubectl(...replicas)).toBe('0')
    await held(false)
    await plane.sandbox.until('it is there again', async () =>
      (await kubectl(...replicas)) === '1' ? true : undefined,
    )
    await areReady(...ready)
  })

  test('what cannot be changed in place is refused, stays, and holds back those that wait alone', async () => {
    const files = filesOf({ text: 'two' })
    const path = 'lab/manifests/base/Deployment-base.yaml'
    const uid = ['get', 'deployment', 'base', '--namespace=base', '--output=jsonpath={.metadata.uid}']
    const before = await kubectl(...uid)
    files.set(path, (files.get(path) ?? '').replaceAll('app: base', 'app: other'))
    expect(files.get(path)).not.toBe(filesOf({ text: 'two' }).get(path))
    await push(files)
    const said = await states(
      'base is refused, and the others ready',
      now => now['bystander'] === 'ready' && now['reader'] === 'DependencyNotReady' && now['base'] !== 'old',
    )
    expect(said['base']).toBe('ReconciliationFailed')
    expect(readyOf((await all()).get('base'))?.message).toContain('field is immutable')
    expect(await kubectl(...uid)).toBe(before)
    expect(await Promise.all(['reader', 'bystander'].map(text))).toEqual(['one', 'two'])
    await push(filesOf({ text: 'two' }))
    await areReady(...ready)
    expect(await Promise.all(['reader', 'named', 'of-git'].map(text))).toEqual(['two', 'two', 'two'])
  })

  test('what left goes, and what holds data stays', async () => {
    const only = ['bystander', 'of-git']
    await push(filesOf({ text: 'two', only }))
    await plane.sandbox.until('the Kustomizations are gone', async () =>
      [...(await all()).keys()].toSorted().join() === 'bystander,of-git,root' ? true : undefined,
    )
    for (const [kind, name, where] of [
      ['deployment', 'base', 'base'],
      ['configmap', 'reader', 'reader'],
      ['configmap', 'config', 'upstream'],
      ['configmap', 'named', 'named'],
      ['helmreleases.helm.toolkit.fluxcd.io', 'named', namespace],
    ] as const)
      expect(await isThere(kind, name, `--namespace=${where}`), `${kind} ${name}`).toBe(false)
    for (const name of ['base', 'reader', 'upstream', 'named'])
      expect(await kubectl('get', 'namespace', name, '--output=jsonpath={.status.phase}')).toBe('Active')
    const phase = ['get', 'persistentvolumeclaim', 'pages', '--namespace=base', '--output=jsonpath={.status.phase}']
    expect(await kubectl(...phase)).toBe('Bound')
    expect(await isThere('customresourcedefinition', 'letters.example.com')).toBe(true)
  })

  test('by hand, nothing comes before somebody resumes it, and the root suspends it again', async () => {
    const only = ['base', 'bystander', 'reader']
    // What is not yet suspended takes what the same push brings.
    await push(filesOf({ sync: 'by-hand', text: 'two', only }))
    await areReady('root')
    await push(filesOf({ sync: 'by-hand', text: 'three', only }))
    await areReady('root')
    const suspended = async (): Promise<readonly string[]> =>
      [...(await all())].flatMap(([name, { spec }]) => (spec.suspend === true ? [name] : [])).toSorted()
    // The root takes none away there, so what was brought by itself stays.
    expect(await suspended()).toEqual(['base', 'bystander', 'reader'])
    expect(await text('bystander')).toBe('two')
    expect(await isThere('deployment', 'base', '--namespace=base')).toBe(false)
    const resumed = (name: string): Promise<string> =>
      kubectl(
        ...['patch', 'kustomizations.kustomize.toolkit.fluxcd.io', name, `--namespace=${namespace}`],
        ...['--type=merge', '--patch', '{"spec":{"suspend":false}}', '--field-manager=flux'],
      )
    await resumed('reader')
    await states('reader waits', said => said['reader'] === 'DependencyNotReady')
    await resumed('base')
    await plane.sandbox.until('the reader is there', async () =>
      (await text('reader')) === 'three' ? true : undefined,
    )
    await asked('kustomizations.kustomize.toolkit.fluxcd.io', 'root')
    expect(await suspended()).toEqual(['base', 'bystander', 'reader'])
    await looked()
    await resumed('reader')
    // Ready before it was suspended again, what comes before keeps nobody back.
    await areReady('reader')
    expect(await text('bystander')).toBe('two')
  })

  test.skipIf(encrypts === undefined)(
    'items of a vault are decrypted where they lie, those that are read',
    async () => {
      if (encrypts === undefined) return
      const repo = repository(encrypts)
      const keys = join(scratch, 'keys')
      mkdirSync(keys)
      const [own, other] = [await newKey(encrypts, join(keys, 'own')), await newKey(encrypts, join(keys, 'other'))]
      const lab = decrypting([own.recipient])
      // Nobody is to read them; and no operator is here.
      expect(openFindings(render(lab).findings)).toEqual([
        'unprovided-reference note workload',
        'unread-secret own items.apps/note.token',
        'unread-secret own items.other.token',
      ])
      const files = repo.render(lab)
      const password = `it's $HOME \`id\` "x" \n\nsecond line\n`
      for (const [name, stringData] of [
        ['apps/note', { 'pass-word': password, token: 'tok-1' }],
        ['other', { token: 'tok-2' }],
      ] as const) {
        const metadata = { name: name.replaceAll('/', '-') }
        const item = { apiVersion: 'v1', kind: 'Secret', metadata, stringData }
        const encrypted = await repo.encrypt(`own/items/${name}.sops.yaml`, item)
        for (const value of Object.values(stringData)) expect(encrypted).not.toContain(value)
      }
      const letIn = async (file: string): Promise<void> => {
        await kubectl('delete', 'secret', 'own-age', `--namespace=${namespace}`, '--ignore-not-found')
        // As the guide says it.
        const line = files
          .get('docs/guides/bootstrap.md')
          ?.split('\n')
          .find(each => each.includes('age.agekey='))
        const { exitCode, stderr } = await plane.shell(line ?? '', { env: { CLUSTER_AGE_KEY_FILE: file } })
        expect([exitCode, stderr]).toEqual([0, ''])
      }
      await letIn(other.file)
      await plane.serve(files, async tree => cpSync(join(repo.folder, 'own'), join(tree, 'own'), { recursive: true }))
      repo.remove()
      await looked()
      await asked('kustomizations.kustomize.toolkit.fluxcd.io', 'root')
      const refused = await states('the vault is refused', said => said['vault-own'] === 'BuildFailed')
      expect(refused).toMatchObject({ root: 'ready', store: 'DependencyNotReady' })
      const secrets = () => kubectl('get', 'secrets', '--namespace=vault', '--output=name')
      expect(await secrets()).toBe('')
      await letIn(own.file)
      await asked('kustomizations.kustomize.toolkit.fluxcd.io', 'vault-own')
      // No operator is there that defines the kind of the store.
      await states(
        'the vault is ready',
        said => said['vault-own'] === 'ready' && said['store'] !== 'DependencyNotReady',
      )
      expect(await secrets()).toBe('secret/apps-note')
      const { data } = JSON.parse(await kubectl('get', 'secret', 'apps-note', '--namespace=vault', '--output=json'))
      const decoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(String(text), 'base64').toString()])
      expect(Object.fromEntries(decoded)).toEqual({ 'pass-word': password, token: 'tok-1' })
    },
  )
})
