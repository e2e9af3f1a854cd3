import type { Finding } from '@homelab/estate/model'
import { type OwnedObject, placeIn } from './manifest.ts'
import { type Container, containersOf, type PodSpec, podsOf } from './pod-spec.ts'

/** What pods contradict in themselves. The API server takes it, and one of the two was meant otherwise. */
export function checkPodSpecs(objects: readonly OwnedObject[]): Finding[] {
  const configured = new Map(
    objects.flatMap(({ manifest: { kind, metadata, data } }) =>
      kind === 'ConfigMap' ? [[nameOf(metadata.namespace, metadata.name), Object.values({ ...data })] as const] : [],
    ),
  )
  return objects.flatMap(object => {
    const { pod } = podsOf(object.manifest) ?? {}
    if (pod === undefined) return []
    const { namespace } = object.manifest.metadata
    const files = (pod.volumes ?? []).flatMap(
      ({ configMap }) => configured.get(nameOf(namespace, configMap?.name)) ?? [],
    )
    return [...unmounted(object, pod), ...closedPorts(object, pod, files), ...unset(object, pod), ...users(object, pod)]
  })
}

function nameOf(namespace = '', name = ''): string {
  return `${namespace}/${name}`
}

/** Volumes that no container mounts. */
function unmounted(object: OwnedObject, pod: PodSpec): Finding[] {
  const mounted = new Set(
    containersOf(pod).flatMap(({ volumeMounts = [], volumeDevices = [] }) =>
      [...volumeMounts, ...volumeDevices].map(({ name }) => name),
    ),
  )
  return (pod.volumes ?? [])
    .filter(({ name }) => !mounted.has(name))
    .map(({ name }) => ({
      code: 'unmounted-volume',
      where: placeIn(object, `volumes.${name}`),
      problem: 'no container of the pod mounts this volume',
      fix: 'say in `mounts` where it is mounted, or leave it out',
    }))
}

/**
 * Variables in arguments that the container does not have: they stay as they are written. What a shell runs is in small letters.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
 */
function unset(object: OwnedObject, pod: PodSpec): Finding[] {
  return containersOf(pod).flatMap(container => {
    const { name, env = [], envFrom = [] } = container
    if (envFrom.length > 0) return []
    const has = env.map(variable => variable.name)
    return textsOf(container).flatMap(({ at, text }) =>
      [...text.matchAll(/(?<!\$)\$\(([A-Z][A-Z0-9_]*)\)/g)]
        .flatMap(([, variable]) => (variable === undefined || has.includes(variable) ? [] : [variable]))
        .map(got => ({
          code: 'unprovided-reference',
          where: placeIn(object, `${name}.${at}`),
          problem: 'the container has no such variable, and Kubernetes puts nothing in its place',
          got: `$(${got})`,
          expected: has.join(', ') || 'none',
          fix: 'correct the name, or give the container the variable',
        })),
    )
  })
}

/** A port of the pod itself: one address, which all its containers share. */
const toItself = /\b(?:localhost|127\.0\.0\.1):(\d+)/g

/** Containers that ask another one of their pod for a port that nothing in the pod speaks of. */
function closedPorts(object: OwnedObject, pod: PodSpec, files: readonly string[]): Finding[] {
  const containers = containersOf(pod)
  const texts = containers.flatMap(container =>
    textsOf(container).map(each => ({ ...each, container: container.name })),
  )
  const elsewhere = [...texts.map(({ text }) => text), ...files].map(text => text.replace(toItself, ''))
  const opened = new Set([
    ...containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => String(containerPort))),
    ...elsewhere.flatMap(text => text.match(/\d+/g) ?? []),
  ])
  return texts.flatMap(({ container, at, text }) =>
    [...text.matchAll(toItself)]
      .flatMap(([, port]) => (port === undefined || opened.has(port) ? [] : [port]))
      .map(port => ({
        code: 'unknown-port',
        where: placeIn(object, `${container}.${at}`),
        problem: 'it asks its own pod for a port that no container of the pod opens',
        got: port,
        expected: [...new Set(containers.flatMap(({ ports = [] }) => ports.map(each => each.containerPort)))].join(
          ', ',
        ),
        fix: 'correct the port, or declare it at the container that opens it',
      })),
  )
}

function textsOf({
  command = [],
  args = [],
  env = [],
}: Container): readonly { readonly at: string; readonly text: string }[] {
  return [
    ...command.map((text, index) => ({ at: `command[${index}]`, text })),
    ...args.map((text, index) => ({ at: `args[${index}]`, text })),
    ...env.flatMap(({ name, value }) => (value === undefined ? [] : [{ at: `env.${name}`, text: value }])),
  ]
}

/**
 * Numbers of users and groups that are one number elsewhere. Files that belong to nobody who runs are read by nobody, or by
 * everybody: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
function users(object: OwnedObject, pod: PodSpec): Finding[] {
  const containers = containersOf(pod)
  const own = [pod.securityContext ?? {}, ...containers.map(({ securityContext = {} }) => securityContext)]
  const numbers = new Set(own.flatMap(({ runAsUser, runAsGroup }) => [runAsUser ?? [], runAsGroup ?? []].flat()))
  const { fsGroup, supplementalGroups = [] } = pod.securityContext ?? {}
  const known = new Set([0, ...numbers, ...supplementalGroups, ...(fsGroup === undefined ? [] : [fsGroup])])
  const wrong = (at: string, problem: string, got: number): Finding => ({
    code: 'contradicting-users',
    where: placeIn(object, at),
    problem,
    got: String(got),
    expected: [...numbers].filter(number => number !== 0).join(', '),
    fix: 'say one number in all places, or accept it with whose it is',
  })
  // Of a pod whose image says who it runs as nobody here knows.
  const isSaid = [...numbers].some(number => number !== 0)
  return [
    ...(fsGroup !== undefined && isSaid && !numbers.has(fsGroup)
      ? [
          wrong(
            'securityContext.fsGroup',
            'its volumes are given to a group that is no user or group of its containers',
            fsGroup,
          ),
        ]
      : []),
    ...(isSaid ? containers : []).flatMap(({ name, command = [], args = [] }) =>
      ownersIn([...command, ...args])
        .filter(number => !known.has(number))
        .map(number => wrong(name, 'it gives files to somebody whom no container runs as', number)),
    ),
  ]
}

/** `chown -R USER:GROUP`, as a command of its own words. */
function ownersIn(words: readonly string[]): readonly number[] {
  if (!words.some(word => word === 'chown' || word.endsWith('/chown'))) return []
  return words
    .flatMap(word => /^(\d+)(?::(\d+))?$/.exec(word)?.slice(1) ?? [])
    .flatMap(each => (each ? [Number(each)] : []))
}
