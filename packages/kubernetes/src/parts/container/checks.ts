import { type Finding, isDnsLabel, isQuantity, quantityValue, type ResolvedService } from '@homelab/estate/model'
import type { k8s } from '../../k8s.ts'
import type { Mount, Mounts } from '../volume/index.ts'
import type { Container } from './index.ts'

/** A container, as far as it is checked here: those that a workload states as they are have no more. */
export type CheckedContainer = Omit<Container, 'image'>

/** A pod, as far as it is checked here. */
export interface CheckedPod {
  readonly containers: readonly CheckedContainer[]
  /** The names of its volumes. */
  readonly volumes: readonly string[]
  /** Paths of the node that it mounts, by the volume's name. */
  readonly hostPaths: Readonly<Record<string, string>>
  /** What holds for every container that does not say otherwise. */
  readonly security?: k8s.PodSecurityContext
}

/** What the API server refuses of a pod: names, what is there twice, where volumes are mounted. */
export function checkPod(service: ResolvedService, { containers, volumes }: CheckedPod): Finding[] {
  // What a service's own name spoils is one finding already.
  const names = containers.map(({ name }) => name).filter(name => name !== service.name || isDnsLabel(name))
  return [
    ...checkNames(service, 'volume', volumes),
    ...checkNames(service, 'container', names),
    ...containers.flatMap(container => [...checkMounts(service, container), ...checkShell(service, container)]),
  ]
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sh.html */
const shell = /^(?:\/(?:usr\/)?bin\/)?(?:ash|bash|dash|sh|zsh)$/

/** A shell that takes its script for the name of a file, or an option for its program: the container ends at once, forever. */
function checkShell({ name: subject, file }: ResolvedService, container: CheckedContainer): Finding[] {
  const { name, command = [], args = [] } = container
  const words = [...command, ...args]
  const wrong = (problem: string, got: string, expected: string): Finding[] => [
    {
      code: 'missing-program',
      where: { subject, path: `${name}.command`, file },
      problem,
      got: JSON.stringify(got.slice(0, 40)),
      expected,
      fix: 'correct the command',
    },
  ]
  const [first = ''] = command
  if (first.startsWith('-')) return wrong('the container is to run an option', first, 'a program')
  const [program = '', ...rest] = words
  const script = rest.find(word => !/^[-+]/.test(word))
  if (!shell.test(program) || script === undefined || !/\s/.test(script)) return []
  if (rest.some(word => /^-\w*c$/.test(word))) return []
  return wrong(`${program} takes its script for the name of a file`, script, '`-c` before the script')
}

function checkNames(
  { name: subject, file }: ResolvedService,
  what: 'volume' | 'container',
  names: readonly string[],
): Finding[] {
  const wrong = (name: string, problem: string, expected: string): Finding => ({
    code: 'invalid-name',
    where: { subject, path: `${what} ${name}`, file },
    problem,
    got: JSON.stringify(name),
    expected,
    fix: 'rename it',
  })
  return [...new Set(names)].flatMap(name => [
    ...(isDnsLabel(name)
      ? []
      : [wrong(name, `Kubernetes refuses a ${what} of this name`, 'at most 63 of a-z, 0-9 and -')]),
    ...(names.filter(other => other === name).length === 1
      ? []
      : [wrong(name, `a pod has more than one ${what} of this name`, `a name for each ${what}`)]),
  ])
}

function checkMounts({ name: subject, file }: ResolvedService, { name, mounts = {} }: CheckedContainer): Finding[] {
  const all = Object.entries(mounts).flatMap(([volume, at]) => pathsOf(at).map(path => ({ volume, path })))
  return all.flatMap(({ volume, path }, index): Finding[] => {
    const wrong = (problem: string, expected: string): Finding => ({
      code: 'invalid-path',
      where: { subject, path: `${name}.mounts.${volume}`, file },
      problem,
      got: JSON.stringify(path),
      expected,
      fix: 'correct the path',
    })
    const earlier = all.slice(0, index).find(other => other.path === path)
    return [
      ...(/^\/[^:]*$/.test(path) ? [] : [wrong('no volume can be mounted there', 'an absolute path without a colon')]),
      ...(earlier === undefined ? [] : [wrong(`${earlier.volume} is mounted there already`, 'a path for each mount')]),
    ]
  })
}

function pathsOf(at: Mounts[string]): readonly string[] {
  const list: readonly (string | Mount)[] = Array.isArray(at) ? at : [at]
  return list.map(each => (typeof each === 'string' ? each : each.path))
}

/** What a container asks for in part: by the other part its node looks empty. What has a limit alone is asked for, too. */
export function checkRequests(
  { name: subject, file }: ResolvedService,
  { name, resources }: Pick<Container, 'name' | 'resources'>,
): Finding[] {
  if (resources?.requests === undefined) return []
  const asked = { ...resources.limits, ...resources.requests }
  return (['memory', 'cpu'] as const)
    .filter(what => asked[what] === undefined)
    .map(what => ({
      code: 'unstated-request',
      where: { subject, path: `${name}.resources.requests.${what}`, file },
      problem: `it asks for no ${what === 'cpu' ? 'processor' : 'memory'}, and its node keeps none free for it`,
      fix: `say \`requests\` with \`${what}\``,
    }))
}

/** What is asked for to plan with, and may grow until its node kills what it likes. */
export function checkUnlimited(
  { name: subject, file }: ResolvedService,
  { name, resources }: Pick<Container, 'name' | 'resources'>,
): Finding[] {
  if (resources?.requests?.memory === undefined || resources.limits?.memory !== undefined) return []
  return [
    {
      code: 'unstated-limit',
      where: { subject, path: `${name}.resources.limits.memory`, file },
      problem: 'it may take all memory of its node, which then ends what it likes',
      fix: 'say `limits` with `memory`',
    },
  ]
}

/** Numbers of users and groups that the API server refuses: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context */
export function checkUsers(
  { name: subject, file }: ResolvedService,
  { containers, security: ofPod = {} }: CheckedPod,
): Finding[] {
  const groups = (ofPod.supplementalGroups ?? []).map(number => ['supplementalGroups', number] as const)
  const said = [
    { of: 'podSecurity', numbers: [...numbersOf(ofPod), ['fsGroup', ofPod.fsGroup] as const, ...groups] },
    ...containers.map(({ name, security = {} }) => ({ of: `${name}.security`, numbers: numbersOf(security) })),
  ]
  return said.flatMap(({ of, numbers }) =>
    numbers
      .filter(([, each]) => each !== undefined && !(Number.isInteger(each) && each >= 0 && each < 2 ** 31))
      .map(
        ([word, got]): Finding => ({
          code: 'invalid-quantity',
          where: { subject, path: `${of}.${word}`, file },
          problem: 'no user or group has this number',
          got: String(got),
          expected: 'a whole number from 0 to 2147483647',
          fix: 'correct the number',
        }),
      ),
  )
}

function numbersOf({ runAsUser, runAsGroup }: k8s.SecurityContext | k8s.PodSecurityContext) {
  return [['runAsUser', runAsUser] as const, ['runAsGroup', runAsGroup] as const]
}

/** Requests above their limits, which the API server refuses. */
export function checkLimits(
  { name: subject, file }: ResolvedService,
  { name, resources = {} }: Pick<Container, 'name' | 'resources'>,
): Finding[] {
  const { requests = {}, limits = {} } = resources
  return (['memory', 'cpu'] as const).flatMap((what): Finding[] => {
    const [request, limit] = [requests[what], limits[what]]
    if (request === undefined || limit === undefined || !isQuantity(request) || !isQuantity(limit)) return []
    if (quantityValue(request) <= quantityValue(limit)) return []
    return [
      {
        code: 'invalid-quantity',
        where: { subject, path: `${name}.resources.requests.${what}`, file },
        problem: 'it asks for more than its limit',
        got: request,
        expected: `at most ${limit}`,
        fix: 'raise the limit, or ask for less',
      },
    ]
  })
}
