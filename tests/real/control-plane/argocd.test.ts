/** Syncs of what is rendered, by the real Argo CD, in a cluster that was set up by hand before. */

import { opened } from '@homelab/estate/model'
import { ControlPlane } from '@homelab/rehearsal/run'
import { clusterSources } from '@homelab/synth/drift'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { argoCdExporter } from '../../../packages/observability/src/exporters/argocd/index.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from './gitops.ts'
import { programs } from './programs.ts'

const { files } = render(blumeops)
const gitops = gitopsOf(minikube)
const folder = `${gitops.rendered}/${gitops.folder}`
const byHand = 'argocd/manifests/argocd'
const knownHosts = 'argocd-ssh-known-hosts-cm'
const built = await programs()

/** What a sync must come to. */
const fine = {
  message: 'successfully synced (all tasks run)',
  exitCode: 0,
  phase: 'Succeeded',
  sync: 'Synced',
  conditions: [],
  outOfSync: [],
}

describe.skipIf(built === undefined)('Argo CD, over what was applied by hand', () => {
  let plane: ControlPlane
  const kubectl = async (...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await plane.kubectl(args)
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}\n${stderr}`)
    return stdout
  }
  const inArgocd = (...args: string[]): Promise<string> => kubectl(`--namespace=${gitops.namespace}`, ...args)
  const applied = (name: string): Promise<string> => kubectl('apply', '--filename', `${folder}/apps/${name}.yaml`)
  const sync = async (name: string) => {
    await applied(name)
    return plane.argocd.sync(name)
  }

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops, files, seconds: 1200 })
    await kubectl('create', 'namespace', gitops.namespace)
    await writeByHand(plane)
    const { stderr } = await plane.kubectl(['apply', `--namespace=${gitops.namespace}`, '--kustomize', byHand])
    expect(stderr.split('\n').filter(line => /error|invalid/i.test(line) && !/"ExternalSecret"/.test(line))).toEqual([])
    await plane.argocd.start()
  })
  afterAll(() => plane?.close())

  describe('reads the repository', () => {
    /** What it says of the Application of all others after it has looked again. */
    const conditions = async (): Promise<string> => {
      await plane.argocd.run(['app', 'get', gitops.root, '--hard-refresh', '--output', 'name'])
      return (await plane.argocd.state(gitops.root)).conditions.join()
    }
    const learn = async (line: string): Promise<void> => {
      await inArgocd('patch', 'configmap', knownHosts, '--patch', JSON.stringify({ data: { ssh_known_hosts: line } }))
      await plane.argocd.knows(line)
    }

    test('with the credentials that are rendered, from a host whose key it knows and no other', async () => {
      await inArgocd('create', '--filename', await credentials(plane))
      await applied(gitops.root)
      await learn('# nobody\n')
      expect(await conditions()).toMatch(/knownhosts: key is unknown/)
      await learn(plane.forge.knownHost('stranger'))
      expect(await conditions()).toMatch(/knownhosts: key mismatch/)
      await learn(plane.forge.knownHost())
      expect(await conditions()).toBe('')
    })
  })

  test('takes the kinds of others', async () => {
    expect(await sync('external-secrets-crds')).toMatchObject(fine)
    expect(await sync('tailscale-operator-crds')).toMatchObject(fine)
  })

  test('syncs itself before the adoption, and after it again and again', async () => {
    const { spec, ...application } = parseYaml(files.get(`${gitops.folder}/apps/argocd.yaml`) ?? '') as {
      readonly spec: { readonly ignoreDifferences: object; readonly source: object }
    }
    const { ignoreDifferences: _, ...rest } = spec
    const syncPolicy = { syncOptions: ['CreateNamespace=true'] }
    const before = { ...application, spec: { ...rest, syncPolicy, source: { ...spec.source, path: byHand } } }
    plane.write('before.yaml', JSON.stringify(before))
    await kubectl('apply', '--filename', 'before.yaml')
    expect(await plane.argocd.sync('argocd')).toMatchObject({ exitCode: 0, phase: 'Succeeded' })
    expect(await sync('argocd')).toMatchObject(fine)
    expect(await sync('argocd')).toMatchObject(fine)
  })

  test('gives the metrics that its exporter lists, by the labels and words that alerts ask for', async () => {
    const read = 'fetch(process.argv[1]).then(it => it.text()).then(text => process.stdout.write(text))'
    const { stdout } = await plane.sandbox.run(process.execPath, ['--eval', read, 'http://127.0.0.1:8082/metrics'])
    const series = (name: string): readonly string[] => stdout.split('\n').filter(line => line.startsWith(`${name}{`))
    const lacking = Object.entries(argoCdExporter.metrics).flatMap(([name, { labels }]) =>
      labels.filter(label => !series(name).some(line => line.includes(`${label}="`))).map(label => `${name} ${label}`),
    )
    expect(lacking).toEqual([])
    expect(series('argocd_app_info').find(line => line.includes('name="argocd"'))).toMatch(
      /autosync_enabled="false".*health_status="(?:Healthy|Progressing)".*sync_status="(?:Synced|OutOfSync)"/,
    )
    expect(series('argocd_app_sync_total').find(line => line.includes('name="argocd"'))).toMatch(
      /dry_run="false".*phase="Succeeded"/,
    )
  })

  test.each([
    ['argocd', 'argocd', `configmap/${knownHosts}`, { data: { ours: '' } }],
    ['tailscale-operator', 'tailscale', 'service/forge', { spec: { externalName: 'ts-forge.tailscale.svc' } }],
    ['kiwix', 'kiwix', 'deployment/kiwix', { metadata: { annotations: { 'kiwix.blumeops/zim-hash': 'a1b2' } } }],
  ])('a sync of %s leaves alone what it ignores', async (name, namespace, object, ours) => {
    expect(await sync(name)).toMatchObject(fine)
    await kubectl(`--namespace=${namespace}`, 'patch', object, '--patch', JSON.stringify(ours))
    expect(await sync(name)).toMatchObject(fine)
    const live = await kubectl(`--namespace=${namespace}`, 'get', object, '--output', 'json')
    expect(JSON.parse(live)).toMatchObject(ours)
  })

  test('the Application of all others stays in sync, whatever is synced after it', async () => {
    await sync(gitops.root)
    expect(await plane.argocd.sync(gitops.root)).toMatchObject(fine)
    // A sync writes the Application again, as Argo CD understands it.
    expect(await plane.argocd.sync('tailscale-operator')).toMatchObject(fine)
    expect(await plane.argocd.refreshed(gitops.root)).toMatchObject({ sync: 'Synced', outOfSync: [] })
  })

  describe('drift of the cluster', () => {
    const [source] = clusterSources({
      resolved: opened(blumeops).resolved,
      files: [...files].map(([path, content]) => ({ path, content, sources: [] })),
      kubectl: async (_, words, input = '') => {
        const { exitCode, stdout, stderr } = await plane.kubectl(words, { input })
        return exitCode === 0 ? { stdout } : { stdout, problem: stderr.trim() }
      },
    })
    /** Of what was synced here; the other Applications never were. */
    const ask = async (): Promise<readonly string[]> => {
      const { differences = [], unasked } = (await source?.ask()) ?? {}
      // Their charts and repositories cannot be read here, so that Argo CD does not know either.
      expect(unasked?.filter(({ why }) => !why.startsWith('Unknown, '))).toEqual([])
      return differences.flatMap(({ what, how, details }) =>
        / (kiwix|tailscale|argocd)\/|kiwix$|somebody/.test(what) ? [[how, what, ...details].join('; ')] : [],
      )
    }

    test('there is none after a sync, whatever fields are left alone', async () => {
      expect(await ask()).toEqual([])
    })

    test('what was changed, deleted or added by hand is told, by field', async () => {
      const inKiwix = (...words: string[]) => kubectl('--namespace=kiwix', ...words)
      await inKiwix('patch', 'deployment/kiwix', '--patch', JSON.stringify({ spec: { replicas: 3 } }))
      await inKiwix('delete', 'service', 'kiwix')
      const claim = {
        ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'somebody-s' } },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      }
      const { spec } = parseYaml(files.get(`${gitops.folder}/apps/kiwix.yaml`) ?? '') as { readonly spec: object }
      const application = {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'somebody' },
        spec,
      }
      plane.write('claim.json', JSON.stringify(claim))
      plane.write('application.json', JSON.stringify(application))
      await inKiwix('create', '--filename', 'claim.json')
      await inArgocd('create', '--filename', 'application.json')
      await plane.argocd.refreshed('kiwix')
      expect(await ask()).toEqual([
        expect.stringMatching(/^failed; Application kiwix; OutOfSync/),
        expect.stringMatching(/^extra; Application somebody; /),
        'changed; Deployment kiwix/kiwix; spec.replicas: 3, rendered 1',
        'missing; Service kiwix/kiwix',
        'extra; PersistentVolumeClaim kiwix/somebody-s; no service of the estate states it',
      ])
    })
  })
})

