import type { Flow, Lookup, ResolvedRoute, ResolvedService } from '@homelab/estate'
import { printToml } from '@homelab/formats/toml'
import type { Step, Task } from '../../ansible/task.ts'
import type { MinikubeCluster } from '../../host/minikube.ts'
import { type Job, joined, type Part } from '../job.ts'

/** What every task of the cluster runs with: minikube finds docker and kubectl on its PATH. */
type Run = (
  argv: readonly string[],
  stdin?: string,
) => Pick<Step, 'module'> & { readonly environment: Readonly<Record<string, string>> }

/** The cluster on this host: started when it is down, its node told of the image mirror, its API on the tailnet. */
export function minikubePart(job: Job, cluster: MinikubeCluster): Part {
  const { scope, host, find, service } = job
  const path = scope.path([`${host.brewPrefix ?? ''}/bin`, '/usr/local/bin', '/usr/bin', '/bin'].join(':'))
  const run: Run = (argv, stdin) => ({
    module: { 'ansible.builtin.command': { argv, ...(stdin === undefined ? {} : { stdin }) } },
    environment: { PATH: path },
  })
  const api = find.routesOf(service.name).find(({ kind }) => kind === 'tailnet')
  return joined([
    { tasks: startTasks(job, cluster, run) },
    mirrorPart(job, cluster, run),
    ...(api === undefined ? [] : [{ tasks: exposeTasks(job, cluster, run, api) }]),
  ])
}

function startTasks({ scope, service }: Job, cluster: MinikubeCluster, run: Run): readonly Task[] {
  const docker = `${scope.role}_docker`
  const status = `${scope.role}_status`
  const start = `${scope.role}_start`
  return [
    { name: 'Ask whether Docker runs', ...run(['docker', 'info']), register: docker, ...question },
    {
      name: 'Warn that Docker does not run',
      module: {
        'ansible.builtin.debug': { msg: 'Docker does not run: start Docker Desktop, then run this role again.' },
      },
      when: `${docker}.rc != 0`,
    },
    {
      name: 'Ask whether the cluster runs',
      ...run(['minikube', 'status', `--profile=${cluster.profile}`, '--output=json']),
      register: status,
      ...question,
    },
    {
      name: 'Start the cluster',
      ...run(['minikube', 'start', ...startOptions(cluster, service.ports['api']?.port)]),
      register: start,
      when: `${status}.stdout is not search('"Host": ?"Running"')`,
      changed_when: `${start}.rc == 0`,
      failed_when: false,
    },
  ]
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
 * The registries' files in the node: https://github.com/containerd/containerd/blob/main/docs/hosts.md. A node that does
 * not answer is left alone: that the cluster did not start is no failure (facts A16).
 */
function mirrorPart(job: Job, cluster: MinikubeCluster, run: Run): Part {
  const files = hostsFiles(job, cluster)
  if (files.length === 0) return {}
  const restart = 'Restart containerd in the node'
  const inNode = (command: string, stdin?: string): ReturnType<Run> =>
    run(['minikube', 'ssh', ...ownClient, `--profile=${cluster.profile}`, '--', `sudo ${command}`], stdin)
  const known = `${job.scope.role}_hosts`
  const folder = (item: string): string => `/etc/containerd/certs.d/{{ ${item}.registry }}`
  const changed: Pick<Step, 'loop' | 'loop_control' | 'when'> = {
    loop: `{{ ${known}.results }}`,
    loop_control: { label: '{{ item.item.registry }}' },
    when: ['item.rc == 0', 'item.stdout | trim != item.item.text | trim'],
  }
  return {
    tasks: [
      {
        name: 'Read where the node pulls images from',
        // A file that is missing is an answer too.
        ...inNode(`cat ${folder('item')}/hosts.toml || true`),
        loop: files,
        loop_control: { label: '{{ item.registry }}' },
        register: known,
        ...question,
      },
      {
        name: 'Make the folders of registries',
        ...inNode(`mkdir -p ${folder('item.item')}`),
        ...changed,
        changed_when: true,
      },
      {
        name: 'Let the node pull images through the mirror',
        ...inNode(`tee ${folder('item.item')}/hosts.toml`, '{{ item.item.text }}'),
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
export function mirrorOf(find: Lookup, { name }: ResolvedService): Flow | undefined {
  return find.flowsFrom(name).find(({ use }) => use?.kind === 'image-mirror')
}

function hostsFiles({ find, service }: Job, { mirrored, gateway }: MinikubeCluster): readonly HostsFile[] {
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
function exposeTasks({ scope }: Job, { profile }: MinikubeCluster, run: Run, route: ResolvedRoute): readonly Task[] {
  const server = `${scope.role}_server`
  const port = `${scope.role}_api_port`
  const served = `${scope.role}_served`
  const name = `svc:${route.label}`
  const path = `${scope.role}_serve.Services['${name}'].TCP['${route.listen}'].TCPForward`
  return [
    {
      name: 'Ask where the API server listens',
      ...run(['kubectl', 'config', 'view', '--output', `jsonpath={.clusters[?(@.name=="${profile}")].cluster.server}`]),
      register: server,
      ...question,
    },
    {
      name: 'Ask what the tailnet is served',
      ...run(['tailscale', 'serve', 'status', '--json']),
      register: served,
      ...question,
    },
    {
      name: `Serve the API as ${name}`,
      ...run(['tailscale', 'serve', `--service=${name}`, `--tcp=${route.listen}`, `tcp://localhost:{{ ${port} }}`]),
      vars: {
        [port]: `{{ ${server}.stdout | regex_search('[0-9]+$') | default('', true) }}`,
        [`${scope.role}_serve`]: `{{ ${served}.stdout | default('{}', true) | from_json }}`,
      },
      when: [`${port} != ''`, `(${path} | default('')).split(':') | last != ${port}`],
      changed_when: true,
    },
  ]
}

const question: Pick<Step, 'changed_when' | 'failed_when' | 'check_mode'> = {
  changed_when: false,
  failed_when: false,
  check_mode: false,
}
