/**
 * The guide to adoption, walked on a real control plane from the hand-written state of February: its blocks are taken
 * from the rendered text and pasted whole, as a reader pastes them.
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ran } from '@homelab/rehearsal/run'
import { ControlPlane, startKubelet } from '@homelab/rehearsal/run'
import { parse } from 'smol-toml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from '../control-plane/gitops.ts'
import { programs } from '../control-plane/programs.ts'
import { startStandIns } from './standins.ts'

const { files } = render(blumeops)
const { context } = minikube
const gitops = gitopsOf(minikube)
const guide = files.get('docs/guides/adopt.md') ?? ''
const built = await programs()
const repository = join(import.meta.dirname, '../../..')
const february = join(repository, 'tests/fixtures/february')

/** Those of which the whole old source can be served here. The chart of Grafana can't; its objects are applied by hand. */
const walked = ['miniflux', 'kiwix', 'navidrome']

describe.skipIf(built === undefined)('the guide to adoption', () => {
  const end = new AbortController()
  let plane: ControlPlane

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops, files, seconds: 3000 })
    await startKubelet(plane, end.signal)
    await installFebruary()
  })
  afterAll(async () => {
    end.abort()
    await plane?.close()
  })

  async function kubectl(...words: readonly string[]): Promise<string> {
    return said(await plane.kubectl(words), words.join(' '))
  }

  async function installFebruary(): Promise<void> {
    writeMise(join(plane.sandbox.folder, 'bin'))
    for (const name of readdirSync(february).filter(each => each.endsWith('.yaml'))) {
      const folder = name === 'apps.yaml' ? 'apps' : `manifests/${name.replace('.yaml', '')}`
      plane.write(`${gitops.handwritten}/${folder}/${name}`, readFileSync(join(february, name), 'utf8'))
    }
    await plane.publish()
    await kubectl('config', 'set-context', context, '--cluster=rehearsal', '--user=admin')
    await kubectl('create', 'namespace', gitops.namespace)
    const folder = `${gitops.rendered}/${gitops.folder}/manifests/argocd`
    // Its ExternalSecret has no kind yet.
    await plane.kubectl(['apply', `--namespace=${gitops.namespace}`, '--kustomize', folder])
    await kubectl('create', '--filename', credentials())
    const known = plane.forge.knownHost()
    const patch = JSON.stringify({ data: { ssh_known_hosts: known } })
    const map = ['patch', 'configmap', 'argocd-ssh-known-hosts-cm', '--patch', patch]
    await kubectl(`--namespace=${gitops.namespace}`, ...map)
    await plane.argocd.start()
    await plane.argocd.knows(known)
    plane.write('class.yaml', JSON.stringify(storageClass))
    await kubectl('apply', '--filename', 'class.yaml')
    plane.write('root.yaml', JSON.stringify(rootOf('apps')))
    await kubectl('apply', '--filename', 'root.yaml')
    await run('argocd app sync apps --timeout 300')
    await run('argocd app sync external-secrets-crds --timeout 300')
    void startStandIns(plane, end.signal)
    // Made by the operator of PostgreSQL, and copied by hand.
    await secretOf('databases', 'blumeops-pg-app', 'uri')
    await secretOf('miniflux', 'miniflux-db', 'url')
    const all = walked.join(' ')
    await run(`argocd app sync ${all} --timeout 600 && argocd app wait ${all} --health --timeout 600`)
    await kubectl('create', 'namespace', 'monitoring')
    await kubectl('apply', '--filename', `${gitops.handwritten}/manifests/grafana/grafana.yaml`)
  }

  async function secretOf(namespace: string, name: string, key: string): Promise<void> {
    await plane.kubectl(['create', 'namespace', namespace])
    await kubectl(`--namespace=${namespace}`, 'create', 'secret', 'generic', name, `--from-literal=${key}=postgres://x`)
  }

  /** A block, as a shell runs it that stops at nothing by itself. */
  async function paste(block: string): Promise<Ran> {
    const PATH = `${join(plane.sandbox.folder, 'bin')}:${plane.sandbox.env['PATH']}`
    return plane.sandbox.run('bash', ['-c', block], { cwd: plane.tree, env: { PATH }, seconds: 700 })
  }

  async function run(block: string): Promise<string> {
    return said(await paste(block), block)
  }

  /** What is there, with its uid: nothing of it may be recreated. Pods are said to restart. */
  async function uids(): Promise<ReadonlyMap<string, string>> {
    const kinds = [
      ...['persistentvolumeclaims', 'persistentvolumes', 'deployments', 'statefulsets', 'cronjobs', 'services'],
      ...['configmaps', 'secrets', 'serviceaccounts', 'ingresses', 'roles', 'rolebindings'],
      ...['clusterroles', 'clusterrolebindings', 'applications.argoproj.io'],
    ]
    const text = await kubectl('get', kinds.join(','), '--all-namespaces', '--output', 'json')
    const { items } = JSON.parse(text) as { items: readonly { kind: string; metadata: Record<string, string> }[] }
    return new Map(
      items.map(({ kind, metadata: { namespace = '', name, uid = '' } }) => [`${kind} ${namespace}/${name}`, uid]),
    )
  }

  /** What of the former is not there any more, or is another. */
  async function lost(before: ReadonlyMap<string, string>): Promise<readonly string[]> {
    const now = await uids()
    return [...before].filter(([name, uid]) => now.get(name) !== uid).map(([name]) => name)
  }

  test('before it, the cluster is as it was in February', async () => {
    for (const name of walked) {
      expect(await plane.argocd.state(name), name).toMatchObject({
        phase: 'Succeeded',
        sync: 'Synced',
        health: 'Healthy',
      })
    }
    expect([...(await uids()).keys()]).toEqual(
      expect.arrayContaining([
        'PersistentVolumeClaim navidrome/navidrome-data',
        'PersistentVolumeClaim monitoring/grafana',
        'Secret miniflux/miniflux-db',
      ]),
    )
  })

  test('the root is switched, and every difference of its Applications is explained', async () => {
    const before = await uids()
    const [, , change = ''] = blocksOf('## Switch the root of minikube')
    const said = await run(change)
    expect(said).toMatch(/differences are explained, and there is no other/)
    expect(await lost(before)).toEqual([])
  })

  test.each([...walked, 'grafana'])('%s goes over, and nothing of it is recreated', async name => {
    const before = await uids()
    const [forward = ''] = blocksOf(`### Application ${name}`)
    const said = await run(forward)
    expect(said).toMatch(/differences? (is|are) explained, and there is no other/)
    expect(await plane.argocd.state(name)).toMatchObject({ phase: 'Succeeded', health: 'Healthy' })
    expect(await source(name)).toBe(`${gitops.rendered}/${gitops.folder}/manifests/${name}`)
    expect(await lost(before)).toEqual([])
  })

  test('what stopped for its database runs again', async () => {
    for (const [namespace, name] of [
      ['navidrome', 'navidrome'],
      ['monitoring', 'grafana'],
    ])
      expect(
        await kubectl(
          `--namespace=${namespace}`,
          'get',
          'deployment',
          name ?? '',
          '--output=jsonpath={.status.readyReplicas}',
        ),
      ).toBe('1')
  })

  test.each(walked.toReversed())('%s goes back, and nothing of it is recreated', async name => {
    const before = await uids()
    const [, back = ''] = blocksOf(`### Application ${name}`)
    await run(back)
    expect(await plane.argocd.state(name)).toMatchObject({ phase: 'Succeeded', health: 'Healthy' })
    expect(await source(name)).toBe(`${gitops.handwritten}/manifests/${name}`)
    expect(await lost(before)).toEqual([])
  })

  test('the Secret that was made by hand outlives the pruning of what kept it', async () => {
    const before = await uids()
    const secret = 'Secret miniflux/miniflux-db'
    const [, , prune = ''] = blocksOf('### Application miniflux')
    await run(prune)
    expect(await lost(before)).toEqual([])
    await run(prune.replace(' --dry-run', ''))
    const gone = await lost(before)
    expect(gone).toContain('ServiceAccount miniflux/miniflux-db-reader')
    await plane.sandbox.until('the ExternalSecret is gone', async () => {
      const { stdout } = await plane.kubectl([
        'get',
        'externalsecrets.external-secrets.io',
        '--namespace=miniflux',
        '--output=name',
      ])
      return stdout === '' ? true : undefined
    })
    // Whoever owned it would have taken it along by now: the collector of garbage is asked for another one's.
    await ownedSecretGoes()
    expect((await uids()).get(secret)).toBe(before.get(secret))
    expect(await plane.argocd.state('miniflux')).toMatchObject({ sync: 'Synced', health: 'Healthy' })
  })

  /** The cluster does delete what belongs to something that is gone. */
  async function ownedSecretGoes(): Promise<void> {
    await kubectl('--namespace=miniflux', 'create', 'configmap', 'owner')
    const uid = await kubectl('--namespace=miniflux', 'get', 'configmap', 'owner', '--output=jsonpath={.metadata.uid}')
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }]
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'owned', namespace: 'miniflux', ownerReferences },
    }
    plane.write('owned.json', JSON.stringify(object))
    await kubectl('apply', '--filename', 'owned.json')
    await kubectl('--namespace=miniflux', 'delete', 'configmap', 'owner')
    await kubectl('--namespace=miniflux', 'wait', '--for=delete', 'secret/owned', '--timeout=60s')
  }

  test('a field that nobody explains stops the block before it syncs, and the way back is open', async () => {
    const before = await uids()
    await kubectl('--namespace=kiwix', 'set', 'image', 'deployment/kiwix', 'kiwix-serve=example.org/other:1')
    const [forward = '', back = ''] = blocksOf('### Application kiwix')
    const { exitCode, stdout } = await paste(forward)
    expect(exitCode).not.toBe(0)
    expect(stdout).toMatch(/Nobody explains, so stop and ask:\n {2}Deployment kiwix\/kiwix\n/)
    expect(
      await kubectl('--namespace=kiwix', 'get', 'deployment', 'kiwix', '--output=jsonpath={..securityContext}'),
    ).not.toContain('drop')
    await run(back)
    expect(await lost(before)).toEqual([])
  })

  test('all go back at once', async () => {
    for (const name of ['miniflux', 'navidrome']) await run(blocksOf(`### Application ${name}`)[0] ?? '')
    const before = await uids()
    const [all = ''] = blocksOf('## The way back')
    const lines = all.split('\n').filter(line => {
      const [, name] = /^(?:\{ )?argocd app (?:sync|wait) (\S+)/.exec(line) ?? []
      return name === undefined || name === gitops.root || walked.includes(name)
    })
    const grafana = lines.filter(line => !line.includes('deployment grafana') && !line.includes('name=grafana'))
    await run(grafana.join('\n').replace(/ &&\n*$/, ''))
    for (const name of ['miniflux', 'navidrome'])
      expect(await source(name)).toBe(`${gitops.handwritten}/manifests/${name}`)
    expect(await lost(before)).toEqual([])
  })

  async function source(name: string): Promise<string> {
    return kubectl(
      `--namespace=${gitops.namespace}`,
      'get',
      'applications.argoproj.io',
      name,
      '--output=jsonpath={.spec.source.path}',
    )
  }

  /** The Secret that External Secrets makes of the rendered ExternalSecret. Returns the file's path. */
  function credentials(): string {
    const text = files.get(`${gitops.folder}/manifests/argocd/ExternalSecret-repo-creds-forge.yaml`) ?? ''
    const { metadata, spec } = parseYaml(text) as {
      readonly metadata: { readonly name: string; readonly namespace: string }
      readonly spec: {
        readonly target: { readonly template: { readonly metadata: object; readonly data: Record<string, string> } }
      }
    }
    const { template } = spec.target
    const stringData = Object.fromEntries(
      Object.entries(template.data).map(([key, value]) => [
        key,
        value.replace('{{ .privateKey }}', plane.forge.privateKey()),
      ]),
    )
    const { name, namespace } = metadata
    plane.write(
      'credentials.json',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { ...template.metadata, name, namespace },
        stringData,
      }),
    )
    return 'credentials.json'
  }
})

