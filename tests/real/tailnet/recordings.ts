/**
 * What Tailscale's control plane made of policies, as headscale's project recorded it to test its own engine: a policy
 * over devices, and the packet filter and SSH policy of each device, or the refusal.
 *
 * They are read from the Go module, which is pinned by its checksum; nothing of it is copied.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'

const MODULE = 'github.com/juanfont/headscale@v0.29.2'
const SUM = 'h1:eW7zz5yiVlSP1+5zUgPM2YWOoSNkzgX0wBMt5T4zF9g='

export interface Node {
  readonly ipv4: string
  readonly ipv6: string
  readonly tags: readonly `tag:${string}`[] | null
  /** The owner's name; absent where the node has tags. */
  readonly user?: string
  /** Routes that somebody or an auto-approver approved. */
  readonly approved_routes: readonly string[] | null
}

/** A match of the packet filter; `SrcCaps` and `Caps` are no access to the network. */
export interface Match {
  readonly IPProto: readonly number[]
  readonly Srcs: readonly string[]
  readonly Dsts: readonly {
    readonly Net: string
    readonly Ports: { readonly First: number; readonly Last: number }
  }[]
}

export interface SshRecord {
  readonly principals: readonly { readonly nodeIP?: string; readonly any?: boolean }[]
  /** Login asked for, or `*`, to login on the host; `=` is the same, the empty text nobody. */
  readonly sshUsers: Readonly<Record<string, string>>
  readonly action: { readonly accept?: boolean; readonly holdAndDelegate?: string }
}

export interface Recording {
  readonly name: string
  readonly accepted: boolean
  /** Why it was refused. */
  readonly message: string
  readonly policy: unknown
  /** The login of the tailnet's owner. */
  readonly owner: string
  readonly users: readonly { readonly name: string; readonly email: string }[]
  readonly nodes: Readonly<Record<string, Node>>
  readonly filters: ReadonlyMap<string, readonly Match[]>
  readonly ssh: ReadonlyMap<string, readonly SshRecord[]>
  /** What each device may do: node attributes, and what the control plane gives by itself. */
  readonly capabilities: ReadonlyMap<string, ReadonlySet<string>>
}

/** The folder of recordings; undefined after `skipped: no go`. */
export async function recordingsFolder(): Promise<string | undefined> {
  const go = neededProgram('go')
  if (go === undefined) return undefined
  const { stdout } = await execa(go, ['mod', 'download', '-json', MODULE])
  const { Dir, Sum } = JSON.parse(stdout) as { readonly Dir: string; readonly Sum: string }
  if (Sum !== SUM) throw new Error(`${MODULE}: the checksum is not the pinned one (got ${Sum}, expected ${SUM})`)
  return join(Dir, 'hscontrol/policy/v2/testdata')
}

/** Where a reader finds a recording. */
export function recordingPage(name: string): string {
  const [repository, version] = MODULE.split('@')
  return `https://${repository}/blob/${version}/hscontrol/policy/v2/testdata/${name}.hujson`
}

/** `acl_results/acl-a01` and so on: folder and file, without the ending. */
export function recordingNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap(group => readdirSync(join(folder, group)).map(file => `${group}/${file.replace(/\.hujson$/, '')}`))
    .toSorted()
}

interface Stored {
  readonly tailnet: string
  readonly input: {
    readonly api_response_code: number
    readonly api_response_body?: { readonly message?: string }
    /** Some hold the policy as text. */
    readonly full_policy: unknown
  }
  readonly topology: { readonly users: Recording['users']; readonly nodes: Recording['nodes'] }
  readonly captures: Readonly<
    Record<
      string,
      {
        readonly packet_filter_matches?: readonly Match[]
        readonly ssh_rules?: readonly SshRecord[]
        readonly netmap?: { readonly SelfNode?: { readonly CapMap?: Readonly<Record<string, unknown>> } }
      }
    >
  >
}

/** Together they are hundreds of megabytes, so each is read when it is asked for. */
export function recording(folder: string, name: string): Recording {
  const text = readFileSync(join(folder, `${name}.hujson`), 'utf8')
  // Comments stand at the head alone; what follows is plain JSON.
  const stored = JSON.parse(text.slice(text.indexOf('\n{'))) as Stored
  const { api_response_code: code, api_response_body: body, full_policy: policy } = stored.input
  const captures = Object.entries(stored.captures)
  return {
    name,
    accepted: code === 200,
    message: body?.message ?? '',
    policy: typeof policy === 'string' ? JSON.parse(policy) : policy,
    owner: stored.tailnet,
    users: stored.topology.users,
    nodes: stored.topology.nodes,
    filters: new Map(captures.map(([node, one]) => [node, one.packet_filter_matches ?? []])),
    ssh: new Map(captures.map(([node, one]) => [node, one.ssh_rules ?? []])),
    capabilities: new Map(
      captures.map(([node, { netmap }]) => [node, new Set(Object.keys(netmap?.SelfNode?.CapMap ?? {}))]),
    ),
  }
}
