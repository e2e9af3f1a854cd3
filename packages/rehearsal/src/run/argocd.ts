/** Argo CD's own programs, each with the rights of its ServiceAccount, and its CLI. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { present } from '@homelab/formats/present'
import type { ApplicationState } from '../outcome.ts'
import type { Keys } from './keys.ts'
import { kubeConfig } from './kubernetes.ts'
import { listAt } from './lists.ts'
import type { Ran, RunProps, Sandbox } from './sandbox.ts'

/** Where its server answers without TLS, as a port-forward gives it. */
export const argocdServer = 'localhost:8080'

/** How long one comparison may take, in seconds. It takes one or two, and more where its machine is busy. */
const LONGEST_LOOK = 40

/** Where its controller tells of Applications. */
export const argocdMetrics = 'http://127.0.0.1:8082/metrics'

export class ArgoCd {
  readonly #sandbox: Sandbox
  readonly #keys: Keys
  readonly #namespace: string

  constructor(sandbox: Sandbox, keys: Keys, namespace: string) {
    this.#sandbox = sandbox
    this.#keys = keys
    this.#namespace = namespace
  }

  /** Starts its programs over its objects, which must have been applied, and logs the CLI in. */
  async start(): Promise<void> {
    await this.startServers()
    await this.#login()
  }

  /** Starts its programs over its objects, which must have been applied. */
  async startServers(): Promise<void> {
    const sandbox = this.#sandbox
    this.#followKnownHosts()
    sandbox.start('redis', 'redis-server', [
      ...['--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '--port', '6379', '--dir', sandbox.folder],
    ])
    const redis = ['--redis', 'localhost:6379']
    const repositories = ['--repo-server', 'localhost:8081', '--repo-server-plaintext']
    await this.#program('repo-server', [...redis, '--disable-tls', '--port', '8081', '--metrics-port', '8084'])
    const server = [
      ...redis,
      ...repositories,
      '--insecure',
      '--address',
      '127.0.0.1',
      '--port',
      '8080',
      '--metrics-port',
      '8083',
    ]
    await this.#program('server', server)
    await this.#program('application-controller', [...redis, ...repositories, '--metrics-port', '8082'])
  }

  async #program(name: string, args: readonly string[]): Promise<void> {
    const account = `argocd-${name}`
    const { stdout } = await this.kubectl(['create', 'token', account, '--duration=12h'])
    const config = kubeConfig(this.#sandbox, this.#keys, account, stdout.trim(), this.#namespace)
    this.#sandbox.start(account, 'argocd', [...args, '--loglevel', 'warn'], {
      env: { ...this.#variables, KUBECONFIG: config, ARGOCD_BINARY_NAME: account },
    })
  }

  get #variables(): Readonly<Record<string, string>> {
    return {
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      ARGOCD_SSH_DATA_PATH: this.#folder('ssh'),
      // In the image /etc/ssh/ssh_known_hosts leads there.
      SSH_KNOWN_HOSTS: join(this.#folder('ssh'), 'ssh_known_hosts'),
      ARGOCD_TLS_DATA_PATH: this.#folder('tls'),
      ARGOCD_GPG_ENABLED: 'false',
      // Try once: a test that expects a refusal waits for nothing.
      ARGOCD_GIT_ATTEMPTS_COUNT: '1',
    }
  }

  #folder(name: string): string {
    const folder = join(this.#sandbox.folder, 'argocd', name)
    mkdirSync(folder, { recursive: true })
    return folder
  }

