import { type Command, type Host, type HostUnit, type Options, renderer } from '@homelab/estate/model'
import { type HostRenderer, hostPart } from '../../host/host-part.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { judgeStatus } from './judge.ts'
import type { MinikubeCluster } from './program.ts'

export {
  asImageMirror,
  type ImageMirrorUse,
  isImageMirror,
  type MinikubeCluster,
  minikubeCluster,
  type UpstreamRegistry,
} from './program.ts'

const options: Options<MinikubeCluster> = {
  ...{ kind: true, reads: true, profile: true, version: true, driver: true, containerRuntime: true, cpus: true },
  ...{ memoryMegabytes: true, disk: true, serverNames: true, listenAddress: true, gateway: true, mirrored: true },
}

/** Clusters that minikube runs. */
export const minikubeClusters = hostPart<MinikubeCluster>({
  kinds: ['minikube'],
  options,
  owns: () => ({ calls: ['minikube', 'kubectl'] }),
  servesRoutes: true,
  runs: (program, placed) => {
    const { host, service } = placed
    const { profile, cpus: processors, memoryMegabytes } = program
    const unit = hostUnit(placed, program, {
      is: 'cluster',
      title: 'minikube cluster',
      name: profile,
      runs: 'kept',
      // Docker's megabytes: https://docs.docker.com/engine/containers/resource_constraints/
      memory: `${memoryMegabytes}Mi`,
      processors,
      // https://minikube.sigs.k8s.io/docs/handbook/persistent_volumes/
      storageClasses: ['standard'],
      keys: keysOf(profile),
    })
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'minikube',
          run: onHost(host, 'minikube', 'status', '--profile', profile, '--output', 'json'),
          judged: { by: 'part', part: 'minikube', facts: {} },
        }),
        {
          id: `${unit.id}/api?`,
          about: unit.id,
          kind: 'unit-runs',
          asked: {
            what: 'API on its host',
            name: profile,
            // https://kubernetes.io/docs/reference/using-api/health-checks/
            run: onHost(host, 'kubectl', '--context', profile, 'get', '--raw', '/readyz'),
            judged: { by: 'rules', rules: [{ state: 'up' }, { exitCodes: failures, state: 'down' }] },
          },
        },
      ],
      operations: [
        stepOf(unit, 'status', 'reads', minikube(host, profile, 'status')),
        stepOf(unit, 'stop', 'stops', minikube(host, profile, 'stop')),
        stepOf(unit, 'remove', 'destroys', minikube(host, profile, 'delete')),
      ],
      provides: [{ id: `${service}/cluster/${profile}`, part: 'minikube', kind: 'cluster', name: profile }],
    }
  },
  judge: judgeStatus,
  renderer: renderer<HostRenderer<MinikubeCluster>>(() => import('./render.ts')),
})

/** Its files: https://minikube.sigs.k8s.io/docs/handbook/untrusted_certs/ and profiles/NAME below `.minikube`. */
function keysOf(profile: string): NonNullable<HostUnit['keys']> {
  const own = `.minikube/profiles/${profile}`
  return { authority: '.minikube/ca.crt', certificate: `${own}/client.crt`, key: `${own}/client.key` }
}

/** What kubectl ends with where it gets no answer, or another one. */
const failures = [1, 2]

/** minikube on its host: https://minikube.sigs.k8s.io/docs/commands/ */
function minikube(host: Host, profile: string, ...words: readonly string[]): Command {
  return onHost(host, `${host.brewPrefix ?? '/usr/local'}/bin/minikube`, ...words, `--profile=${profile}`)
}
