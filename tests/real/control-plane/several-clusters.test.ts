/**
 * The real Argo CD delivers to a second cluster: the same API server under another name, entered by the account, the Secret and the
 * commands that are rendered.
 */
import { acceptFor, cluster, type Estate, estate, host, service, vault } from '@homelab/estate/model'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import { commandText } from '@homelab/formats/page'
import { argoCd, argoCdIn, clusterParts, clusterSecret, object, objects } from '@homelab/kubernetes'
import { ControlPlane } from '@homelab/rehearsal/run'
import { openBao, secretStores } from '@homelab/secrets'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { initialPassword, loginTo, refresh, sync } from '../../../packages/kubernetes/src/delivery/argocd/commands.ts'
import { render } from '../../support/render.ts'
import { openFindings, render as renderLab } from '../../support/render-estate.ts'
import { gitopsOf } from './gitops.ts'
import { programs } from './programs.ts'

const of = (file: string): { readonly url: string } => ({ url: `file:///repo/apps/lab/${file}.ts` })
const box = host('box', { platform: 'linux', role: 'runs them' })
const source = { repository: 'https://git.example.com/lab.git', revision: 'main', rendered: 'out' }
const home = cluster('home', {
  ...{ ...sampleCluster, on: box, source: { ...source, folder: 'home' } },
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
})
const api = 'api.far.example.com'
const far = cluster('far', {
  ...{ ...sampleCluster, on: box, context: 'far', source: { ...source, folder: 'far' } },
  delivery: argoCdIn(home, { api: `https://${api}`, project: 'far', root: 'far' }),
})
const { vault: safe, secrets } = vault('lab', {
  store: openBao(),
  items: { far: { fields: ['token', 'authority'] } },
})
const argocd = service(of('services/argocd'), 'argocd', {
  ...{ title: 'Argo CD', summary: 'brings all', ports: {} },
  workload: objects({ at: home, namespace: 'argocd', secrets: [clusterSecret(far, secrets.far)] }),
})
const letters = service(of('services/letters'), 'letters', {
  ...{ title: 'Letters', summary: 'are read', ports: {} },
  workload: objects({
    ...{ at: far, namespace: 'letters' },
    objects: [
      object('ConfigMap', { metadata: { name: 'letter' }, data: { text: 'one' } }),
      object('ServiceAccount', { metadata: { name: 'reader' } }),
      object('ClusterRole', {
        metadata: { name: 'reader' },
        rules: [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['list'] }],
      }),
      object('ClusterRoleBinding', {
        metadata: { name: 'reader' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
        subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'letters' }],
      }),
    ],
  }),
})
const lab: Estate = estate(of('estate'), 'lab', {
  ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [home, far], vaults: [safe] },
  ...{ services: [argocd, letters], parts: [...clusterParts, ...secretStores] },
  accepts: [acceptFor('home', 'unreadable-secret', 'the Secret is made by hand here', 'secretStore')],
})

const built = await programs()

