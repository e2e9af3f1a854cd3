import type { Finding, ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { CheckedContainer, CheckedPod } from '../parts/container/checks.ts'
import { jobsOf } from '../parts/job/all.ts'
import type { PodWorkload } from '../parts/pods/workload.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'

/**
 * What a container may do though nobody said that its image needs it, as the level `restricted` has it:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/ (besides: what it may write, and how much memory it may take).
 */
export function checkHardening(service: ResolvedService, pod: CheckedPod): Finding[] {
  return pod.containers.flatMap(container => [...security(service, container, pod), ...limits(service, container)])
}

/** A token is what whoever breaks into a pod finds there: only who asks the API server has one. */
export function checkTokens(service: ResolvedService, workload: ClusterWorkload): Finding[] {
  const own = hasPods(workload)
    ? [
        { path: 'workload', account: workload.serviceAccount },
        ...(workload.beside ?? []).map(({ name, serviceAccount }) => ({ path: name, account: serviceAccount })),
      ]
    : []
  const ofJobs = jobsOf(workload).map(({ name, serviceAccount }) => ({ path: name, account: serviceAccount }))
  return [...own, ...ofJobs].flatMap(({ path, account }) =>
    account?.token === true
      ? [
          finding(service, `${path}.serviceAccount.token`, {
            problem: 'the pods have a token of the API server',
            fix: 'set `token` to `false`, or accept it with what they ask there',
          }),
        ]
      : [],
  )
}

function hasPods(workload: ClusterWorkload): workload is PodWorkload {
  return 'serviceAccount' in workload && 'container' in workload
}

/** What a container may be allowed: whether it is, and what to do about it. */
interface Allowed {
  readonly field: string
  readonly problem: string
  readonly got?: string
  readonly fix: string
}

/** The only one that `restricted` lets a container add: a port below 1024 is no power over others. */
const HARMLESS = 'NET_BIND_SERVICE'

function security(service: ResolvedService, container: CheckedContainer, pod: CheckedPod): Finding[] {
  const { name, security: context } = container
  if (context === undefined) {
    const fix = 'give it `security: hardened()`, with what its image needs'
    return [
      finding(service, `${name}.security`, { problem: 'nothing keeps the container from what it does not need', fix }),
    ]
  }
  const added = (context.capabilities?.add ?? []).filter(each => each !== HARMLESS)
  const allowed: readonly (Allowed | false)[] = [
    (context.runAsNonRoot ?? pod.security?.runAsNonRoot) !== true && {
      field: 'runAsNonRoot',
      problem: 'the container may run as root',
      fix: 'leave out `root` and give `user` where the image names none, or accept it with what it needs root for',
    },
    context.readOnlyRootFilesystem !== true && {
      field: 'readOnlyRootFilesystem',
      problem: 'the container may write outside its volumes',
      fix: 'leave out `writesRoot` and mount an `emptyDir` where it writes, or accept it with what it writes',
    },
    context.capabilities?.drop?.includes('ALL') !== true && {
      field: 'capabilities.drop',
      problem: 'the container keeps the capabilities that the runtime gives everybody',
      fix: 'drop `ALL` and add those that it needs, or accept it with what it needs them for',
    },
    added.length > 0 && {
      field: 'capabilities.add',
      problem: 'the container has capabilities of root',
      got: added.join(', '),
      fix: 'leave them out, or accept it with what it needs them for',
    },
    context.allowPrivilegeEscalation !== false && {
      field: 'allowPrivilegeEscalation',
      problem: 'a program of the container may gain more rights than it was started with',
      fix: 'set it to `false`, or accept it with what needs it',
    },
    (context.seccompProfile ?? pod.security?.seccompProfile)?.type === undefined && {
      field: 'seccompProfile',
      problem: 'the container may make every system call',
      fix: 'set its type to `RuntimeDefault`, or accept it with what needs more',
    },
  ]
  return allowed.flatMap(each => (each === false ? [] : [finding(service, `${name}.security.${each.field}`, each)]))
}

function limits(service: ResolvedService, { name, resources }: CheckedContainer): Finding[] {
  if (resources?.limits?.memory !== undefined) return []
  const problem = 'the container may take all memory of its node'
  return [finding(service, `${name}.resources`, { problem, fix: 'give it `limits` with `memory`' })]
}

function finding({ name: subject, file }: ResolvedService, path: string, allowed: Omit<Allowed, 'field'>): Finding {
  const { problem, got, fix } = allowed
  return { code: 'unhardened-container', where: { subject, path, file }, problem, ...present({ got }), fix }
}
