import type { Finding, ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { k8s } from '../../k8s.ts'
import type { OwnPods } from './own.ts'
import type { PodWorkload } from './workload.ts'

type Pod = PodWorkload['pod']

/** A pod with the further fields that its workload states as they are: lists add up, records merge, nothing replaces. */
export function mergedPod(own: k8s.PodSpec, added: Pod = {}): k8s.PodSpec {
  const { containers = [], initContainers = [], volumes = [], ...rest } = added
  const lists = {
    containers: [...own.containers, ...containers],
    initContainers: [...(own.initContainers ?? []), ...initContainers],
    volumes: [...(own.volumes ?? []), ...volumes],
  }
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0)
  return { ...own, ...merge(own, rest), ...Object.fromEntries(filled) } as k8s.PodSpec
}

/**
 * What a pod's further fields contradict: a field that the workload states in its own words as well. Names that are there
 * twice in a list are findings of the list.
 */
export function checkMerged({ name: subject, file }: ResolvedService, { workload, path: own }: OwnPods): Finding[] {
  const { podSecurity, serviceAccount, pod = {}, podAnnotations = {}, volumes = [] } = workload
  const stated = {
    ...present({ securityContext: podSecurity }),
    ...(serviceAccount !== undefined && {
      serviceAccountName: serviceAccount.name,
      automountServiceAccountToken: serviceAccount.token,
    }),
  }
  const ofPod = conflicts(stated, pod).map(path => ({
    path: `${own}.pod.${path}`,
    problem: 'the workload states this field of the pod in words of its own, and otherwise',
    fix: 'say it in one of the two places',
  }))
  const read = volumes.some(({ source }) => source === 'config-map') && configAnnotation in podAnnotations
  const ofAnnotation = {
    path: `${own}.podAnnotations.${configAnnotation}`,
    problem: 'the annotation is made of the files that the pods read, so that a change rolls them',
    fix: 'leave it out',
  }
  return [...ofPod, ...(read ? [ofAnnotation] : [])].map(({ path, problem, fix }) => ({
    code: 'duplicate-setting',
    where: { subject, path, file },
    problem,
    fix,
  }))
}

/** Rolls the pods when a file that they read changes; Kubernetes alone would not. */
export const configAnnotation = 'checksum/config'

function merge(own: object, added: object): object {
  const before = new Map<string, unknown>(Object.entries(own))
  const both = Object.entries(added).map(([key, value]): [string, unknown] => {
    const earlier = before.get(key)
    return [key, isRecord(earlier) && isRecord(value) ? { ...earlier, ...merge(earlier, value) } : value]
  })
  return Object.fromEntries(both)
}

function conflicts(own: object, added: object): string[] {
  const after = new Map<string, unknown>(Object.entries(added))
  return Object.entries(own).flatMap(([key, value]) => {
    const other = after.get(key)
    if (value === undefined || other === undefined || JSON.stringify(value) === JSON.stringify(other)) return []
    return isRecord(value) && isRecord(other) ? conflicts(value, other).map(path => `${key}.${path}`) : [key]
  })
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