describe.skipIf(built === undefined)('an Argo CD that delivers to a second cluster', () => {
  const { files, findings } = renderLab(lab)
  const gitops = gitopsOf(home)
  let plane: ControlPlane
  const run = async (line: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await plane.shell(line)
    if (exitCode !== 0) throw new Error(`${line}\n${stderr}`)
    return stdout
  }
  const apply = async (manifest: object): Promise<void> => {
    const { exitCode, stderr } = await plane.kubectl(['apply', '--filename', '-'], { input: JSON.stringify(manifest) })
    if (exitCode !== 0) throw new Error(stderr)
  }
  /** Of the guide; there is one context. */
  const guided = (word: string): string => {
    const lines = (files.get('docs/guides/bootstrap.md') ?? '').split('\n')
    const found = lines.find(line => line.includes(word))
    if (found === undefined) throw new Error(`the guide has no ${word}`)
    return found.replace(/--context=\w+ /, '')
  }

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops, files, seconds: 900, names: { [api]: '127.0.77.1' } })
    const own = gitopsOf(minikube)
    for (const [path, content] of render(blumeops).files)
      if (path.startsWith(`${own.folder}/manifests/argocd/`)) plane.write(`own/${path}`, content)
    await run('kubectl create namespace argocd')
    // Of its ExternalSecret the kind is not there.
    await plane.kubectl(['apply', '--namespace=argocd', '--kustomize', `own/${own.folder}/manifests/argocd`])
    const respect = JSON.stringify({ data: { 'resource.respectRBAC': 'normal' } })
    await run(`kubectl --namespace=argocd patch configmap argocd-cm --patch '${respect}'`)
    await plane.argocd.start()
  })
  afterAll(() => plane?.close())

  test('the estate renders without findings', () => {
    expect(openFindings(findings)).toEqual([])
  })

  test('the guide makes the account, and by its token the cluster is reached', async () => {
    await run(guided('/access'))
    const token = await plane.sandbox.until('the account has a token', async () => {
      const { exitCode, stdout } = await plane.shell(guided('get secret argocd-manager'))
      return exitCode === 0 && stdout !== '' ? stdout : undefined
    })
    const { metadata, spec } = parse(files.get('home/manifests/argocd/ExternalSecret-cluster-far.yaml') ?? '')
    const beside = 'kubectl --namespace=argocd get secret argocd-manager'
    const authority = await run(`${beside} '--output=jsonpath={.data.ca\\.crt}'`)
    const filled = Object.entries(spec.target.template.data as Record<string, string>).map(([key, text]) => [
      key,
      text.replace('{{ .token }}', token).replace('{{ .authority }}', authority),
    ])
    const { labels } = spec.target.template.metadata
    await apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { ...metadata, labels },
      stringData: Object.fromEntries(filled),
    })
    await run(guided('/apps/far.yaml'))
    await run(guided('argocd app sync far'))
    await run(guided('argocd app sync letters'))
    expect(await plane.argocd.refreshed('letters')).toMatchObject({
      sync: 'Synced',
      phase: 'Succeeded',
      conditions: [],
    })
    expect(await run("kubectl --namespace=letters get configmap letter --output=jsonpath='{.data.text}'")).toBe('one')
    expect(await run(guided('secret-type=cluster'))).toContain('cluster-far')
    expect(await plane.argocd.refreshed('far')).toMatchObject({ sync: 'Synced', outOfSync: [], conditions: [] })
  })

  test('the account may do what is rendered, and nothing besides', async () => {
    const may = async (...words: readonly string[]): Promise<string> => {
      const as = '--as=system:serviceaccount:argocd:argocd-manager'
      return (await plane.kubectl(['auth', 'can-i', ...words, as])).stdout.trim()
    }
    expect(await may('patch', 'configmaps', '--namespace=letters')).toBe('yes')
    expect(await may('list', 'jobs.batch', '--namespace=letters')).toBe('yes')
    expect(await may('get', 'secrets', '--namespace=letters')).toBe('no')
    expect(await may('create', 'pods', '--namespace=letters')).toBe('no')
    expect(await may('escalate', 'clusterroles.rbac.authorization.k8s.io')).toBe('no')
  })

  test('its project lets nothing into the cluster of Argo CD, nor into another namespace', async () => {
    const { spec, ...application } = parse(files.get('far/apps/letters.yaml') ?? '')
    const refused = async (name: string, destination: object): Promise<string> => {
      await apply({ ...application, metadata: { ...application.metadata, name }, spec: { ...spec, destination } })
      return JSON.stringify((await plane.argocd.refreshed(name)).conditions)
    }
    expect(await refused('inwards', { server: home.server, namespace: 'letters' })).toContain('InvalidSpecError')
    expect(await refused('beside', { name: 'far', namespace: 'kube-system' })).toContain('InvalidSpecError')
  })

  test('nor a kind that is not rendered, of which a commit brings nothing, even where the account may more', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'smuggled', namespace: 'letters' } }
    plane.write('out/far/manifests/letters/Secret-smuggled.yaml', JSON.stringify(secret))
    await plane.publish()
    const refused = async (): Promise<string> => (await plane.argocd.sync('letters')).message
    expect(await refused()).toContain('cannot get resource "secrets"')
    await run(
      'kubectl create clusterrolebinding all --clusterrole=cluster-admin --serviceaccount=argocd:argocd-manager',
    )
    expect(await refused()).toContain('resource :Secret is not permitted in project far')
    expect(await run('kubectl --namespace=letters get secret smuggled --ignore-not-found --output=name')).toBe('')
    await run('kubectl delete clusterrolebinding all')
    await run('rm out/far/manifests/letters/Secret-smuggled.yaml')
    await plane.publish()
    expect(await plane.argocd.sync('letters')).toMatchObject({ phase: 'Succeeded', sync: 'Synced' })
  })

  test('a login has the name by which commands say which Argo CD is meant', async () => {
    const named = { context: 'rehearsal', deliveryName: 'first' }
    const [password] = (await run(commandText(initialPassword(named, 'argocd')))).split('\n')
    await run(`${commandText(loginTo(named, 'localhost:8080', '--plaintext'))} --password '${password}'`)
    expect(await run(commandText(sync(named, 'letters')))).toContain('Succeeded')
    const { exitCode, stderr } = await plane.shell(commandText(refresh({ deliveryName: 'second' }, 'letters')))
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain("Context 'second' undefined")
  })
})
