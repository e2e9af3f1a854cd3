import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { minikubeCollector, minikubeMetrics } from '../../../ansible-gen/src/collectors/minikube.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { type Answer, fakeProgram } from './fake.ts'
import { listed, readMetrics, runScript, scratch, shells, values } from './run.ts'

const jq = findProgram('jq') ?? skipped('jq')
const running: Answer = { to: 'status --profile lab --output json', with: 'minikube/running.json' }
const healthy: Answer = { to: '--context lab get --raw /healthz' }
const nodes: Answer = { to: '--context lab get nodes --output name', with: 'kubectl/nodes.txt' }
const pods: Answer = { to: '--context lab get pods --all-namespaces --output name', with: 'kubectl/pods.txt' }
const namespaces: Answer = { to: '--context lab get namespaces --output name', with: 'kubectl/namespaces.txt' }
const well = [healthy, nodes, pods, namespaces]

const missing = (await python()) === undefined || jq.startsWith('skipped')

describe.skipIf(missing).each(shells)('the minikube collector under $name', shell => {
  async function collect(minikube: readonly Answer[], kubectl: readonly Answer[]): Promise<object> {
    const folder = scratch()
    const output = join(folder, 'minikube.prom')
    writeFileSync(output, 'yesterday\n')
    const script = minikubeCollector({
      marker: ['M'],
      output,
      minikube: fakeProgram(join(folder, 'bin/minikube'), minikube),
      kubectl: fakeProgram(join(folder, 'bin/kubectl'), kubectl),
      jq,
      profile: 'lab',
      timeoutSeconds: 1,
    })
    expect(await runScript(script, folder, {}, shell)).toMatchObject({ exitCode: 0 })
    const families = await readMetrics(output)
    expect(listed(families)).toEqual(minikubeMetrics)
    return values(families)
  }

  const down = { minikube_up: 0, minikube_apiserver_up: 0, ...counts(0, 0, 0) }
  const without = { minikube_up: 1, minikube_apiserver_up: 0, ...counts(0, 0, 0) }

  test('a cluster that runs', async () => {
    expect(await collect([running], well)).toEqual({ minikube_up: 1, minikube_apiserver_up: 1, ...counts(1, 3, 5) })
  })

  test('a cluster of two nodes, and no pod', async () => {
    const two = { ...running, with: 'minikube/two-nodes.json' }
    const { with: _, ...empty } = pods
    expect(await collect([two], [healthy, nodes, empty, namespaces])).toMatchObject({
      minikube_up: 1,
      ...counts(1, 0, 5),
    })
  })

  // `minikube status` exits with 7 when all parts are down: https://minikube.sigs.k8s.io/docs/commands/status/
  test.each([
    ['a stopped host', [{ ...running, with: 'minikube/stopped.json', exitCode: 7 }]],
    ['no profile', [{ ...running, with: 'minikube/stopped.json', exitCode: 85 }]],
    ['no answer', [{ to: 'status', exitCode: 1 }]],
    ['an answer that is no JSON', [{ to: 'status', with: 'kubectl/nodes.txt' }]],
    ['a minikube that hangs', [{ ...running, hangs: true }]],
  ] satisfies [string, Answer[]][])('%s', async (_, minikube) => {
    expect(await collect(minikube, well)).toEqual(down)
  })

  test('a host that runs while its parts do not', async () => {
    expect(await collect([{ ...running, exitCode: 6 }], [{ ...healthy, exitCode: 1 }])).toEqual(without)
  })

  test.each([
    ['the nodes', [healthy, { ...nodes, exitCode: 1 }, pods, namespaces]],
    ['the pods in time', [healthy, nodes, { ...pods, hangs: true }, namespaces]],
    ['the namespaces', [healthy, nodes, pods]],
  ] satisfies [string, Answer[]][])('an API server that does not list %s', async (_, kubectl) => {
    expect(await collect([running], kubectl)).toEqual(without)
  })
})

function counts(nodeCount: number, podCount: number, namespaceCount: number): object {
  return {
    minikube_node_count: nodeCount,
    minikube_pod_count: podCount,
    minikube_namespace_count: namespaceCount,
  }
}
