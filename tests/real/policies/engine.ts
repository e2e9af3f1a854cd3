/** The engine of kube-network-policies, built from its module, and what it says of rendered policies. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import type { PodAt } from '../../support/network.ts'
import type { KubeObject } from '../../support/objects.ts'
import { neededProgram } from '../tools.ts'

/** A pod, or an address outside. */
type End = PodAt | string

export interface Connection {
  readonly from: End
  readonly to: End
  readonly port: number
  readonly protocol?: 'TCP' | 'UDP'
}

const go = neededProgram('go')

/** The program; undefined after `skipped: no go`. */
export const builtEngine = go === undefined ? undefined : await build(go)

/** Whether each connection passes: what leaves its pod, and what comes in where it goes. */
export async function passing(
  program: string,
  policies: readonly KubeObject[],
  connections: readonly Connection[],
): Promise<readonly boolean[]> {
  const pods = new Map<string, PodAt>()
  for (const { from, to } of connections)
    for (const end of [from, to]) if (typeof end !== 'string') pods.set(nameOf(end), end)
  const addresses = new Map([...pods.keys()].map((name, index) => [name, addressOf(index)]))
  const of = (end: End): string => (typeof end === 'string' ? end : (addresses.get(nameOf(end)) ?? ''))
  const namespaces = new Set([...pods.values()].map(({ namespace }) => namespace))
  const { stdout } = await execa(program, {
    maxBuffer: 1e8,
    input: JSON.stringify({
      // The label is the API server's.
      Namespaces: [...namespaces].map(name => ({
        metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      })),
      Pods: [...pods].map(([name, { namespace, labels }]) => ({
        metadata: { name: name.replace('/', '-'), namespace, labels },
        status: { phase: 'Running', podIPs: [{ ip: addresses.get(name) }] },
      })),
      Policies: policies.map(({ path: _, ...policy }) => policy),
      Questions: connections.map(({ from, to, port, protocol = 'TCP' }) => ({
        ...{ From: of(from), To: of(to), Port: port, Protocol: protocol },
      })),
    }),
  })
  return JSON.parse(stdout) as readonly boolean[]
}

function nameOf({ namespace, name }: PodAt): string {
  return `${namespace}/${name}`
}

/** Of the network of pods, which is a private one. */
function addressOf(index: number): string {
  return `10.244.${Math.floor(index / 200)}.${(index % 200) + 10}`
}

/** The first time it is compiled for some minutes. */
async function build(go: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  const folder = await madeOnce('network-policies', contentsOf(sources), async at => {
    const words = ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(at, 'policies'), '.']
    await execa(go, words, { cwd: sources, env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' } })
  })
  return join(folder, 'policies')
}
