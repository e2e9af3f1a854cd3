import { asImageMirror, collector, collectorScript, formula, hostService, minikubeCluster } from '@homelab/ansible-gen'
import { accept, after, difference, endpoint, https, type Needs, ownHostname, service } from '@homelab/estate'
import { dashboard, minikubeDashboard } from '@homelab/observability'
import { brew, collectorLogs, home, textfilePath } from '../folders.ts'
import { apiPort, indri, minikube } from '../hosts.ts'
import { upstreamRegistries } from '../registries.ts'
import { zot } from './zot.ts'

const profile = 'minikube'

/** The cluster itself. The port on the host changes with every start; `tailscale serve` follows it. facts N5, N9, A16 */
export const minikubeService = service(import.meta, 'minikube', {
  title: 'minikube',
  summary: 'the Kubernetes cluster',
  ports: { api: https(apiPort) },
  workload: hostService({
    at: indri,
    packages: [formula('minikube'), formula('kubectl')],
    programs: [
      minikubeCluster({
        profile,
        version: minikube.version,
        driver: 'docker',
        containerRuntime: 'docker',
        cpus: 6,
        memoryMegabytes: 11264,
        disk: '200g',
        serverNames: [ownHostname('tailnet'), indri.name],
        listenAddress: '0.0.0.0',
        gateway: 'host.minikube.internal',
        mirrored: upstreamRegistries,
      }),
    ],
  }),
  routes: { tailnet: { port: 'api', host: 'k8s' } },
  dashboards: [dashboard(minikubeDashboard)],
  needs: (): Needs => [endpoint(zot, 'http', 'its node pulls images through it', asImageMirror())],
  accepts: [
    accept(
      'unprobed-route',
      'pods resolve no name of the tailnet, and it has no other: that the name alone fails is noticed by who uses kubectl; an API that is down ends the metrics of nodes and pods, which alerts',
      'probes',
    ),
  ],
  differences: [
    difference('when the cluster is started', {
      today: 'when `minikube status` does not call its host running',
      now: 'when any part of any node does not run; a paused one is unpaused, and kubectl is told an address that has changed',
      why: 'after a power loss the host runs, and kubelet and API server do not: the role skipped it',
      facts: 'A16, O8',
    }),
    difference('a cluster that does not start, or Docker that does not run', {
      today: 'a warning, and the run goes on',
      now: 'fails the role, with what minikube says; roles after it do not run',
      why: 'the run was green, and nothing in the cluster ran',
      facts: 'A16',
    }),
    difference('registry host files in the node', {
      today: 'written when the target is missing from them',
      now: 'written when they differ in any way',
      why: 'a changed capability or server would never arrive',
      facts: 'A16',
    }),
    difference('handler that stops and starts minikube', {
      today: 'exists, and nothing notifies it',
      now: 'left out',
      why: 'dead code',
      facts: 'A16',
    }),
  ],
})

/** facts A9, A12 */
export const minikubeMetrics = service(import.meta, 'minikube-metrics', {
  title: 'minikube metrics',
  summary: 'measures whether the cluster runs, and what is in it',
  ports: {},
  workload: hostService({
    at: indri,
    packages: [formula('minikube'), formula('kubectl'), formula('jq')],
    programs: [
      collector({
        label: 'mcquack.eblume.minikube-metrics',
        script: home('.local/bin/minikube-metrics'),
        textfile: textfilePath('minikube'),
        exporter: 'minikube',
        content: collectorScript('minikube', textfilePath('minikube'), {
          minikube: brew('bin/minikube'),
          kubectl: brew('bin/kubectl'),
          jq: brew('bin/jq'),
          profile,
          timeoutSeconds: 15,
        }),
        environment: { HOME: home(), PATH: [brew('bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(':') },
        everySeconds: 60,
        logs: collectorLogs('mcquack.minikube-metrics'),
      }),
    ],
  }),
  needs: (): Needs => [after(minikubeService, 'measures it')],
})