  /** What a kubelet does for the mounted map. */
  #followKnownHosts(): void {
    const file = join(this.#folder('ssh'), 'ssh_known_hosts')
    writeFileSync(file, '')
    // A round a change, and one at once: each start of kubectl takes a tenth of a second of the processor.
    const script = [
      'map=configmap/argocd-ssh-known-hosts-cm; while :; do',
      'kubectl get "$map" --watch --output name | while read -r _; do',
      'kubectl get "$map" --output "jsonpath={.data.ssh_known_hosts}" >"$1.new"',
      '&& { cmp --silent "$1.new" "$1" || cp "$1.new" "$1"; }; done; sleep 1; done',
    ].join(' ')
    const config = kubeConfig(this.#sandbox, this.#keys, 'kubelet', this.#keys.tokens.admin, this.#namespace)
    this.#sandbox.start('known-hosts', 'sh', ['-c', script, 'sh', file], { env: { KUBECONFIG: config } })
  }

  /** Waits until its repo-server sees these lines: the mounted map follows the object. */
  async knows(lines: string): Promise<void> {
    const file = join(this.#folder('ssh'), 'ssh_known_hosts')
    await this.#sandbox.until('the known-hosts map is mounted again', async () =>
      readFileSync(file, 'utf8') === lines ? true : undefined,
    )
  }

  async #login(): Promise<void> {
    const { stdout } = await this.#sandbox.until('argocd-server has made its first password', async () => {
      const read = await this.run(['admin', 'initial-password', '--namespace', this.#namespace])
      return read.exitCode === 0 ? read : undefined
    })
    const password = stdout.split('\n')[0] ?? ''
    await this.#sandbox.until('argocd-server takes a login', async () => {
      const words = ['login', argocdServer, '--plaintext', '--username', 'admin', '--password', password]
      const { exitCode } = await this.run(words, { seconds: 10 })
      return exitCode === 0 ? true : undefined
    })
  }

  /** The CLI of an operator. */
  run(args: readonly string[], props: RunProps = {}): Promise<Ran> {
    return this.#sandbox.run('argocd', args, { seconds: 300, ...props })
  }

  /** Again where the connection broke. */
  ask(args: readonly string[]): Promise<Ran> {
    return untilAnswered(() => this.run(args))
  }

  /** Syncs as an operator does, and says what came of it. */
  async sync(
    application: string,
    ...args: readonly string[]
  ): Promise<ApplicationState & { readonly exitCode: number }> {
    const { exitCode } = await this.run(['app', 'sync', application, ...args])
    // Its view of the cluster lags behind what it has just applied, and it compares with that view.
    for (let turn = 0; turn < 20; turn += 1) {
      const state = await this.refreshed(application)
      if (state.sync === 'Synced' || state.phase !== 'Succeeded') return { ...state, exitCode }
      await sleep(2000)
    }
    return { ...(await this.refreshed(application)), exitCode }
  }

  /** Compares again, and says what came of it. */
  async refreshed(application: string, signal?: AbortSignal): Promise<ApplicationState> {
    await this.refresh(application, signal)
    return this.state(application)
  }

  /**
   * Asks for a comparison and waits for it. Its server watches for the word that it is over, and may begin to watch too late: then
   * it never answers, and is asked once more.
   *
   * @param signal ends the waiting
   */
  async refresh(application: string, signal?: AbortSignal): Promise<void> {
    const words = ['app', 'get', application, '--refresh', '--output', 'name']
    for (let turn = 0; turn < 2 && signal?.aborted !== true; turn += 1) {
      const { exitCode } = await this.run(words, { seconds: LONGEST_LOOK, ...present({ signal }) })
      if (exitCode !== -1) return
    }
  }

  /** As the API server has it, whatever the CLI says. */
  async state(application: string): Promise<ApplicationState> {
    const state = (await this.states()).get(application)
    if (state === undefined) throw new Error(`there is no Application ${application} in the cluster`)
    return state
  }

  /** As the API server has all of them, by name. */
  async states(): Promise<ReadonlyMap<string, ApplicationState>> {
    const path = `/apis/argoproj.io/v1alpha1/namespaces/${this.#namespace}/applications`
    const all = await listAt<Live>(this.#sandbox, path)
    return new Map(all.map(each => [each.metadata.name, stateOf(each)]))
  }

  /** Objects that are not healthy, with their words. The Application does not hold that: its server knows. */
  async unhealthy(application: string): Promise<readonly string[]> {
    const { exitCode, stdout } = await this.run(['app', 'get', application, '--output', 'json'])
    if (exitCode !== 0) return []
    const { status = {} } = JSON.parse(stdout) as { readonly status?: Status }
    return (status.resources ?? [])
      .filter(({ health }) => health?.status !== undefined && health.status !== 'Healthy')
      .map(({ kind, name, health }) => `${kind}/${name} ${health?.status}: ${health?.message ?? ''}`)
  }

  kubectl(args: readonly string[], props: RunProps = {}): Promise<Ran> {
    return this.#sandbox.run('kubectl', [`--namespace=${this.#namespace}`, ...args], props)
  }
}

/**
 * Again where the connection broke: its server restarts when its settings change, and a busy machine is late. What it was asked
 * then may still go on, and is waited for; an operation that went on before is somebody else's, and an answer.
 *
 * @param pause between two turns, in milliseconds
 */
export async function untilAnswered(run: () => Promise<Ran>, pause = 2000): Promise<Ran> {
  let ran = await run()
  for (let turn = 0, broke = isBroken(ran); turn < 4 && broke; turn += 1) {
    await sleep(pause)
    ran = await run()
    broke = isBroken(ran) || isBusy(ran)
  }
  return ran
}

/** The connection to its server broke, which says nothing of what was asked. */
export function isBroken({ stderr }: Pick<Ran, 'stderr'>): boolean {
  return /rpc error: .*(EOF|transport|connection)/.test(stderr)
}

/** An operation of the Application goes on, which was not waited for. */
function isBusy({ stderr }: Pick<Ran, 'stderr'>): boolean {
  return /another operation is already in progress/.test(stderr)
}

/** What came of an object that is no refusal: one that a sync without pruning leaves is told by the Application, as out of sync. */
const taken = new Set(['Synced', 'Pruned', 'PruneSkipped'])

interface Live {
  readonly metadata: { readonly name: string }
  readonly operation?: unknown
  readonly status?: Status
}

function stateOf({ operation, status = {} }: Live): ApplicationState {
  const results = status.operationState?.syncResult?.resources ?? []
  const refused = results.filter(({ status }) => !taken.has(status ?? 'Synced'))
  return {
    // One that was asked for and not begun has the phase of the one before it.
    phase: operation === undefined ? (status.operationState?.phase ?? '') : 'Running',
    message: [
      status.operationState?.message ?? '',
      ...refused.map(({ kind, name, message }) => `${kind}/${name}: ${message}`),
    ].join('\n'),
    sync: status.sync?.status ?? '',
    health: status.health?.status ?? '',
    conditions: (status.conditions ?? []).map(({ type, message }) => `${type}: ${message}`),
    outOfSync: (status.resources ?? [])
      .filter(({ status }) => status === 'OutOfSync')
      .map(({ kind, name }) => `${kind}/${name}`),
    refused: refused.map(({ kind, namespace = '', name, message: why = '' }) => ({
      object: `${kind} ${namespace}/${name}`,
      why,
    })),
    objects: status.resources?.length ?? 0,
  }
}

interface Status {
  readonly operationState?: {
    readonly phase: string
    readonly message?: string
    readonly syncResult?: { readonly resources?: readonly Resource[] }
  }
  readonly sync?: { readonly status: string }
  readonly health?: { readonly status?: string }
  readonly conditions?: readonly { readonly type: string; readonly message: string }[]
  readonly resources?: readonly Resource[]
}

interface Resource {
  readonly kind: string
  readonly name: string
  readonly namespace?: string
  readonly status?: string
  readonly message?: string
  readonly health?: { readonly status?: string; readonly message?: string }
}
