/** Every option of what stands in workloads of a cluster: another one is a finding. */
import type { Options, OptionsOfAny } from '@homelab/estate/model'
import type { ClusterWorkload, IngressShape } from '../workloads/cluster-workload.ts'
import type { AppliedSecret } from './applied-secret/index.ts'
import type { BootstrapStep } from './by-hand/index.ts'
import type { Amounts, Container, Sidecar } from './container/index.ts'
import type { GeneratedConfigMaps } from './generated/index.ts'
import type { OnceJob, ScheduledJob, SyncJob } from './job/index.ts'
import type { Reach } from './network-policy/index.ts'
import type { DisruptionBudget, Replicated } from './replicas/index.ts'
import type { ExternalSecret } from './secret/index.ts'
import type { PodVolume } from './volume/index.ts'

const ofAmounts: Options<Amounts> = { memory: true, cpu: true }
export const ofContainer: Options<Container> = {
  ...{ name: true, image: true, pullPolicy: true, command: true, args: true, env: true, mounts: true },
  ...{ envFrom: { secret: true, optional: true }, resources: { requests: ofAmounts, limits: ofAmounts } },
  ...{ devices: true, security: true },
}
export const ofSidecar: Options<Sidecar> = { ...ofContainer, answers: true, probes: true }
export const ofReach: Options<Reach> = { to: true, why: true, ports: { port: true, protocol: true } }

export const ofPodVolume: OptionsOfAny<PodVolume> = {
  ...{ kind: true, source: true, name: true, holds: true, size: true, path: true, database: true, socket: true },
  ...{ backup: true, claim: true, storageClass: true, persistentVolume: true, share: true, writable: true },
  ...{ mountOptions: true, configMap: true, files: true, defaultMode: true, secret: true, type: true },
}

const ofBudget: OptionsOfAny<DisruptionBudget> = { available: true, unavailable: true }
export const ofReplicated: Options<Replicated> = {
  ...{ replicas: true, strategy: true, budget: ofBudget, spread: { over: true, skew: true, strict: true } },
}

/** Of those whose web ports have an Ingress. */
export const ofIngress: Options<IngressShape> = { form: true, proxyClass: true, funnel: true }

const ofRuns: Options<Omit<ScheduledJob, 'schedule' | 'concurrency' | 'keepSeconds'>> = {
  ...{ name: true, restart: true, container: ofContainer, volumes: ofPodVolume, podSecurity: true, reaches: ofReach },
  sameNeeds: true,
  serviceAccount: { name: true, token: true },
}
const ofScheduledJob: Options<ScheduledJob> = { ...ofRuns, schedule: true, concurrency: true, keepSeconds: true }
const ofOnceJob: Options<OnceJob> = { ...ofRuns, retries: true, longestSeconds: true, beforePods: true }
const ofSyncJob: Options<SyncJob> = { ...ofRuns, when: true, retries: true, longestSeconds: true }

/** Whoever makes it. */
const ofSecret: Options<ExternalSecret | AppliedSecret> = {
  ...{ kind: true, name: true, data: true, template: true, templateLabels: true, type: true },
}
const ofBootstrapStep: Options<BootstrapStep> = {
  ...{ kind: true, name: true, what: true, commands: true, secrets: { name: true, data: true } },
}
const ofGenerated: Options<GeneratedConfigMaps> = { files: true, prefix: true, labels: true, settings: true }

/** Of every workload of a cluster. */
export const ofClusterWorkload: Options<ClusterWorkload> = {
  ...{ kind: true, at: true, address: true, addresses: true, lan: true, namespace: true, ownsNamespace: true },
  ...{ application: true, accessApplication: true, crds: true, defines: true, secrets: ofSecret, jobs: ofScheduledJob },
  ...{
    once: ofOnceJob,
    eachSync: ofSyncJob,
    objects: true,
    moreImages: true,
    generated: ofGenerated,
    bootstrap: ofBootstrapStep,
  },
  reaches: ofReach,
}
