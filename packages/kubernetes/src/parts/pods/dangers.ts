import type { DangerRule } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { goes, isField, majors, objectRule } from '../../changes/rule.ts'
import { refusal } from '../../compare/fixed.ts'
import { at, isEmpty } from '../../compare/json.ts'
import { momentOf } from '../job/each-sync.ts'

const kept = ['Deployment', 'StatefulSet', 'DaemonSet']
const podMakers = [...kept, 'Job', 'CronJob']
const kindsThatStop = [...kept, 'CronJob']
const pods = ['spec.template.spec', 'spec.jobTemplate.spec.template.spec']

function inPods(...fields: readonly string[]): readonly string[] {
  return pods.flatMap(pod => fields.map(field => `${pod}.${field}`))
}

function inContainers(...fields: readonly string[]): readonly string[] {
  return inPods(...fields.flatMap(field => [`containers[*].${field}`, `initContainers[*].${field}`]))
}

/** What runs in pods. */
export const podDangers: readonly DangerRule[] = [
  goes('workload-goes', kindsThatStop, 'stops', ({ kind }) =>
    kind === 'StatefulSet'
      ? 'its pods end where it is pruned; the claims of its template stay, orphaned'
      : 'its pods end where it is pruned',
  ),
  goes('job-goes', ['Job'], 'restarts', ({ object }) =>
    momentOf(object) === undefined
      ? 'what it did stays; a run that is not over ends'
      : 'what it did stays, and no sync runs it any more; its last run stays until somebody deletes it',
  ),
  objectRule('job-runs', ['Job'], ({ change, object }) => {
    if (change.kind !== 'added' || change.path !== undefined) return undefined
    const moment = momentOf(object)
    // Nobody knows whether one will fail.
    if (moment === 'after-failure') return undefined
    const why =
      moment === undefined
        ? 'it runs as soon as it is applied, though another one may have done the same before'
        : 'it runs at this sync, and at each after it'
    return { danger: 'restarts', why }
  }),
  objectRule('workload-fixed', kept.concat('Job'), ({ kind, change, path, object }) => {
    // What is made anew changes as it likes.
    if (change.path === undefined || momentOf(object) !== undefined) return undefined
    const why = refusal(kind, { path, ...present({ rendered: change.after }) })
    return why === undefined
      ? undefined
      : {
          danger: 'recreates',
          refused: true,
          why: `the API refuses it: ${why}; delete it without its pods (\`--cascade=orphan\`) and sync`,
        }
  }),
  objectRule('image-major', podMakers, judged => {
    const { before, after } = judged.change
    const major = isField(judged, ...inContainers('image')) ? majors(before, after) : undefined
    return major === undefined
      ? undefined
      : { danger: 'restarts', why: `a major version, ${major}: its notes may ask for more than a restart` }
  }),
  objectRule('pods-restart', kept, judged =>
    isField(judged, 'spec.template') ? { danger: 'restarts', why: restartOf(judged.kind, judged.object) } : undefined,
  ),
  objectRule('no-replicas', ['Deployment', 'StatefulSet'], judged =>
    isField(judged, 'spec.replicas') && judged.change.after === 0
      ? { danger: 'stops', why: 'no pod is left' }
      : undefined,
  ),
  objectRule('fewer-replicas', ['Deployment', 'StatefulSet'], judged => {
    const { before = 1, after = 1 } = judged.change
    if (!isField(judged, 'spec.replicas') || typeof before !== 'number' || typeof after !== 'number') return undefined
    if (after === 0 || after >= before) return undefined
    const claims = judged.kind === 'StatefulSet' ? '; the claims of those that end stay' : ''
    return { danger: 'restarts', why: `${before - after} of ${before} pods end, with what they are doing${claims}` }
  }),
  objectRule('job-suspended', ['CronJob'], judged =>
    isField(judged, 'spec.suspend') && judged.change.after === true
      ? { danger: 'stops', why: 'it is no longer started' }
      : undefined,
  ),
  objectRule('more-rights', podMakers, judged => {
    const { after } = judged.change
    const what =
      (isField(judged, ...inContainers('securityContext.privileged', 'securityContext.allowPrivilegeEscalation')) &&
        after === true) ||
      (isField(judged, ...inPods('hostNetwork', 'hostPID', 'hostIPC')) && after === true) ||
      (isField(judged, ...inContainers('securityContext.capabilities.add')) && !isEmpty(after)) ||
      isField(judged, ...inPods('volumes[*].hostPath')) ||
      (isField(judged, ...inContainers('resources.limits')) && isDevice(judged.path.at(-1)) && !isEmpty(after)) ||
      (isField(judged, ...inContainers('securityContext.runAsNonRoot')) && after !== true)
    return what ? { danger: 'opens', why: 'whoever takes over the container can do more on its node' } : undefined
  }),
]

/** What device plugins give has a domain before its name. */
function isDevice(resource = ''): boolean {
  return resource.includes('/')
}

function restartOf(kind: string, object: Parameters<typeof at>[0]): string {
  if (kind === 'StatefulSet') return 'each pod stops before the new one starts'
  const isRecreated = at(object, 'spec', 'strategy', 'type') === 'Recreate'
  if (isRecreated) return 'the old pod stops before the new one starts'
  if (kind === 'DaemonSet') {
    const surge = at(object, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge') ?? 0
    return Number.parseInt(String(surge), 10) > 0
      ? 'on each node a new pod starts, then the old one ends'
      : 'on each node the old pod ends before the new one starts'
  }
  const comesAfter = at(object, 'spec', 'strategy', 'rollingUpdate', 'maxSurge') === 0
  return comesAfter ? 'old pods end before new ones start, some at a time' : 'new pods start, then the old ones end'
}
