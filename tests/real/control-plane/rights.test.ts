/** Rights of ServiceAccounts, asked of a real API server: by the real program where it can be had. */
import { join } from 'node:path'
import { ControlPlane } from '@homelab/rehearsal/run'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from './gitops.ts'
import { programs } from './programs.ts'

const { files } = render(blumeops)
const objects = objectsIn(files).map(({ path: _, ...object }) => object)
const rights = ['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']
const built = await programs()

/** What a program asks of the API server, and what it must not. */
const asked: readonly [account: string, may: readonly string[], mayNot: readonly string[]][] = [
  [
    'alloy/alloy',
    // discovery.kubernetes with the roles pod and node, loki.source.kubernetes, and scrapes of the kubelet.
    [
      'list pods',
      'watch pods',
      'get pods/log',
      'list nodes',
      'watch nodes',
      'get nodes/metrics',
      'get /metrics/cadvisor',
    ],
    ['list secrets', 'delete pods', 'create pods'],
  ],
  [
    'monitoring/grafana',
    // Its sidecar, with RESOURCE=configmap and METHOD=WATCH, in its own namespace.
    ['list configmaps --namespace=monitoring', 'watch configmaps --namespace=monitoring'],
    [
      'list secrets --namespace=monitoring',
      'get secrets --namespace=databases',
      'list configmaps --namespace=databases',
      'update configmaps --namespace=monitoring',
      'list pods --namespace=monitoring',
    ],
  ],
  [
    'miniflux/miniflux-db-reader',
    ['get secrets/blumeops-pg-app --namespace=databases', 'create selfsubjectrulesreviews.authorization.k8s.io'],
    ['get secrets/blumeops-pg-eblume --namespace=databases', 'list secrets --namespace=databases'],
  ],
  [
    'tailscale/operator',
    [
      'watch services',
      'update ingresses/status',
      'create statefulsets.apps --namespace=tailscale',
      'list proxygroups.tailscale.com',
    ],
    ['list secrets --namespace=databases', 'create statefulsets.apps --namespace=databases'],
  ],
]

describe.skipIf(built === undefined)('rights, by a real API server', () => {
  let plane: ControlPlane
  const kubectl = async (...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await plane.kubectl(args)
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}\n${stderr}`)
    return stdout
  }

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops: gitopsOf(minikube), files, seconds: 900 })
    const given = objects.filter(({ kind }) => rights.includes(kind))
    const kiwix = objects.filter(({ kind, metadata: { namespace } }) => kind === 'Deployment' && namespace === 'kiwix')
    const namespaces = new Set([...given.flatMap(({ metadata }) => metadata.namespace ?? []), 'databases'])
    const made = [...namespaces].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
    const items = [...made, ...given, ...kiwix]
    plane.write('rights.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
    await kubectl('apply', '--server-side', '--filename', 'rights.json')
    // Rights over a kind that is not there cannot be asked for.
    await kubectl('apply', '--server-side', '--recursive', '--filename', join(built.repositories, 'tailscale'))
  })
  afterAll(() => plane?.close())

  test('kube-state-metrics lists everything that it shows', async () => {
    const config = await plane.serviceAccount('monitoring', 'kube-state-metrics')
    const words = ['--kubeconfig', config, '--host=127.0.0.1', '--port=8085', '--telemetry-host=127.0.0.1']
    plane.sandbox.start('kube-state-metrics', 'kube-state-metrics', [...words, '--telemetry-port=8086'])
    const read = `fetch('http://127.0.0.1:8086/metrics').then(it => it.text()).then(console.log)`
    const results = await plane.sandbox.until('kube-state-metrics has asked for each kind', async () => {
      const { stdout } = await plane.sandbox.run(process.execPath, ['--eval', read])
      const lists = [...stdout.matchAll(/^kube_state_metrics_list_total\{.*resource="\*?(\S+?)",result="(\w+)"/gm)]
      const [, names = ''] = /activeStoreNames="([^"]+)"/.exec(plane.sandbox.log('kube-state-metrics')) ?? []
      const asked = new Set(lists.map(([, resource]) => resource))
      return names !== '' && asked.size >= names.split(',').length ? lists : undefined
    })
    expect(results.filter(([, , result]) => result !== 'success').map(([, resource]) => resource)).toEqual([])
    expect(
      plane.sandbox
        .log('kube-state-metrics')
        .split('\n')
        .filter(line => /forbidden/.test(line)),
    ).toEqual([])
  })

  test('the watcher of archives restarts and annotates Kiwix, and no other', async () => {
    const env = { KUBECONFIG: await plane.serviceAccount('kiwix', 'zim-watcher') }
    const run = (...args: string[]) => plane.kubectl(args, { env })
    for (const words of [
      ['get', 'deployment', 'kiwix', '--output', 'name'],
      ['rollout', 'restart', 'deployment', 'kiwix'],
      ['annotate', 'deployment', 'kiwix', '--overwrite', 'kiwix.blumeops/zim-hash=a1b2'],
    ])
      expect(await run(...words)).toMatchObject({ exitCode: 0, stderr: '' })
    expect((await run('get', 'deployment', 'other')).stderr).toMatch(/forbidden/)
  })

  test.each(asked)('%s may what its program asks for, and no more', async (account, may, mayNot) => {
    const user = `system:serviceaccount:${account.replace('/', ':')}`
    const [namespace] = account.split('/')
    const answer = async (what: string): Promise<string> => {
      const words = ['auth', 'can-i', '--as', user, `--namespace=${namespace}`, ...what.split(' ')]
      const { stdout, stderr } = await plane.kubectl(words)
      return `${what}: ${stdout.trim() || stderr}`
    }
    expect(await Promise.all(may.map(answer))).toEqual(may.map(what => `${what}: yes`))
    expect(await Promise.all(mayNot.map(answer))).toEqual(mayNot.map(what => `${what}: no`))
  })
})