/** As the hand-written folder has it: the same, with the host key in the map and nothing applied by the server. */
async function writeByHand(plane: ControlPlane): Promise<void> {
  const rendered = `${gitops.folder}/manifests/argocd/`
  for (const [path, content] of files)
    if (path.startsWith(rendered)) plane.write(`${byHand}/${path.slice(rendered.length)}`, content)
  const kustomization = parseYaml(files.get(`${rendered}kustomization.yaml`) ?? '') as {
    readonly patches: readonly { readonly path: string }[]
  }
  const maps = kustomization.patches.filter(({ path }) => path.includes('/ConfigMap-'))
  const patches = [...maps, { path: 'patches/known-hosts.yaml' }]
  plane.write(`${byHand}/kustomization.yaml`, JSON.stringify({ ...kustomization, patches }))
  const data = { ssh_known_hosts: plane.forge.knownHost() }
  const patch = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: knownHosts }, data }
  plane.write(`${byHand}/patches/known-hosts.yaml`, JSON.stringify(patch))
  await plane.publish()
}

/** The Secret that External Secrets makes of the rendered ExternalSecret. Returns the file's path. */
async function credentials(plane: ControlPlane): Promise<string> {
  const [, text = ''] = [...files].find(([path]) => path.endsWith('/ExternalSecret-repo-creds-forge.yaml')) ?? []
  const { metadata, spec } = parseYaml(text) as {
    readonly metadata: { readonly name: string }
    readonly spec: {
      readonly target: { readonly template: { readonly metadata: object; readonly data: Record<string, string> } }
    }
  }
  const { template } = spec.target
  const data = Object.entries(template.data).map(([key, value]) => [
    key,
    value.replaceAll(/\{\{ \.privateKey \}\}/g, plane.forge.privateKey()),
  ])
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { ...template.metadata, name: metadata.name } }
  plane.write('credentials.yaml', JSON.stringify({ ...secret, stringData: Object.fromEntries(data) }))
  return 'credentials.yaml'
}
