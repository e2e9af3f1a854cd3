import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { podDefaults } from '../../cluster/pod-defaults.ts'
import { freshId } from '../../cluster/scope.ts'
import { kubernetesDelivery } from '../../delivery/contract.ts'
import { k8s } from '../../k8s.ts'
import { jobLabels } from '../../runs/labels.ts'
import { neededEnv } from '../container/env.ts'
import { containerSpec } from '../container/render.ts'
import { renderVolumes } from '../volume/render.ts'
import { type AnyJob, jobName } from './all.ts'
import { eachSync } from './each-sync.ts'
import type { OnceJob, SyncJob } from './index.ts'
import { longestWait, stagesOf } from './stages.ts'

/** What a service does by the clock: a CronJob each; once, and at each sync: a Job each. */
export function renderJobs(rendering: Rendering): void {
  for (const once of rendering.workload.once ?? []) {
    renderJob(rendering, once, once.beforePods === true ? stagesOf(rendering).job : undefined, once.beforePods === true)
  }
  for (const each of rendering.workload.eachSync ?? []) renderJob(rendering, each, marksOf(rendering, each), true)
  for (const scheduled of rendering.workload.jobs ?? []) {
    const { name, schedule, concurrency, keepSeconds } = scheduled
    new k8s.KubeCronJob(rendering.chart, freshId(rendering.chart, `cron-job ${name}`), {
      metadata: {
        ...{ name, namespace: rendering.workload.namespace },
        // Of the new version it is as well.
        ...present({ annotations: stagesOf(rendering).pods }),
      },
      spec: {
        schedule: schedule.cron,
        concurrencyPolicy: concurrency,
        jobTemplate: {
          spec: {
            ...present({ ttlSecondsAfterFinished: keepSeconds }),
            template: { metadata: { labels: jobLabels(name) }, spec: podSpec(rendering, scheduled) },
          },
        },
      },
    })
  }
}

/** How the delivery is told that it runs at each sync, and when. */
function marksOf({ context, cluster }: Rendering, { when }: SyncJob): Record<string, string> {
  return { [eachSync]: when, ...kubernetesDelivery(context.resolved.parts, cluster)?.eachSync[when] }
}

function renderJob(
  rendering: Rendering,
  job: OnceJob | SyncJob,
  annotations: Readonly<Record<string, string>> | undefined,
  isAwaited: boolean,
): void {
  const { retries: backoffLimit, longestSeconds } = job
  const activeDeadlineSeconds = longestSeconds ?? (isAwaited ? longestWait : undefined)
  new k8s.KubeJob(rendering.chart, freshId(rendering.chart, `job ${job.name}`), {
    metadata: {
      ...{ name: jobName(job), namespace: rendering.workload.namespace },
      ...present({ annotations }),
    },
    spec: {
      ...present({ backoffLimit, activeDeadlineSeconds }),
      template: { metadata: { labels: jobLabels(job.name) }, spec: podSpec(rendering, job) },
    },
  })
}

function podSpec(
  rendering: Rendering,
  { container, volumes: declared = [], sameNeeds, ...scheduled }: AnyJob,
): k8s.PodSpec {
  const { volumes } = renderVolumes(rendering, declared, undefined)
  return {
    ...podDefaults(scheduled.serviceAccount),
    restartPolicy: scheduled.restart,
    ...present({ securityContext: scheduled.podSecurity }),
    containers: [containerSpec({ ...container, env: { ...(sameNeeds && neededEnv(rendering)), ...container.env } })],
    ...(volumes.length > 0 && { volumes: [...volumes] }),
  }
}
