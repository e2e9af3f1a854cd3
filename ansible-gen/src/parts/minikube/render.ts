import type { Flow, Lookup, ResolvedRoute, ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { printToml } from '@homelab/formats/toml'
import { type Expression, expression, mark, quoted, value } from '../../ansible/jinja.ts'
import type { Step, Task } from '../../ansible/task.ts'
import { confirmRuns, says } from '../../project/pieces/confirm.ts'
import { type Confirmation, joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { isImageMirror, type MinikubeCluster } from './program.ts'

/** What every task of the cluster runs with: minikube finds docker and kubectl on its PATH. */
type Run = (
  argv: readonly string[],
  stdin?: string,
) => Pick<Step, 'module'> & { readonly environment: Readonly<Record<string, string>> }

export function render(rendering: Rendering, clusters: readonly MinikubeCluster[]): Pieces {
  return joined(clusters.map(each => clusterPieces(rendering, each)))
}

/** The mirror through which its nodes pull. */
export function takes(find: Lookup, service: ResolvedService): readonly Flow[] {
  const mirror = mirrorOf(find, service)
  return mirror === undefined ? [] : [mirror]
}

/** The cluster on this host: started when it is down, its node told of the image mirror, its API on the tailnet. */
function clusterPieces(rendering: Rendering, cluster: MinikubeCluster): Pieces {
  const { scope, host, find, service } = rendering
  const path = scope.path([`${host.brewPrefix ?? ''}/bin`, '/usr/local/bin', '/usr/bin', '/bin'].join(':'))
  const run: Run = (argv, stdin) => ({
    module: { 'ansible.builtin.command': { argv, ...present({ stdin }) } },
    environment: { PATH: path },
  })
  const api = find.routesOf(service.name).find(({ kind }) => kind === 'tailnet')
  return joined([
    { tasks: startTasks(rendering, cluster, run) },
    mirrorPieces(rendering, cluster, run),
    ...(api === undefined ? [] : [{ tasks: exposeTasks(rendering, cluster, run, api) }]),
    { confirmations: [clusterConfirmation(rendering, cluster, run)] },
  ])
}

function startTasks({ scope, service }: Rendering, cluster: MinikubeCluster, run: Run): readonly Task[] {
  const docker = scope.known('docker')
  const status = scope.known('status')
  const unpaused = scope.known('unpause')
  const start = scope.known('start')
  const profile = `--profile=${cluster.profile}`
  const runs = says(status, '"Host"')
  const isPaused = says(status, '"APIServer": ?"Paused"')
  return [
    { name: 'Ask whether Docker runs', ...run(['docker', 'info']), register: docker, ...question },
    {
      name: 'Require Docker',
      module: {
        'ansible.builtin.assert': {
          that: [expression`${docker}.rc == 0`],
          fail_msg: `Docker does not run: start Docker Desktop, then run this role again.\n${value`${docker}.stderr | default(${docker}.msg, true)`}`,
          quiet: true,
        },
      },
    },
    { name: 'Ask whether the cluster runs', ...statusOf(cluster, run), register: status, ...question },
    {
      name: 'Unpause the cluster',
      ...run(['minikube', 'unpause', profile, '--all-namespaces']),
      register: unpaused,
      changed_when: true,
      when: isPaused,
    },
    {
      name: 'Start the cluster',
      ...run(['minikube', 'start', ...startOptions(cluster, service.ports['api']?.port)]),
      register: start,
      changed_when: expression`${start}.rc == 0`,
      failed_when: false,
      // After a power loss the host of a node may run again, and nothing in it: a cluster runs when all of its parts do.
      when: [expression`not ${isPaused}`, expression`not (${runs} and ${status}.rc in [${healthy}, ${staleContext}])`],
    },
    {
      name: 'Require that the cluster started',
      module: {
        'ansible.builtin.assert': {
          that: [expression`${start}.rc == 0`],
          fail_msg: [
            `minikube start ended with ${value`${start}.rc`}:`,
            value`${start}.stderr | default(${start}.stdout, true) | default(${start}.msg, true)`,
            `Its log: minikube logs ${profile}`,
          ].join('\n'),
          quiet: true,
        },
      },
      when: expression`${start} is not skipped`,
    },
    {
      name: "Tell kubectl the cluster's address",
      ...run(['minikube', 'update-context', profile]),
      changed_when: true,
      // A start does it too.
      when: expression`${start} is skipped and ${status}.rc in [${staleContext}, ${pausedAndStale}]`,
    },
  ]
}

/**
 * Its exit code has a bit for what is wrong: 1 the host of a node, 2 its kubelet or API server, 4 the address that
 * kubectl knows. It is 0, with `null`, where Docker does not answer or the node's container is gone; 85 without a profile.
 * https://github.com/kubernetes/minikube/blob/v1.37.0/cmd/minikube/cmd/status.go
 */
function statusOf({ profile }: MinikubeCluster, run: Run): ReturnType<Run> {
  return run(['minikube', 'status', `--profile=${profile}`, '--output=json'])
}

const healthy = expression`0`
const staleContext = expression`4`
const pausedAndStale = expression`6`

/** At the end, since a new setting of the node restarts what is in it. */
function clusterConfirmation({ scope }: Rendering, cluster: MinikubeCluster, run: Run): Confirmation {
  const answer = scope.known('runs')
  return {
    // A start waits until the API server answers.
    started: [],
    tasks: confirmRuns(scope, {
      name: 'the cluster',
      ...statusOf(cluster, run),
      answer,
      that: [says(answer, '"Host"')],
      otherwise: [`Its log: minikube logs --profile=${cluster.profile}`],
    }),
  }
}

/** https://minikube.sigs.k8s.io/docs/commands/start/ */
function startOptions(cluster: MinikubeCluster, apiPort: number | undefined): readonly string[] {
  return [
    `--profile=${cluster.profile}`,
    `--driver=${cluster.driver}`,
    `--container-runtime=${cluster.containerRuntime}`,
    `--kubernetes-version=${cluster.version}`,
    `--cpus=${cluster.cpus}`,
    `--memory=${cluster.memoryMegabytes}`,
    `--disk-size=${cluster.disk}`,
    `--apiserver-names=${cluster.serverNames.join(',')}`,
    ...(apiPort === undefined ? [] : [`--apiserver-port=${apiPort}`]),
    `--listen-address=${cluster.listenAddress}`,
  ]
}

/** One registry as the node's containerd is told of it. */
interface HostsFile {
  readonly registry: string
  readonly text: string
}

/**
 * The registries' files in the node: https://github.com/containerd/containerd/blob/main/docs/hosts.md.
 */
function mirrorPieces(rendering: Rendering, cluster: MinikubeCluster, run: Run): Pieces {
  const files = hostsFiles(rendering, cluster)
  if (files.length === 0) return {}
  const restart = 'Restart containerd in the node'
  const inNode = (command: string, stdin?: string): ReturnType<Run> =>
    run(['minikube', 'ssh', ...ownClient, `--profile=${cluster.profile}`, '--', `sudo ${command}`], stdin)
  const known = rendering.scope.known('hosts')
  const folder = (item: Expression): string => `/etc/containerd/certs.d/${value`${item}.registry | quote`}`
  const changed: Pick<Step, 'loop' | 'loop_control' | 'when'> = {
    loop: value`${known}.results`,
    loop_control: { label: value`item.item.registry` },
    // A check asks a node that may not be there.
    when: [expression`item.rc == 0`, expression`item.stdout | trim != item.item.text | trim`],
  }
  return {
    tasks: [
      {
        name: 'Read where the node pulls images from',
        // A file that is missing is an answer too.
        ...inNode(`cat ${folder(expression`item`)}/hosts.toml || true`),
        loop: files,
        loop_control: { label: value`item.registry` },
        register: known,
        ...needed(expression`${known}.rc != 0`),
      },
      {
        name: 'Make the folders of registries',
        ...inNode(`mkdir -p ${folder(expression`item.item`)}`),
        ...changed,
        changed_when: true,
      },
      {
        name: 'Let the node pull images through the mirror',
        ...inNode(`tee ${folder(expression`item.item`)}/hosts.toml`, value`item.item.text`),
        ...changed,
        changed_when: true,
        notify: restart,
      },
    ],
    handlers: [{ name: restart, ...inNode('systemctl restart containerd'), changed_when: true }],
  }
}

/**
 * minikube's built-in client asks for a terminal: input never ends, lines end in CR LF, and errors mix with the answer
 * (https://github.com/kubernetes/minikube/issues/8359, https://github.com/kubernetes/minikube/issues/21710).
 */
const ownClient = ['--native-ssh=false']

/** The endpoint through which the cluster's node pulls images. */
function mirrorOf(find: Lookup, { name }: ResolvedService): Flow | undefined {
  return find.flowsFrom(name).find(({ use }) => isImageMirror(use))
}

function hostsFiles({ find, service }: Rendering, { mirrored, gateway }: MinikubeCluster): readonly HostsFile[] {
  const mirror = mirrorOf(find, service)
  if (mirror === undefined) return []
  const { address, to } = mirror
  const target = `${address.scheme}://${gateway}:${address.port}`
  const own = find.routesOf(to).filter(({ kind, protocol }) => kind !== 'tailnet' && protocol === 'https')
  const file = (registry: string, server: string, capabilities: readonly string[]): HostsFile => ({
    registry,
    text: printToml({ server, host: { [target]: { capabilities: [...capabilities], skip_verify: true } } }),
  })
  return [
    ...own.map(({ hostname }) => file(hostname, target, ['pull', 'resolve', 'push'])),
    ...mirrored.map(({ name, url }) => file(name, url, ['pull', 'resolve'])),
  ]
}

/** Docker gives the API server a new port with each start; the name in the tailnet follows it. */
function exposeTasks(
  { scope }: Rendering,
  { profile }: MinikubeCluster,
  run: Run,
  route: ResolvedRoute,
): readonly Task[] {
  const server = scope.known('server')
  const port = scope.known('api_port')
  const served = scope.known('served')
  const name = `svc:${route.label}`
  const serve = scope.known('serve')
  const path = expression`${serve}.Services[${quoted(name)}].TCP[${quoted(String(route.listen))}].TCPForward`
  return [
    {
      name: 'Ask where the API server listens',
      ...run(['kubectl', 'config', 'view', '--output', `jsonpath={.clusters[?(@.name=="${profile}")].cluster.server}`]),
      register: server,
      ...needed(expression`${server}.rc != 0 or ${server}.stdout == ''`),
    },
    {
      name: 'Ask what the tailnet is served',
      ...run(['tailscale', 'serve', 'status', '--json']),
      register: served,
      ...needed(expression`${served}.rc != 0`),
    },
    {
      name: `Serve the API as ${name}`,
      ...run(['tailscale', 'serve', `--service=${name}`, `--tcp=${route.listen}`, `tcp://localhost:${mark(port)}`]),
      vars: {
        [port]: value`${server}.stdout | regex_search('[0-9]+$') | default('', true)`,
        [serve]: value`${served}.stdout | default('{}', true) | from_json`,
      },
      when: [expression`${port} != ''`, expression`(${path} | default('')).split(':') | last != ${port}`],
      changed_when: true,
    },
  ]
}

/** A question without whose answer the role can't go on; in a check nothing may be there yet. */
function needed(unanswered: Expression): Pick<Step, 'changed_when' | 'failed_when' | 'check_mode'> {
  return { ...question, failed_when: expression`(${unanswered}) and not ansible_check_mode` }
}

const question: Pick<Step, 'changed_when' | 'failed_when' | 'check_mode'> = {
  changed_when: false,
  failed_when: false,
  check_mode: false,
}
