import type { Manifest } from './manifest.ts'

/** Of a pod what checks of rendered objects read: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export interface PodSpec {
  readonly serviceAccountName?: string
  readonly priorityClassName?: string
  readonly containers?: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly volumes?: readonly PodVolume[]
  readonly securityContext?: Users & { readonly fsGroup?: number; readonly supplementalGroups?: readonly number[] }
}

interface Users {
  readonly runAsUser?: number
  readonly runAsGroup?: number
}

export interface Container {
  readonly name: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly {
    readonly name: string
    readonly value?: string
    readonly valueFrom?: { readonly configMapKeyRef?: Named }
  }[]
  readonly envFrom?: readonly { readonly configMapRef?: Named }[]
  readonly ports?: readonly { readonly containerPort: number }[]
  readonly volumeMounts?: readonly VolumeMount[]
  readonly volumeDevices?: readonly { readonly name: string }[]
  readonly securityContext?: Users
}

interface VolumeMount {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly readOnly?: boolean
}

interface PodVolume {
  readonly name: string
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean }
  readonly configMap?: Named & { readonly items?: readonly object[] }
}

/** An object that is named, and whether it may be missing. */
export type Named = { readonly name?: string; readonly optional?: boolean } | undefined

/** The pods that an object makes, with the way to them in it; `undefined` where it makes none. */
export function podsOf({ kind, spec }: Manifest): { readonly at: string; readonly pod: PodSpec } | undefined {
  const isCronJob = kind === 'CronJob'
  const pod: PodSpec | undefined = isCronJob ? spec?.jobTemplate?.spec?.template?.spec : spec?.template?.spec
  if (pod?.containers === undefined) return undefined
  return { at: isCronJob ? 'spec.jobTemplate.spec.template.spec' : 'spec.template.spec', pod }
}

/** All of them, those that end before the others start included. */
export function containersOf({ containers = [], initContainers = [] }: PodSpec): readonly Container[] {
  return [...containers, ...initContainers]
}
