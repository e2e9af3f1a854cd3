/** A stand-in for the kubelet of one node: pods that are scheduled get Ready, those that are to go go. No container runs. */
import type { ControlPlane } from './control-plane.ts'
import { follow } from './follow.ts'
import { listAt } from './lists.ts'

const node = 'rehearsal'

interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly deletionTimestamp?: string }
  readonly status?: { readonly phase?: string }
  readonly spec: {
    readonly nodeName?: string
    readonly restartPolicy?: string
    readonly containers: readonly { readonly name: string; readonly image: string }[]
  }
}

/** Makes the node, and goes on until the signal. */
export async function startKubelet(plane: ControlPlane, signal: AbortSignal): Promise<void> {
  await makeNode(plane)
  void follow(plane, ['pods'], signal, () => run(plane))
}

async function makeNode(plane: ControlPlane): Promise<void> {
  const labels = { 'kubernetes.io/hostname': node, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' }
  const object = { apiVersion: 'v1', kind: 'Node', metadata: { name: node, labels } }
  await plane.kubectl(['create', '--filename', '-'], { input: JSON.stringify(object) })
  const amounts = { cpu: '8', memory: '64Gi', pods: '250', 'ephemeral-storage': '1Ti' }
  const conditions = [{ type: 'Ready', status: 'True', reason: 'StandIn', message: '' }]
  await patch(plane, ['node', node], { capacity: amounts, allocatable: amounts, conditions })
  // Nobody renews this node's lease, so nobody judges it: see the controllers that are left out.
  await plane.kubectl(['taint', 'nodes', node, 'node.kubernetes.io/not-ready-'])
}

async function run(plane: ControlPlane): Promise<void> {
  const pods = await listAt<Pod>(plane.sandbox, '/api/v1/pods')
  for (const { metadata, spec, status } of pods.filter(({ spec }) => spec.nodeName === node)) {
    const pod = [`--namespace=${metadata.namespace}`, 'pod', metadata.name]
    // The API server keeps a pod until its kubelet says that the containers have ended: what restarts waits for that.
    if (metadata.deletionTimestamp !== undefined)
      await plane.kubectl(['delete', ...pod, '--grace-period=0', '--force', '--wait=false'])
    else if (status?.phase === 'Pending') await patch(plane, pod, statusOf(spec))
  }
}

/** What is to end has ended well: nobody can say more of a container that never ran. */
function statusOf(spec: Pod['spec']): unknown {
  if (spec.restartPolicy === undefined || spec.restartPolicy === 'Always') return ready(spec)
  return {
    phase: 'Succeeded',
    startTime: new Date().toISOString(),
    conditions: [{ type: 'Ready', status: 'False', reason: 'PodCompleted' }],
  }
}

function ready({ containers }: Pod['spec']): unknown {
  const startedAt = new Date().toISOString()
  return {
    phase: 'Running',
    startTime: startedAt,
    podIP: '127.0.77.9',
    conditions: ['Initialized', 'ContainersReady', 'Ready'].map(type => ({ type, status: 'True' })),
    containerStatuses: containers.map(({ name, image }) => ({
      ...{ name, image, imageID: image, ready: true, started: true, restartCount: 0 },
      state: { running: { startedAt } },
    })),
  }
}

async function patch(plane: ControlPlane, words: readonly string[], status: unknown): Promise<void> {
  await plane.kubectl([
    'patch',
    ...words,
    '--subresource=status',
    '--type=merge',
    '--patch',
    JSON.stringify({ status }),
  ])
}

/** For a shell in a mount namespace of its own: what a kubelet mounts into a pod, below `/run`, is this folder. */
export function mountedAt(path: string, folder: string): string {
  return `mount -t tmpfs none /run && mkdir -p "$(dirname ${path})" && ln -s ${folder} ${path}`
}
