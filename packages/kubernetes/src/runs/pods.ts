import {
  type Cluster,
  type HostPort,
  imageReference,
  type Mine,
  type Pods,
  type RunningContainer,
  type Step,
  step,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { fixedFields } from '../compare/fixed.ts'
import type { k8s } from '../k8s.ts'
import type { Container, Resources } from '../parts/container/index.ts'
import { type AnyJob, jobName } from '../parts/job/all.ts'
import type { KubeObject } from '../parts/objects/object.ts'
import { answeringOf } from '../parts/replicas/counts.ts'
import type { PodVolume } from '../parts/volume/index.ts'
import { kubectl, rolloutRestart } from './commands.ts'
import { jobLabels, selectorText } from './labels.ts'

export function running({ name, image, security, resources, devices }: Container): RunningContainer {
  return {
    ...{ name, image: imageReference(image), restricted: takesAway(security), ...askedFor(resources) },
    ...present({ devices }),
  }
}

function takesAway(security: k8s.SecurityContext | undefined): boolean {
  return security !== undefined && security.privileged !== true
}

/**
 * What the scheduler keeps free for a container: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 * (a limit alone is a request as well).
 */
export function askedFor({ requests, limits }: Resources = {}): Pick<RunningContainer, 'memory' | 'cpu'> {
  return present({ memory: requests?.memory ?? limits?.memory, cpu: requests?.cpu ?? limits?.cpu })
}

export function configMaps(volumes: readonly PodVolume[]): readonly string[] {
  return volumes.flatMap(volume => (volume.source === 'config-map' ? [volume.configMap] : []))
}

/** The pods of jobs. */
export function jobPods(service: string, namespace: string, jobs: readonly AnyJob[]): readonly Pods[] {
  return jobs.map((job): Pods => {
    const { name, container, volumes = [], serviceAccount, sameNeeds } = job
    const byClock = 'schedule' in job
    return {
      id: `${service}/pods/${name}`,
      part: 'job',
      namespace,
      resource: byClock ? 'cronjob' : 'job',
      kind: byClock ? 'CronJob' : 'Job',
      name: jobName(job),
      selector: jobLabels(name),
      replicas: byClock ? 'by-clock' : 'once',
      rollout: 'recreate',
      answers: [],
      ...(sameNeeds !== true && { withoutNeeds: true }),
      ...(comesFirst(job) && { beforePods: true }),
      ...('when' in job && { eachSync: job.when }),
      containers: [running(container)],
      rolledBy: configMaps(volumes),
      token: serviceAccount?.token === true ? serviceAccount.name : 'none',
      // What runs at each sync is made anew.
      fixed: byClock || 'when' in job ? [] : fixedOf('Job'),
    }
  })
}

function comesFirst(job: AnyJob): boolean {
  return ('beforePods' in job && job.beforePods === true) || ('when' in job && job.when === 'before-pods')
}

/** The Deployments and CronJobs among the objects of a workload. */
export function objectPods(service: string, namespace: string, objects: readonly KubeObject[] = []): readonly Pods[] {
  return objects.flatMap((each): readonly Pods[] => {
    if (each.object === 'Deployment') {
      const { metadata, spec } = each.props
      const { type, rollingUpdate } = spec?.strategy ?? {}
      const replicas = spec?.replicas ?? 1
      const amounts = { surge: rollingUpdate?.maxSurge?.value, unavailable: rollingUpdate?.maxUnavailable?.value }
      return [
        {
          ...writtenOut(service, namespace, metadata, spec?.template.spec),
          resource: 'deployment',
          kind: 'Deployment',
          selector: { ...spec?.selector.matchLabels },
          replicas,
          rollout: type === 'Recreate' ? 'recreate' : 'rolling',
          ...(type !== 'Recreate' && { answering: answeringOf(replicas, amounts) }),
          fixed: fixedOf('Deployment'),
        },
      ]
    }
    if (each.object !== 'CronJob') return []
    const { metadata, spec } = each.props
    const template = spec?.jobTemplate.spec?.template
    return [
      {
        ...writtenOut(service, namespace, metadata, template?.spec),
        resource: 'cronjob',
        kind: 'CronJob',
        selector: { ...template?.metadata?.labels },
        replicas: 'by-clock',
        rollout: 'recreate',
        fixed: [],
      },
    ]
  })
}

type WrittenOut = Pick<Pods, 'id' | 'part' | 'namespace' | 'containers' | 'hostPorts' | 'rolledBy' | 'token'> & {
  readonly name: string
}

function writtenOut(
  service: string,
  namespace: string,
  { name, namespace: own = namespace }: k8s.ObjectMeta & { readonly name: string },
  pod: Partial<k8s.PodSpec> = {},
): WrittenOut {
  return {
    ...{ id: `${service}/pods/${name}`, part: 'object', namespace: own, name, rolledBy: [] },
    containers: containersOf(pod),
    ...hostPorts(pod),
    token: pod.automountServiceAccountToken === false ? 'none' : (pod.serviceAccountName ?? 'default'),
  }
}

/** In Kubernetes' own words. */
export function containersOf({
  containers = [],
  initContainers = [],
}: Partial<k8s.PodSpec>): readonly RunningContainer[] {
  return [...containers, ...initContainers].map(({ name, image = '', securityContext }) => ({
    name,
    image,
    restricted: takesAway(securityContext),
  }))
}

/**
 * What pods take of the ports of their node: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
 *
 * @param others on which containers listen that the pod does not write out
 */
export function hostPorts(
  { hostNetwork = false, containers = [], initContainers = [] }: Partial<k8s.PodSpec>,
  others: readonly HostPort[] = [],
): Pick<Pods, 'hostPorts'> {
  const written = [...containers, ...initContainers]
    .flatMap(({ ports = [] }) => ports)
    .flatMap(({ hostPort, containerPort, protocol }): readonly HostPort[] => {
      const port = hostNetwork ? containerPort : hostPort
      return port === undefined ? [] : [{ port, transport: protocol === 'UDP' ? 'udp' : 'tcp' }]
    })
  const all = [...(hostNetwork ? others : []), ...written]
  return all.length === 0 ? {} : { hostPorts: all }
}

/** Fields of a kind of object that can't be changed in place. */
export function fixedOf(kind: string): readonly string[] {
  return fixedFields.filter(({ kinds: all }) => all.includes(kind)).flatMap(({ fields }) => fields)
}

/** What is asked of pods, and done to them. */
export function podSteps({ cluster, parts }: Mine, all: readonly Pods[]): readonly Step[] {
  if (cluster === undefined) return []
  return all.flatMap(({ id, namespace, resource, name, selector, replicas }): readonly Step[] => {
    if (resource === 'unknown' || name === 'unknown') return []
    const picked =
      selector === 'unknown' || replicas === 'by-clock' || replicas === 'once' ? '' : selectorText(selector)
    return [
      step(id, 'status', 'reads', kubectl(cluster, namespace, 'get', resource, name), 1),
      ...(picked === ''
        ? []
        : [
            step(id, 'status', 'reads', kubectl(cluster, namespace, 'get', 'pods', `--selector=${picked}`), 2),
            step(
              id,
              'logs',
              'reads',
              kubectl(cluster, namespace, 'logs', `--selector=${picked}`, '--all-containers', '--tail=50'),
            ),
          ]),
      ...scaled(cluster, id, namespace, `${resource}/${name}`, resource, replicas),
      ...(resource === 'deployment' || resource === 'statefulset' || resource === 'daemonset'
        ? [rollingRestart(id, rolloutRestart(cluster, parts, namespace, `${resource}/${name}`))]
        : []),
      // https://kubernetes.io/docs/tasks/administer-cluster/use-cascading-deletion/
      ...(resource === 'statefulset'
        ? [step(id, 'release', 'changes', kubectl(cluster, namespace, 'delete', resource, name, '--cascade=orphan'))]
        : []),
    ]
  })
}

/** Down to no pod and up again: kubectl scales these kinds, and no operator puts back what it did. */
function scaled(
  cluster: Cluster,
  id: string,
  namespace: string,
  object: string,
  resource: string,
  replicas: Pods['replicas'],
): readonly Step[] {
  if ((resource !== 'deployment' && resource !== 'statefulset') || typeof replicas !== 'number') return []
  const scale = (to: number): Step['run'] => kubectl(cluster, namespace, 'scale', object, `--replicas=${to}`)
  return [
    { ...step(id, 'stop', 'stops', scale(0)), interrupts: [id], undo: `${id}#start` },
    { ...step(id, 'start', 'changes', scale(replicas)), until: `${id}?` },
  ]
}

function rollingRestart(id: string, run: Step['run']): Step {
  return { ...step(id, 'restart', 'restarts', run), interrupts: [id], until: `${id}?` }
}