const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'kubernetes.io/host-path',
}

/** The root Application as it was in February. */
function rootOf(name: string): unknown {
  const [found] = readFileSync(join(february, 'apps.yaml'), 'utf8')
    .split('\n---\n')
    .map(text => parseYaml(text) as { readonly metadata: { readonly name: string } })
    .filter(({ metadata }) => metadata.name === name)
  return found
}

/** The blocks of commands below a heading of the guide, up to the next heading of its level or above. */
function blocksOf(heading: string): readonly string[] {
  const [marks = ''] = /^#+/.exec(heading) ?? []
  const [, rest = ''] = guide.split(`\n${heading}\n`)
  const blocks = [...rest.matchAll(/^```sh\n(.*?)^```$|^(#{2,3}) /gms)]
  const end = blocks.findIndex(([, , other]) => other !== undefined && other.length <= marks.length)
  return blocks.slice(0, end < 0 ? undefined : end).flatMap(([, text]) => text ?? [])
}

function said({ exitCode, stdout, stderr }: Ran, what: string): string {
  if (exitCode !== 0) throw new Error(`${what}\nended with ${exitCode}\n${stdout}\n${stderr}`)
  return stdout
}

/** The task runner: `mise run TASK -- WORDS` does in the repository what mise.toml says. */
function writeMise(folder: string): void {
  const { tasks } = parse(readFileSync(join(repository, 'mise.toml'), 'utf8')) as {
    readonly tasks: Readonly<Record<string, { readonly run: string }>>
  }
  const line = tasks['compare']?.run.replace(/^node /, `'${process.execPath}' `)
  const script = `#!/bin/sh\n[ "$1 $2 $3" = 'run compare --' ] || exit 2\nshift 3\ncd '${repository}' && exec ${line} "$@"\n`
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'mise'), script)
  chmodSync(join(folder, 'mise'), 0o755)
}
