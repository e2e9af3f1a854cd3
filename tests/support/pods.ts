import type { KubeObject } from './objects.ts'

interface Container {
  readonly name: string
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly {
    readonly name: string
    readonly value?: string
    readonly valueFrom?: {
      readonly secretKeyRef?: { readonly name: string; readonly key: string }
      readonly fieldRef?: { readonly fieldPath: string }
    }
  }[]
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[]
  readonly resources?: { readonly requests?: Amounts; readonly limits?: Amounts }
  readonly startupProbe?: Probe
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly securityContext?: SecurityContext
  readonly volumeMounts?: readonly {
    readonly name: string
    readonly mountPath: string
    readonly subPath?: string
    readonly readOnly?: boolean
  }[]
}

interface Amounts {
  readonly memory?: string
  readonly cpu?: string
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: number }
  readonly initialDelaySeconds?: number
  readonly periodSeconds?: number
  readonly timeoutSeconds?: number
  readonly failureThreshold?: number
}

interface SecurityContext {
  readonly allowPrivilegeEscalation?: boolean
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] }
  readonly readOnlyRootFilesystem?: boolean
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly seccompProfile?: { readonly type: string }
}

export interface Pod {
  /** `KIND NAMESPACE/NAME`. */
  readonly of: string
  /** The folder that its object lies in, which is named like its service. */
  readonly folder: string
  readonly containers: readonly Container[]
  readonly initContainers: readonly Container[]
  readonly volumes: readonly { readonly name: string }[]
  readonly automountServiceAccountToken?: boolean
  readonly serviceAccountName?: string
}

/** The pods that the rendered objects make. */
export function podsIn(objects: readonly KubeObject[]): Pod[] {
  return objects.flatMap(({ path, kind, metadata: { name, namespace }, spec }) => {
    const template = kind === 'CronJob' ? spec.jobTemplate.spec.template : spec?.template
    if (template?.spec?.containers === undefined) return []
    return [
      {
        initContainers: [],
        volumes: [],
        ...template.spec,
        of: `${kind} ${namespace}/${name}`,
        folder: path.split('/').at(-2) ?? '',
      },
    ]
  })
}
